/// One Cargo workspace: its root, its members, and what a dependency leads to.
package struct CargoWorkspace: Sendable {
    /// The manifest of the root.
    package let root: CargoCrate
    /// Folders of the members, sorted; the root is one where it has a package.
    package let members: [String]

    /// Finds the members of a workspace: the root's own package, what `members` names without `exclude`, and the path
    /// dependencies of members that lie below the root (doc.rust-lang.org/cargo, "Workspaces").
    ///
    /// - Parameters:
    ///   - root: A manifest with a `[workspace]` table.
    ///   - folders: Folders of all `Cargo.toml` files.
    ///   - manifests: The manifests of the repository.
    init(_ root: CargoCrate, folders: [String], in manifests: ManifestStore) {
        self.root = root
        let table = root.workspace
        let patterns = (table?.members ?? []).compactMap { RelativePath.join(root.folder, $0) }
        let exclusions = (table?.exclusions ?? []).compactMap { RelativePath.join(root.folder, $0) }
        let globs = patterns.map { PathGlob($0, matchesHiddenNames: true) }
        var open = folders.filter { folder in globs.contains { $0.matches(folder) } }
        if root.name != nil { open.append(root.folder) }
        var found: Set<String> = []
        while let folder = open.popLast() {
            // A folder that `members` names without a wildcard is one even below an excluded folder.
            let isNamed = patterns.contains { RelativePath.isInside(folder, $0) }
            let isExcluded = exclusions.contains { RelativePath.isInside(folder, $0) }
            guard !isExcluded || isNamed, let crate = manifests.cargoCrate(in: folder), crate.name != nil,
                crate.workspace == nil || folder == root.folder, found.insert(folder).inserted
            else { continue }
            for dependency in crate.dependencies {
                guard let target = Self.folder(of: dependency, in: crate, root: root),
                    RelativePath.isInside(target, root.folder)
                else { continue }
                open.append(target)
            }
        }
        members = found.sorted()
    }

    /// The folder of a path dependency, inherited ones from the root's table; nil for any other.
    static func folder(of dependency: CargoCrate.Entry, in crate: CargoCrate, root: CargoCrate?) -> String? {
        if let path = dependency.path { return RelativePath.join(crate.folder, path) }
        if dependency.isInherited, let root {
            let inherited = root.workspace?.dependencies.first { $0.key == dependency.key }
            return inherited?.path.flatMap { RelativePath.join(root.folder, $0) }
        }
        return nil
    }

    /// The edges of one crate. A dependency without a path leads to the folder that `[patch]` of the root gives it.
    static func edges(of crate: CargoCrate, root: CargoCrate?, in manifests: ManifestStore) -> [DependencyClaim] {
        let patches = root?.workspace?.patches ?? []
        return crate.dependencies.compactMap { dependency in
            var target = folder(of: dependency, in: crate, root: root)
            if target == nil, let root {
                target = patches.first { $0.name == dependency.name }?.path.flatMap {
                    RelativePath.join(root.folder, $0)
                }
            }
            guard let target, target != crate.folder,
                manifests.files.contains(ManifestStore.path("Cargo.toml", in: target))
            else { return nil }
            return DependencyClaim(
                from: crate.folder, to: target, kind: dependency.kind, place: dependency.place)
        }
    }
}
