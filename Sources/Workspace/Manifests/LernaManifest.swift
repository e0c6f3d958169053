/// Lerna: `packages` of `lerna.json` (lerna.js.org, "Configuration").
///
/// Without `packages`, or with `useWorkspaces`, or with pnpm as its client, Lerna takes the workspaces of the package
/// manager. A dependency leads to a package of the same repository whose version satisfies it.
struct LernaManifest: WorkspaceKind {
    let id = "lerna"
    let manifestNames = ["lerna.json", "package.json"]

    func read(_ manifests: ManifestStore) -> WorkspaceReading {
        var reading = WorkspaceReading()
        for path in manifests.files.named("lerna.json").sorted()
        where !ToolFolders.isOther(RelativePath.folder(of: path)) {
            if let failure = manifests.lenientFailure(path) { reading.diagnostics.append(failure) }
            guard let document = manifests.lenientDocument(path) else { continue }
            reading.append(self.reading(of: document, in: manifests))
        }
        return reading
    }

    private func reading(of document: Document, in manifests: ManifestStore) -> WorkspaceReading {
        let folder = RelativePath.folder(of: document.path)
        let installed = manifests.nodeWorkspaces.first { $0.folder == folder }
        var workspace = NodeWorkspace(manager: id, folder: folder, manifest: document.path, members: [])
        if let installed {
            workspace.linking = installed.linking
            workspace.catalogs = installed.catalogs
        }
        let isDelegated =
            document.root["useWorkspaces"]?.boolean == true || document.root["npmClient"]?.string == "pnpm"
        if let patterns = document.root["packages"]?.elements.compactMap(\.string), !(isDelegated && installed != nil) {
            let globs = WorkspacePatterns(patterns, in: folder, manifest: "package.json", exclusion: .always)
            workspace.members = NodeWorkspaces.folders(in: manifests).filter { $0 != folder && globs.include($0) }
        } else {
            workspace.members = (installed?.members ?? []).filter { $0 != folder }
        }
        var reading = workspace.reading(manifests)
        let manager = NodePackageManager.of(folder, in: manifests)
        for index in reading.packages.indices { reading.packages[index].packageManager = manager }
        // Lerna's graph has no edges of peers; the package manager's own kind reads them.
        reading.dependencies.removeAll { $0.kind == .peer }
        return reading
    }
}
