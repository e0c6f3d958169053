import Workspace

/// Files on which a task runner is told that everything depends.
package struct GlobalFiles: Sendable, Hashable {
    private let glob: PathGlob
    /// The folder of the task runner's configuration.
    private let scope: String
    /// Whose packages it runs; absent where it runs those of any ecosystem.
    private let ecosystem: Ecosystem?

    /// Whether a file is one of them.
    func contains(_ file: String) -> Bool {
        RelativePath.isInside(file, scope) && glob.matches(RelativePath.relative(file, to: scope))
    }

    /// Whether they count for a package.
    func counts(for package: AffectedPackage) -> Bool {
        RelativePath.isInside(package.path, scope) && ecosystem.map(package.ecosystems.contains) ?? true
    }

    /// `globalDependencies` of turbo.json (turborepo.dev, "Configuring turbo.json"), and what `sharedGlobals` of
    /// nx.json names below `{workspaceRoot}` (nx.dev, "nx.json").
    static func find(in view: RepositoryView) -> [GlobalFiles] {
        guard let manifests = view.packages.first?.manifests else { return [] }
        var found: [GlobalFiles] = []
        for path in (view.files.named("turbo.json") + view.files.named("turbo.jsonc")).sorted() {
            let globs = manifests.lenientDocument(path)?.root["globalDependencies"]?.elements ?? []
            found += globs.compactMap(\.string).map {
                GlobalFiles(PathGlob($0, matchesHiddenNames: true), RelativePath.folder(of: path), .node)
            }
        }
        for path in view.files.named("nx.json") {
            let inputs = manifests.lenientDocument(path)?.root["namedInputs"]?["sharedGlobals"]?.elements ?? []
            for text in inputs.compactMap(\.string) where text.hasPrefix("{workspaceRoot}/") {
                let glob = PathGlob(String(text.dropFirst("{workspaceRoot}/".count)), matchesHiddenNames: true)
                found.append(GlobalFiles(glob, RelativePath.folder(of: path), nil))
            }
        }
        return found
    }

    private init(_ glob: PathGlob, _ scope: String, _ ecosystem: Ecosystem?) {
        self.glob = glob
        self.scope = scope
        self.ecosystem = ecosystem
    }
}
