package import Topology
package import Workspace

extension VercelPlatform {
    /// Vercel builds each push by itself; `ignoreCommand` says which pushes it leaves out (vercel.com/docs, "Project
    /// configuration"). The list of a rule in the dashboard is not read.
    package func delivery(of unit: DeployableUnit, as names: DeployNames, in repository: RepositoryView) -> Delivery {
        let file = ManifestStore.path("vercel.json", in: unit.path)
        var rule = PlatformRule(
            provider: name, file: file,
            setup: [
                "In Vercel dashboard, connect the repository to the project \(unit.package.name), with the Root Directory "
                    + "\(unit.path) and \"Include files outside the root directory\" switched on"
            ])
        if let document = unit.contents.manifests.document(file), let node = document.root["ignoreCommand"],
            let command = node.string
        {
            rule.place = document.place(of: node)
            rule.filter = VercelIgnoreCommand(command, in: unit.path)
            rule.isOpaque = rule.filter == nil
        }
        return .watched(rule)
    }

    /// `ignoreCommand` with the paths of the unit's inputs; a command of a person's that is no `git diff` stays.
    package func planRule(
        for unit: DeployableUnit, inputs: DeployInputs, in repository: RepositoryView
    ) throws(Diagnostic) -> FileChange? {
        let file = ManifestStore.path("vercel.json", in: unit.path)
        let rule = VercelIgnoreCommand(including: inputs.inputs.map(\.path), excluding: inputs.exclusions)
        let why = "Vercel builds only what changed"
        guard rule.command.count <= VercelIgnoreCommand.lengthLimit else { throw .tooLong(rule.command, file) }
        guard let document = unit.contents.manifests.document(file) else {
            if unit.contents.has("vercel.ts") { throw .inCode(unit.path) }
            let value: JSONValue = .object([
                ("$schema", "https://openapi.vercel.sh/vercel.json"), ("ignoreCommand", .string(rule.command)),
            ])
            return .create(file, JSONText.encode(value), why: why)
        }
        if let old = document.root["ignoreCommand"]?.string {
            guard let known = VercelIgnoreCommand(old, in: unit.path) else { return nil }
            if Set(known.included) == Set(rule.included), Set(known.excluded) == Set(rule.excluded) { return nil }
        }
        let edits = try JSONEditor.set(.string(rule.command), at: ["ignoreCommand"], in: document)
        return try .edit(file, original: document.bytes, edits: edits, why: why)
    }

    /// An earlier deployment becomes the current one again (vercel.com/docs/cli/rollback).
    package func rollback(of unit: DeployableUnit, as names: DeployNames, in repository: RepositoryView) -> Rollback? {
        Rollback(
            steps: [
                .init("List the deployments of the project.", ["vercel", "list", unit.package.name], depth: 1),
                .init(
                    "Make an earlier one the current one.", ["vercel", "rollback", "<deployment>", "--yes"], depth: 1),
            ],
            afterwards: "Vercel then gives the domain to no later push by itself: `vercel promote` ends that.")
    }
}

extension Diagnostic {
    fileprivate static func tooLong(_ command: String, _ file: String) -> Diagnostic {
        .error(
            "deploy/command-too-long",
            "the `ignoreCommand` for its inputs has \(command.count) characters, and Vercel takes "
                + "\(VercelIgnoreCommand.lengthLimit)", at: FilePlace(file),
            remedy: "use `npx turbo-ignore`, or put the command into a script and call that")
    }

    fileprivate static func inCode(_ folder: String) -> Diagnostic {
        .error(
            "deploy/configured-in-code", "Vercel is configured in vercel.ts, which is a program",
            at: FilePlace(ManifestStore.path("vercel.ts", in: folder)), remedy: "add `ignoreCommand` there")
    }
}
