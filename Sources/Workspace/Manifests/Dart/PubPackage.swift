/// What `pubspec.yaml` of one folder says (dart.dev, "The pubspec file").
package struct PubPackage: Sendable {
    /// One dependency.
    package struct Entry: Sendable, Hashable {
        /// Its name.
        package var name: String
        /// The version as written; empty where there is none.
        package var requirement: String
        /// The folder of `path` as written; nil where there is none.
        package var path: String?
        /// Why it is needed.
        package var kind: DependencyKind
        /// Where it stands.
        package var place: FilePlace
    }

    /// Folder relative to the root.
    package let folder: String
    /// Path of the file.
    package let path: String
    /// `name`.
    package let name: String?
    /// Where it stands.
    package let place: FilePlace
    /// `workspace`: folders of members as written; nil where the key is absent.
    package let workspace: [String]?
    /// `melos.packages` and `melos.ignore`, where Melos keeps its settings here.
    package let melos: (packages: [String], ignore: [String])?
    /// All dependencies in the order of the file.
    package let dependencies: [Entry]
    /// Folders of `dependency_overrides`, those of `pubspec_overrides.yaml` included, by name.
    package let overrides: [String: String]

    /// Reads the `pubspec.yaml` of a folder; nil where there is none that can be read.
    init?(in folder: String, _ manifests: ManifestStore) {
        guard let document = manifests.document(ManifestStore.path("pubspec.yaml", in: folder)) else { return nil }
        let root = document.root
        let member = root.members.first { $0.key == "name" }
        self.folder = folder
        path = document.path
        name = member?.value.string
        place = member.map { document.place(of: $0) } ?? FilePlace(document.path, line: 1)
        workspace = root["workspace"].map { $0.elements.compactMap(\.string) }
        melos = root["melos"].map { Self.melos($0) }
        let groups: [(String, DependencyKind)] = [
            ("dependencies", .production), ("dev_dependencies", .development),
        ]
        dependencies = groups.flatMap { key, kind in
            (root[key]?.members ?? []).map { member in
                Entry(
                    name: member.key, requirement: member.value.string ?? member.value["version"]?.string ?? "",
                    path: member.value["path"]?.string, kind: kind, place: document.place(of: member))
            }
        }
        let other = manifests.document(ManifestStore.path("pubspec_overrides.yaml", in: folder))
        let entries =
            (root["dependency_overrides"]?.members ?? [])
            + (other?.root["dependency_overrides"]?.members ?? [])
        overrides = Dictionary(
            entries.compactMap { entry in entry.value["path"]?.string.map { (entry.key, $0) } },
            uniquingKeysWith: { _, last in last })
    }

    /// The patterns of Melos' settings.
    static func melos(_ node: DocumentNode) -> (packages: [String], ignore: [String]) {
        let strings = { (key: String) in (node[key]?.elements ?? []).compactMap(\.string) }
        return (strings("packages"), strings("ignore"))
    }
}

extension ManifestStore {
    /// The Dart package of a folder; nil where there is none.
    package func pubPackage(in folder: String) -> PubPackage? {
        guard files.lists("pubspec.yaml", in: folder) else { return nil }
        return derived("pub:" + folder) { PubPackage(in: folder, self) }
    }

    /// Folders of all `pubspec.yaml` files outside what tools make, sorted.
    var pubFolders: [String] {
        files.named("pubspec.yaml").map { RelativePath.folder(of: $0) }.filter { !ToolFolders.isInstalled($0) }.sorted()
    }
}

/// Resolves the dependencies of Dart packages to folders.
enum PubEdges {
    /// The edges of one package: paths, overrides, and names among `members`.
    static func claims(
        of package: PubPackage, members: [String: String], in manifests: ManifestStore
    ) -> [DependencyClaim] {
        package.dependencies.compactMap { dependency in
            let written = package.overrides[dependency.name] ?? dependency.path
            let target = written.map { RelativePath.join(package.folder, $0) } ?? members[dependency.name]
            guard let target, target != package.folder,
                manifests.files.contains(ManifestStore.path("pubspec.yaml", in: target))
            else { return nil }
            return DependencyClaim(
                from: package.folder, to: target, kind: dependency.kind, place: dependency.place)
        }
    }

    /// The folders of some packages by name.
    static func byName(_ folders: [String], in manifests: ManifestStore) -> [String: String] {
        Dictionary(
            folders.compactMap { folder in manifests.pubPackage(in: folder)?.name.map { ($0, folder) } },
            uniquingKeysWith: { first, _ in first })
    }
}
