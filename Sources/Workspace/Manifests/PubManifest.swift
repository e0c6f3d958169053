/// Dart and Flutter: `pubspec.yaml`, and `workspace` of its root (dart.dev, "Pub workspaces").
///
/// In a workspace a dependency on a member is that member. Elsewhere only `path` and overrides lead to a folder.
struct PubManifest: WorkspaceKind {
    let id = "pub"
    let manifestNames = ["pubspec.yaml", "pubspec_overrides.yaml"]

    func read(_ manifests: ManifestStore) -> WorkspaceReading {
        var reading = WorkspaceReading()
        let folders = manifests.pubFolders
        var members: [String: [String: String]] = [:]
        for folder in folders {
            guard let root = manifests.pubPackage(in: folder), root.workspace != nil else { continue }
            reading.declarations.append(WorkspaceDeclaration(kind: id, manifest: root.path))
            let found = [folder] + self.members(of: root, among: folders, manifests)
            let names = PubEdges.byName(found, in: manifests)
            for member in found { members[member, default: [:]].merge(names) { first, _ in first } }
        }
        for folder in folders where members[folder] != nil || !ToolFolders.isAside(folder) {
            if let failure = manifests.failure(ManifestStore.path("pubspec.yaml", in: folder)) {
                reading.diagnostics.append(failure)
            }
            guard let package = manifests.pubPackage(in: folder), package.name != nil else { continue }
            reading.packages.append(
                PackageClaim(
                    path: folder, name: package.name, kind: id, manifest: package.place,
                    isMember: members[folder] != nil, language: "dart", packageManager: id))
            reading.dependencies += PubEdges.claims(of: package, members: members[folder] ?? [:], in: manifests)
        }
        return reading
    }

    /// What `workspace` names, globs expanded, and what those name in turn.
    private func members(of root: PubPackage, among folders: [String], _ manifests: ManifestStore) -> [String] {
        var found: Set<String> = []
        var open = [root]
        while let package = open.popLast() {
            let globs = (package.workspace ?? []).compactMap { RelativePath.join(package.folder, $0) }.map {
                PathGlob($0)
            }
            guard !globs.isEmpty else { continue }
            for folder in folders where folder != root.folder && globs.contains(where: { $0.matches(folder) }) {
                guard found.insert(folder).inserted else { continue }
                if let member = manifests.pubPackage(in: folder) { open.append(member) }
            }
        }
        return found.sorted()
    }
}
