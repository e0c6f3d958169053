import Workspace

/// Crates that `Cargo.toml` declares, each under the name that its registry knows; versions of `workspace = true` are
/// those of the workspace's root.
struct RustDependencies: DependencyReader {
    let ecosystem = Ecosystem.rust

    func read(_ folder: String, _ manifests: ManifestStore) -> [DeclaredDependency] {
        guard let crate = manifests.cargoCrate(in: folder) else { return [] }
        let inherited = crate.dependencies.contains(where: \.isInherited) ? table(above: folder, manifests) : [:]
        return crate.dependencies.map { dependency in
            let source = dependency.isInherited ? inherited[dependency.key] ?? dependency : dependency
            return DeclaredDependency(
                name: source.name, requirement: source.version, kind: dependency.kind, place: dependency.place)
        }
    }

    /// `workspace.dependencies` of the first manifest above that has them.
    private func table(above folder: String, _ manifests: ManifestStore) -> [String: CargoCrate.Entry] {
        var folder = folder
        while true {
            if let workspace = manifests.cargoCrate(in: folder)?.workspace {
                return Dictionary(
                    workspace.dependencies.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
            }
            if folder == "." { return [:] }
            folder = RelativePath.folder(of: folder)
        }
    }
}
