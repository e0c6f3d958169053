import Workspace

/// Dependencies of `mix.exs`.
struct ElixirDependencies: DependencyReader {
    let ecosystem = Ecosystem.elixir

    func read(_ folder: String, _ manifests: ManifestStore) -> [DeclaredDependency] {
        (manifests.mixProject(in: folder)?.dependencies ?? []).map {
            DeclaredDependency(name: $0.name, requirement: $0.requirement, kind: $0.kind, place: $0.place)
        }
    }
}
