import Topology
import Workspace

/// What the image of a unit copies from outside the unit's folder.
enum ImageInputs {
    /// The Dockerfiles that build a unit: its own, and those that compose services name for it.
    static func find(for unit: DeployableUnit, in repository: RepositoryView) -> [DeployInput] {
        let own = ManifestStore.path("Dockerfile", in: unit.path)
        var builds: [(file: String, contexts: [String])] = [(own, [])]
        for service in ComposeProjects(in: repository).services(building: unit.path) {
            if let context = service.context { builds[0].contexts.append(context) }
        }
        return builds.flatMap { inputs(of: $0.file, contexts: $0.contexts, unit: unit, files: repository.files) }
    }

    private static func inputs(
        of file: String, contexts: [String], unit: DeployableUnit, files: RepositoryFiles
    ) -> [DeployInput] {
        guard let image = ImageRecipe(file, files) else { return [] }
        var inputs: [DeployInput] = []
        var usesRoot = false
        for fact in image.copied {
            for word in fact.paths where isPath(word) {
                guard let path = resolve(word, contexts: contexts, unit: unit, files: files) else { continue }
                guard !RelativePath.isInside(path, unit.path) else { continue }
                usesRoot = true
                if files.contains(path) {
                    inputs.append(.file(path, "copied into the image", at: fact.place))
                } else if files.hasFolder(path), !path.isEmpty, path != "." {
                    inputs.append(.folder(path, "copied into the image", at: fact.place))
                }
            }
        }
        if usesRoot, files.contains(".dockerignore") {
            inputs.append(.file(".dockerignore", "decides what the image gets"))
        }
        return inputs
    }

    /// Whether a source of `COPY` names something: no variable, no pattern, not the whole context.
    private static func isPath(_ word: String) -> Bool {
        !word.contains { "$*?[".contains($0) } && !word.contains("://") && word != "." && word != "./"
    }

    /// A source as a path of the repository: in the build context that a compose file names, else in the unit's folder,
    /// else at the root.
    private static func resolve(
        _ word: String, contexts: [String], unit: DeployableUnit, files: RepositoryFiles
    ) -> String? {
        let relative = word.hasPrefix("/") ? String(word.dropFirst()) : word
        for folder in contexts + [unit.path, "."] {
            guard let path = RelativePath.join(folder, relative) else { continue }
            if files.contains(path) || files.hasFolder(path) { return path }
        }
        return nil
    }
}
