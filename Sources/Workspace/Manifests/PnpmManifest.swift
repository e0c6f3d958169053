/// pnpm workspaces: `packages` of `pnpm-workspace.yaml` (pnpm.io, "pnpm-workspace.yaml").
///
/// The root is always a member; without `packages` it is the only one. `workspace:` always leads to a member; a plain
/// range does where `linkWorkspacePackages` is on, which it is by default up to version 8.
struct PnpmManifest: WorkspaceKind {
    let id = "pnpm"
    let manifestNames = ["package.json", "pnpm-workspace.yaml"]

    func read(_ manifests: ManifestStore) -> WorkspaceReading {
        var reading = NodeWorkspaces.reading(of: id, in: manifests)
        reading.diagnostics += manifests.files.named("pnpm-workspace.yaml").compactMap { manifests.failure($0) }
        return reading
    }

    /// The workspaces of all `pnpm-workspace.yaml` files among the folders of `package.json` files.
    static func workspaces(of folders: [String], in store: ManifestStore) -> [NodeWorkspace] {
        var found: [NodeWorkspace] = []
        for path in store.files.named("pnpm-workspace.yaml").sorted(by: { $0.utf8.count < $1.utf8.count }) {
            let folder = RelativePath.folder(of: path)
            guard let document = store.document(path),
                !found.contains(where: { $0.members.contains(folder) }) || document.root["packages"] != nil
            else { continue }
            let patterns = document.root["packages"]?.elements.compactMap(\.string) ?? []
            let globs = WorkspacePatterns(patterns, in: folder, manifest: "package.json", exclusion: .always)
            let taken = Set(found.flatMap(\.members))
            let members = folders.filter { $0 != folder && !taken.contains($0) && globs.include($0) }
            let root = folders.contains(folder) ? [folder] : []
            found.append(
                NodeWorkspace(
                    manager: "pnpm", folder: folder, manifest: path, members: root + members,
                    linking: .init(
                        ranges: linksRanges(document.root, folder: folder, store), includesPrereleases: true),
                    catalogs: catalogs(document.root)))
        }
        return found
    }

    private static func catalogs(_ root: DocumentNode) -> [String: [String: String]] {
        var catalogs: [String: [String: String]] = [:]
        for catalog in root["catalogs"]?.members ?? [] { catalogs[catalog.key] = entries(catalog.value) }
        if let main = root["catalog"] { catalogs["default"] = entries(main) }
        return catalogs
    }

    private static func entries(_ node: DocumentNode) -> [String: String] {
        Dictionary(
            node.members.compactMap { member in member.value.scalarText.map { (member.key, $0) } },
            uniquingKeysWith: { _, last in last })
    }

    private static func linksRanges(_ root: DocumentNode, folder: String, _ store: ManifestStore) -> Bool {
        if let setting = root["linkWorkspacePackages"] { return setting.boolean ?? (setting.string == "deep") }
        if let setting = npmrc("link-workspace-packages", in: folder, store) { return setting != "false" }
        if let version = store.nodeManifest(in: folder)?.packageManagerVersion.flatMap({ SemanticVersion($0) }) {
            return version.major < 9
        }
        return lockIsOld(in: folder, store)
    }

    /// Lock files before 9.0 were written by pnpm 8 and earlier.
    private static func lockIsOld(in folder: String, _ store: ManifestStore) -> Bool {
        guard let bytes = store.files.contents(ManifestStore.path("pnpm-lock.yaml", in: folder)) else { return false }
        let head = String(decoding: bytes.prefix(64), as: UTF8.self)
        guard let line = head.split(separator: "\n").first(where: { $0.hasPrefix("lockfileVersion:") }) else {
            return false
        }
        let digits = line.drop { !$0.isNumber }.prefix { $0.isNumber }
        return Int(digits).map { $0 < 9 } ?? false
    }

    private static func npmrc(_ key: String, in folder: String, _ store: ManifestStore) -> String? {
        guard let bytes = store.files.contents(ManifestStore.path(".npmrc", in: folder)) else { return nil }
        for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[0].filter({ $0 != " " }) == key else { continue }
            return parts[1].filter { $0 != " " }
        }
        return nil
    }
}
