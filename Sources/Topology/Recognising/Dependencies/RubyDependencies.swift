import Workspace

/// Gems of the `Gemfile` and the `.gemspec` files of a folder.
struct RubyDependencies: DependencyReader {
    let ecosystem = Ecosystem.ruby

    func read(_ folder: String, _ manifests: ManifestStore) -> [DeclaredDependency] {
        let paths = [ManifestStore.path("Gemfile", in: folder)] + (manifests.gemspecs[folder] ?? [])
        return paths.flatMap { manifests.rubyManifest(at: $0)?.gems ?? [] }.map {
            DeclaredDependency(name: $0.name, requirement: $0.requirement, kind: $0.kind, place: $0.place)
        }
    }
}
