import Workspace

/// Reads what commands and actions deploy. One table row names each program or action; what it means is one function.
struct DeployCommandReader: Sendable {
    /// What a row does with the words behind the program's and subcommand's, or nothing where they deploy nothing.
    typealias Reading = @Sendable (CommandOptions, CIStep, DeployCommandReader) -> CIDeployment?

    /// All files of the repository.
    let files: RepositoryFiles

    /// What a step deploys or builds.
    func deployments(of step: CIStep) -> [CIDeployment] {
        switch step.content {
        case .command(var words):
            // `gcloud beta run deploy` is `gcloud run deploy`.
            if words.first == "gcloud", words.count > 1, ["alpha", "beta"].contains(words[1]) { words.remove(at: 1) }
            for row in DeployCommands.all {
                guard let rest = row.rest(of: words) else { continue }
                if let found = row.read(CommandOptions(rest), step, self) { return [found] }
            }
            return []
        case .action(let name, let inputs):
            return DeployActions.deployment(name, ActionInputs(inputs), step, self).map { [$0] } ?? []
        }
    }

    /// Whether a command pushes an image.
    static func isPush(_ step: CIStep) -> Bool {
        let words = step.words
        return [["docker", "push"], ["podman", "push"], ["buildah", "push"], ["docker", "image", "push"]]
            .contains { words.starts(with: $0) }
    }

    // MARK: Paths

    /// A path of the repository from where a step runs; nil where it is not known.
    func path(_ text: String?, _ step: CIStep) -> String? {
        text.flatMap { RepositoryPath.resolve($0, from: step.folder) }
    }

    /// A file of the repository, seen from where a step runs or else from another folder.
    func file(_ text: String?, _ step: CIStep, or folder: String? = nil) -> String? {
        guard let text else { return nil }
        let seen = [path(text, step), RepositoryPath.resolve(text, from: folder)]
        return seen.compactMap(\.self).first { files.contains($0) }
    }

    /// The first of some files that a folder has.
    func file(named names: [String], in folder: String?) -> String? {
        guard let folder else { return nil }
        return names.map { ManifestStore.path($0, in: folder) }.first { files.contains($0) }
    }

    /// A file, or a folder that has files.
    func fileOrFolder(_ text: String?, _ step: CIStep) -> String? {
        guard let found = path(text, step) else { return nil }
        return files.contains(found) || found == "." || files.hasFolder(found) ? found : nil
    }
}

/// The inputs of an action, whatever their names' case.
struct ActionInputs: Sendable {
    private let values: [String: String]

    /// Makes inputs.
    init(_ values: [String: String]) {
        self.values = Dictionary(
            values.map { ($0.key.lowercased().replacing("_", with: "-"), $0.value) }, uniquingKeysWith: { $1 })
    }

    /// The value of the first of some names that is given.
    subscript(names: String...) -> String? {
        names.lazy.compactMap { values[$0.lowercased().replacing("_", with: "-")] }.first { !$0.isEmpty }
    }

    /// The lines or comma-separated parts of an input.
    func list(_ name: String) -> [String] {
        (self[name] ?? "").split { $0 == "\n" || $0 == "," }.map(\.trimmed).filter { !$0.isEmpty }
    }
}
