package import Topology
import Workspace

/// AWS Copilot (aws.github.io/copilot-cli/docs/manifest).
package struct CopilotPlatform: DescribedPlatform {
    package let id = "copilot"
    package let name = "AWS Copilot"

    /// Makes the entry.
    package init() {}

    /// aws.github.io/copilot-cli, "svc deploy" and the `http.healthcheck` of each manifest, `/` by default.
    package var facts: PlatformFacts {
        PlatformFacts(
            probing: .file(key: "http.healthcheck in its manifest", value: { "`healthcheck: \($0)`" }),
            deploy: ["Run `copilot svc deploy --name UNIT --env <environment>`"],
            rollback: [
                .init(
                    "Deploy the tag of the image before.",
                    ["copilot", "svc", "deploy", "--name", "UNIT", "--env", "<environment>", "--tag", "<tag>"])
            ], runsSeveral: true)
    }

    /// `copilot/NAME/manifest.yml`, by the Dockerfile that it builds or its name.
    package func detect(in repository: RepositoryView) -> [PlatformMatch] {
        let reader = PlatformReader(id, repository)
        return reader.documents(named: ["manifest.yml"]).compactMap { document in
            guard document.path.split(separator: "/").contains("copilot"), let type = document.root["type"]?.string
            else { return nil }
            let build = document.root[path: "image", "build"]
            let file = build?.string ?? build?["dockerfile"]?.string
            let package = reader.owner.package(
                file: document.path, folder: build?["context"]?.string.flatMap { RelativePath.normal($0) },
                dockerfile: file.flatMap { RelativePath.normal($0) },
                names: [document.root["name"]?.string].compactMap(\.self))
            guard let package else { return nil }
            var match = reader.match(package, at: FilePlace(document.path, line: 1))
            if type == "Worker Service" || type == "Scheduled Job" {
                match.add(type: .worker, at: FilePlace(document.path, line: 1))
            }
            let check = document.root[path: "http", "healthcheck"]
            match.add(port: document.root[path: "image", "port"], in: document)
            match.add(probe: check?["path"] ?? check, in: document)
            if let alias = document.root[path: "http", "alias"] {
                match.add(domains: alias.string == nil ? alias.elements : [alias], in: document)
            }
            return match
        }
    }
}
