/// Swift packages: folders with a `Package.swift`, and `.package(path:)` between them (docs.swift.org,
/// "PackageDescription").
struct SwiftPackageManifest: WorkspaceKind {
    let id = "swiftpm"
    let manifestNames = ["Package.swift"]

    func read(_ manifests: ManifestStore) -> WorkspaceReading {
        var reading = WorkspaceReading()
        let folders = manifests.files.named("Package.swift").map { RelativePath.folder(of: $0) }.sorted()
        for folder in folders where !ToolFolders.isAside(folder) {
            guard let package = manifests.swiftPackage(in: folder) else {
                reading.diagnostics.append(.noPackage(ManifestStore.path("Package.swift", in: folder)))
                continue
            }
            reading.packages.append(
                PackageClaim(
                    path: folder, name: package.name, kind: id, manifest: package.place, isMember: false,
                    language: "swift", packageManager: id))
            reading.dependencies += package.dependencies.compactMap { dependency in
                guard let target = dependency.path.flatMap({ RelativePath.join(folder, $0) }), target != folder,
                    manifests.swiftPackage(in: target) != nil
                else { return nil }
                return DependencyClaim(from: folder, to: target, kind: dependency.kind, place: dependency.place)
            }
        }
        return reading
    }
}

extension Diagnostic {
    fileprivate static func noPackage(_ path: String) -> Diagnostic {
        .warning(
            "swiftpm/no-package", "`Package.swift` makes no `Package`", at: FilePlace(path, line: 1),
            remedy: "let it make one, or rename the file")
    }
}
