/// Nx: projects are folders with a `project.json`, and packages of the package manager's workspace (nx.dev, "Project
/// configuration", "Inferred tasks"); older workspaces list theirs in `workspace.json` or `angular.json`.
///
/// Edges come from the manifests of each language, which other kinds read; `implicitDependencies` are read here.
struct NxManifest: WorkspaceKind {
    let id = "nx"
    let manifestNames = ["nx.json", "project.json", "package.json"]

    func read(_ manifests: ManifestStore) -> WorkspaceReading {
        var reading = WorkspaceReading()
        var roots: [String] = []
        for path in manifests.files.named("nx.json").sorted(by: { $0.utf8.count < $1.utf8.count }) {
            let root = RelativePath.folder(of: path)
            guard !ToolFolders.isOther(root), !roots.contains(where: { RelativePath.isInside(root, $0) }) else {
                continue
            }
            roots.append(root)
            if let failure = manifests.lenientFailure(path) { reading.diagnostics.append(failure) }
            reading.declarations.append(WorkspaceDeclaration(kind: id, manifest: path))
            let (projects, failures) = NxProjects.find(below: root, in: manifests)
            reading.diagnostics += failures
            reading.packages += projects.map { claim($0, in: manifests) }
            reading.dependencies += NxProjects.implicitEdges(of: projects)
            reading.dependencies += packageEdges(of: projects, manifest: path, in: manifests)
        }
        return reading
    }

    /// What `package.json` of a project requires leads to the project of that name, whether or not the package manager
    /// has a workspace.
    private func packageEdges(
        of projects: [NxProject], manifest: String, in manifests: ManifestStore
    ) -> [DependencyClaim] {
        let folders = projects.map(\.folder).filter {
            manifests.files.contains(ManifestStore.path("package.json", in: $0))
        }
        let workspace = NodeWorkspace(
            manager: id, folder: RelativePath.folder(of: manifest), manifest: manifest, members: folders)
        return workspace.reading(manifests).dependencies
    }

    private func claim(_ project: NxProject, in manifests: ManifestStore) -> PackageClaim {
        let has = { manifests.files.contains(ManifestStore.path($0, in: project.folder)) }
        let isTyped = ["tsconfig.json", "tsconfig.lib.json", "tsconfig.app.json"].contains(where: has)
        let isNode = isTyped || has("package.json")
        return PackageClaim(
            path: project.folder, name: project.name, kind: id, manifest: project.place,
            language: isTyped ? "typescript" : isNode ? "javascript" : nil,
            packageManager: isNode ? NodePackageManager.of(project.folder, in: manifests) : nil)
    }
}
