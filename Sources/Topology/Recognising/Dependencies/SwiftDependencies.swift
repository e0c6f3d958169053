import Workspace

/// Packages of `Package.swift`, by their identity: the last part of the URL in lower case.
struct SwiftDependencies: DependencyReader {
    let ecosystem = Ecosystem.swift

    func read(_ folder: String, _ manifests: ManifestStore) -> [DeclaredDependency] {
        (manifests.swiftPackage(in: folder)?.dependencies ?? []).map {
            DeclaredDependency(name: $0.identity, requirement: $0.requirement, kind: $0.kind, place: $0.place)
        }
    }
}
