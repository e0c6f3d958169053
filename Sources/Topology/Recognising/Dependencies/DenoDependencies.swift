import Workspace

/// `imports` of `deno.json`: packages of JSR and npm under their own names.
struct DenoDependencies: DependencyReader {
    let ecosystem = Ecosystem.deno

    func read(_ folder: String, _ manifests: ManifestStore) -> [DeclaredDependency] {
        (DenoProject(in: folder, manifests)?.imports ?? []).compactMap { entry in
            guard let package = entry.jsrPackage ?? entry.npmPackage else { return nil }
            return DeclaredDependency(
                name: package.name, requirement: package.range, kind: .production, place: entry.place)
        }
    }
}
