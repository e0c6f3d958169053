import Workspace

/// Dependencies of `package.json`.
struct NodeDependencies: DependencyReader {
    let ecosystem = Ecosystem.node

    func read(_ folder: String, _ manifests: ManifestStore) -> [DeclaredDependency] {
        (manifests.nodeManifest(in: folder)?.dependencies ?? []).map {
            DeclaredDependency(name: $0.name, requirement: $0.requirement, kind: $0.kind, place: $0.place)
        }
    }
}
