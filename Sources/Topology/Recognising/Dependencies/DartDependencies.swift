import Workspace

/// Dependencies of `pubspec.yaml`.
struct DartDependencies: DependencyReader {
    let ecosystem = Ecosystem.dart

    func read(_ folder: String, _ manifests: ManifestStore) -> [DeclaredDependency] {
        (manifests.pubPackage(in: folder)?.dependencies ?? []).map {
            DeclaredDependency(name: $0.name, requirement: $0.requirement, kind: $0.kind, place: $0.place)
        }
    }
}
