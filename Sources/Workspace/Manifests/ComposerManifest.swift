/// Composer: `composer.json` with `path` repositories (getcomposer.org, "Repositories").
///
/// A package that a project requires is the folder that one of its `path` repositories gives it; the same holds for what
/// those packages require among themselves, because the project installs all of them together.
struct ComposerManifest: WorkspaceKind {
    let id = "composer"
    let manifestNames = ["composer.json"]

    func read(_ manifests: ManifestStore) -> WorkspaceReading {
        var reading = WorkspaceReading()
        let paths = manifests.files.named("composer.json").filter { !ToolFolders.isInstalled($0) }.sorted()
        let folders = paths.map { RelativePath.folder(of: $0) }
        var members: [String: Set<String>] = [:]
        for folder in folders {
            guard let document = document(in: folder, manifests) else { continue }
            let found = Self.pathFolders(document.root, in: folder, among: folders)
            guard !found.isEmpty else { continue }
            reading.declarations.append(WorkspaceDeclaration(kind: id, manifest: document.path))
            let group = Set(found).union([folder])
            for member in group { members[member, default: []].formUnion(group.subtracting([folder])) }
        }
        for folder in folders where members[folder] != nil || !ToolFolders.isAside(folder) {
            if let failure = manifests.failure(ManifestStore.path("composer.json", in: folder)) {
                reading.diagnostics.append(failure)
            }
            guard let document = document(in: folder, manifests) else { continue }
            reading.packages.append(claim(document, folder: folder, isMember: members[folder] != nil))
            reading.dependencies += edges(of: document, folder: folder, to: members[folder] ?? [], manifests)
        }
        return reading
    }

    private func document(in folder: String, _ manifests: ManifestStore) -> Document? {
        manifests.document(ManifestStore.path("composer.json", in: folder))
    }

    private func claim(_ document: Document, folder: String, isMember: Bool) -> PackageClaim {
        let member = document.root.members.first { $0.key == "name" }
        return PackageClaim(
            path: folder, name: member?.value.string, kind: id,
            manifest: member.map { document.place(of: $0) } ?? FilePlace(document.path, line: 1), isMember: isMember,
            language: "php", packageManager: id)
    }

    /// The folders of `path` repositories; `url` may be a glob.
    private static func pathFolders(_ root: DocumentNode, in folder: String, among folders: [String]) -> [String] {
        let repositories = root["repositories"].map { $0.elements + $0.members.map(\.value) } ?? []
        let globs = repositories.filter { $0["type"]?.string == "path" }.compactMap { repository in
            repository["url"]?.string.flatMap { RelativePath.join(folder, $0) }.map { PathGlob($0) }
        }
        return globs.isEmpty ? [] : folders.filter { path in path != folder && globs.contains { $0.matches(path) } }
    }

    private func edges(
        of document: Document, folder: String, to members: Set<String>, _ manifests: ManifestStore
    ) -> [DependencyClaim] {
        guard !members.isEmpty else { return [] }
        let byName = Dictionary(
            members.sorted().compactMap { member in
                self.document(in: member, manifests)?.root["name"]?.string.map { ($0.lowercased(), member) }
            }, uniquingKeysWith: { first, _ in first })
        let groups: [(String, DependencyKind)] = [("require", .production), ("require-dev", .development)]
        return groups.flatMap { key, kind in
            (document.root[key]?.members ?? []).compactMap { member in
                guard let target = byName[member.key.lowercased()], target != folder else { return nil }
                return DependencyClaim(from: folder, to: target, kind: kind, place: document.place(of: member))
            }
        }
    }
}
