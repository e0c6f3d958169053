package import Workspace

/// What Nx says about one package: its `project.json`, and the versions that the workspace's root gives to all.
///
/// Source: nx.dev, "Project Configuration" and "Dependency Management" (single version policy).
package struct NxProjectFacts: Sendable {
    /// Whether `projectType` is `application`.
    package let isApplication: Bool
    /// Whether `projectType` is `library`.
    package let isLibrary: Bool
    /// The executors of its targets, such as `@nx/webpack:webpack`, with their lines.
    package let executors: [(name: String, place: FilePlace)]
    /// Files that its targets build or start, relative to the root of the repository.
    package let mains: [String]

    /// Reads a package.
    ///
    /// - Returns: Nil where the package is no project of an Nx workspace.
    package init?(_ package: PackageContents) {
        guard let workspace = Self.workspace(of: package.path, package.files) else { return nil }
        let path = ManifestStore.path("project.json", in: package.path)
        guard let document = package.manifests.lenientDocument(path) else {
            guard workspace != package.path else { return nil }
            (isApplication, isLibrary, executors, mains) = (false, false, [], [])
            return
        }
        let type = document.root["projectType"]?.string
        isApplication = type == "application"
        isLibrary = type == "library"
        var executors: [(name: String, place: FilePlace)] = []
        var mains: [String] = []
        for target in document.root["targets"]?.members ?? [] {
            guard let executor = target.value["executor"], let name = executor.string else { continue }
            executors.append((name, document.place(of: executor)))
            let options = target.value["options"]
            for key in ["main", "entry", "browser", "server"] {
                guard let written = options?[key]?.string,
                    let file = Self.file(written, workspace: workspace, project: package.path)
                else { continue }
                mains.append(file)
            }
        }
        self.executors = executors
        self.mains = mains.removingRepetition().filter { package.files.contains($0) }
    }

    /// The folder of the `nx.json` above a package, or in its own folder.
    private static func workspace(of path: String, _ files: RepositoryFiles) -> String? {
        files.named("nx.json").map { RelativePath.folder(of: $0) }.filter { RelativePath.isInside(path, $0) }
            .max { $0.utf8.count < $1.utf8.count }
    }

    /// Options name files from the root of the workspace on, or with a token for one of the two folders.
    private static func file(_ written: String, workspace: String, project: String) -> String? {
        for (token, folder) in [("{workspaceRoot}/", workspace), ("{projectRoot}/", project)]
        where written.hasPrefix(token) {
            return RelativePath.join(folder, String(written.dropFirst(token.utf8.count)))
        }
        return RelativePath.join(workspace, written)
    }

    /// The folder whose `package.json` gives its versions to a project that lies deeper; nil for any other package.
    static func versionRoot(of path: String, _ manifests: ManifestStore) -> String? {
        guard let folder = workspace(of: path, manifests.files), folder != path else { return nil }
        let isProject = ["project.json", "package.json"].contains {
            manifests.files.contains(ManifestStore.path($0, in: path))
        }
        return isProject ? folder : nil
    }
}
