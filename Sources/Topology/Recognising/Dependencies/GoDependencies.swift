import Workspace

/// Modules that `go.mod` requires. One that only a dependency needs (`// indirect`) is left out: the package's own code
/// does not import it.
struct GoDependencies: DependencyReader {
    let ecosystem = Ecosystem.go

    func read(_ folder: String, _ manifests: ManifestStore) -> [DeclaredDependency] {
        (GoModule(in: folder, manifests.files)?.requirements ?? []).filter { !$0.isIndirect }.map {
            DeclaredDependency(name: $0.path, requirement: $0.version, kind: .production, place: $0.place)
        }
    }
}
