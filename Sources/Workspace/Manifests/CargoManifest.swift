/// Cargo: crates and `[workspace]` of `Cargo.toml` (doc.rust-lang.org/cargo, "Workspaces").
///
/// Only a path leads to a crate of the repository: its own, one of `workspace.dependencies`, or one of `[patch]`.
struct CargoManifest: WorkspaceKind {
    let id = "cargo"
    let manifestNames = ["Cargo.toml"]

    func read(_ manifests: ManifestStore) -> WorkspaceReading {
        var reading = WorkspaceReading()
        let paths = manifests.files.named("Cargo.toml").filter { !ToolFolders.isInstalled($0) }.sorted()
        reading.diagnostics = paths.filter { !ToolFolders.isAside($0) }.compactMap { manifests.failure($0) }
        let folders = paths.map { RelativePath.folder(of: $0) }
        var roots: [String: CargoCrate] = [:]
        var members: Set<String> = []
        for folder in folders where !ToolFolders.isAside(folder) {
            guard let crate = manifests.cargoCrate(in: folder), crate.workspace != nil else { continue }
            let workspace = CargoWorkspace(crate, folders: folders, in: manifests)
            reading.declarations.append(WorkspaceDeclaration(kind: id, manifest: crate.path))
            members.formUnion(workspace.members)
            for member in workspace.members { roots[member] = crate }
        }
        for folder in folders {
            guard let crate = manifests.cargoCrate(in: folder), crate.name != nil else { continue }
            let isMember = members.contains(folder)
            guard isMember || !ToolFolders.isAside(folder) else { continue }
            let root =
                roots[folder]
                ?? crate.workspacePointer.flatMap { RelativePath.join(folder, $0) }.flatMap {
                    manifests.cargoCrate(in: $0)
                }
            reading.packages.append(
                PackageClaim(
                    path: folder, name: crate.name, kind: id, manifest: crate.place, isMember: isMember,
                    language: "rust", packageManager: id))
            reading.dependencies += CargoWorkspace.edges(of: crate, root: root, in: manifests)
        }
        return reading
    }
}
