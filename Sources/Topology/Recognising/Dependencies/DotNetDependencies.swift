import Workspace

/// Packages that the .NET projects of a folder reference, with versions of `Directory.Packages.props` where they are kept
/// centrally (learn.microsoft.com, "Central Package Management"), and the SDK, which is a package too.
struct DotNetDependencies: DependencyReader {
    let ecosystem = Ecosystem.dotnet

    func read(_ folder: String, _ manifests: ManifestStore) -> [DeclaredDependency] {
        let paths = manifests.dotNetProjectPathsByFolder[folder] ?? []
        return paths.flatMap { path -> [DeclaredDependency] in
            guard let project = manifests.dotNetProject(at: path) else { return [] }
            let central = central(above: folder, manifests)
            let sdk = (project.sdk?.split(separator: ";") ?? []).map { name in
                let parts = name.split(separator: "/")
                return DeclaredDependency(
                    name: String(parts.first ?? ""), requirement: parts.count > 1 ? String(parts[1]) : "",
                    kind: .build, place: FilePlace(path, line: 1))
            }
            return sdk
                + project.packages.map { reference in
                    DeclaredDependency(
                        name: reference.include,
                        requirement: reference.version.isEmpty
                            ? central[reference.include.lowercased()] ?? "" : reference.version,
                        kind: reference.kind, place: reference.place)
                }
        }
    }

    private func central(above folder: String, _ manifests: ManifestStore) -> [String: String] {
        guard let file = DotNetFiles.nearest("Directory.Packages.props", above: folder, in: manifests.files) else {
            return [:]
        }
        return manifests.dotNetCentralVersions(file)
    }
}
