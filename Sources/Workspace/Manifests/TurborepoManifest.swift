/// Turborepo: `turbo.json` (turborepo.com, "Configuring turbo.json").
///
/// It has no packages of its own, those are the package manager's. A task that depends on the task of another package
/// (`"dependsOn": ["ui#build"]`) shows an edge that no `package.json` declares.
struct TurborepoManifest: WorkspaceKind {
    let id = "turbo"
    let manifestNames = ["turbo.json", "turbo.jsonc", "package.json"]

    func read(_ manifests: ManifestStore) -> WorkspaceReading {
        var reading = WorkspaceReading()
        let paths = manifests.files.named("turbo.json") + manifests.files.named("turbo.jsonc")
        for path in paths.sorted() where !ToolFolders.isOther(RelativePath.folder(of: path)) {
            if let failure = manifests.lenientFailure(path) { reading.diagnostics.append(failure) }
            guard let document = manifests.lenientDocument(path) else { continue }
            // What extends another is the configuration of one package.
            if document.root["extends"] == nil {
                reading.declarations.append(WorkspaceDeclaration(kind: id, manifest: path))
            }
            reading.dependencies += edges(of: document, in: manifests)
        }
        return reading
    }

    private func edges(of document: Document, in manifests: ManifestStore) -> [DependencyClaim] {
        let folder = RelativePath.folder(of: document.path)
        let tasks = (document.root["tasks"] ?? document.root["pipeline"])?.members ?? []
        return tasks.flatMap { task -> [DependencyClaim] in
            let owner = packageName(task.key).map { self.folder(named: $0, in: manifests) } ?? folder
            guard let owner, owner != "." else { return [] }
            return (task.value["dependsOn"]?.elements ?? []).compactMap { element in
                guard let name = element.string.flatMap(packageName),
                    let target = self.folder(named: name, in: manifests),
                    target != owner
                else { return nil }
                return DependencyClaim(
                    from: owner, to: target, kind: .implicit, place: document.place(of: element))
            }
        }
    }

    /// The package of `ui#build`; `//#build` is a task of the root.
    private func packageName(_ task: String) -> String? {
        guard let hash = task.lastIndex(of: "#"), !task.hasPrefix("//"), !task.hasPrefix("^") else { return nil }
        return String(task[..<hash])
    }

    private func folder(named name: String, in manifests: ManifestStore) -> String? {
        let folders: [String: String] = manifests.derived("turbo:names") {
            Dictionary(
                manifests.nodeWorkspaces.flatMap(\.members).compactMap { folder in
                    manifests.nodeManifest(in: folder)?.name.map { ($0, folder) }
                }, uniquingKeysWith: { first, _ in first })
        }
        return folders[name]
    }
}
