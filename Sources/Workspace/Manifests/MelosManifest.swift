/// Melos: `packages` and `ignore` of `melos.yaml`, or of `melos` in the root's `pubspec.yaml` (melos.invertase.dev,
/// "Configuration").
///
/// Melos links the packages of its workspace to one another by their names.
struct MelosManifest: WorkspaceKind {
    let id = "melos"
    let manifestNames = ["melos.yaml", "pubspec.yaml"]

    func read(_ manifests: ManifestStore) -> WorkspaceReading {
        var reading = WorkspaceReading()
        for path in manifests.files.named("melos.yaml").sorted()
        where !ToolFolders.isOther(RelativePath.folder(of: path)) {
            if let failure = manifests.failure(path) { reading.diagnostics.append(failure) }
            guard let document = manifests.document(path) else { continue }
            reading.append(
                self.reading(PubPackage.melos(document.root), manifest: path, in: manifests))
        }
        for folder in manifests.pubFolders where !ToolFolders.isAside(folder) {
            guard let root = manifests.pubPackage(in: folder), let melos = root.melos, !melos.packages.isEmpty else {
                continue
            }
            reading.append(self.reading(melos, manifest: root.path, in: manifests))
        }
        return reading
    }

    private func reading(
        _ patterns: (packages: [String], ignore: [String]), manifest: String, in manifests: ManifestStore
    ) -> WorkspaceReading {
        let base = RelativePath.folder(of: manifest)
        let globs = { (texts: [String]) in
            texts.compactMap { RelativePath.join(base, $0) }.map { PathGlob($0) }
        }
        let (included, ignored) = (globs(patterns.packages), globs(patterns.ignore))
        let folders = manifests.pubFolders.filter { folder in
            included.contains { $0.matches(folder) } && !ignored.contains { $0.matches(folder) }
        }
        let names = PubEdges.byName(folders, in: manifests)
        var reading = WorkspaceReading()
        reading.declarations = [WorkspaceDeclaration(kind: id, manifest: manifest)]
        for package in folders.compactMap({ manifests.pubPackage(in: $0) }) {
            reading.packages.append(
                PackageClaim(
                    path: package.folder, name: package.name, kind: id, manifest: package.place, language: "dart",
                    packageManager: "pub"))
            reading.dependencies += PubEdges.claims(of: package, members: names, in: manifests)
        }
        return reading
    }
}
