/// What `Cargo.toml` of one folder says.
package struct CargoCrate: Sendable {
    /// One declared dependency.
    package struct Entry: Sendable, Hashable {
        /// Its key: the name that code uses.
        package var key: String
        /// The name of the package, which `package = "..."` tells apart from the key.
        package var name: String
        /// The version, as written; empty where there is none.
        package var version: String
        /// Its folder as written; nil where it has no path.
        package var path: String?
        /// Whether it takes everything from `workspace.dependencies`.
        package var isInherited: Bool
        /// Why it is needed.
        package var kind: DependencyKind
        /// Where it stands.
        package var place: FilePlace
    }

    /// Folder relative to the root of the repository.
    package let folder: String
    /// Path of the file.
    package let path: String
    /// `package.name`; nil for a manifest without a package.
    package let name: String?
    /// Where the name stands; the start of the file where there is none.
    package let place: FilePlace
    /// `package.workspace`, the folder of the workspace's root as written.
    package let workspacePointer: String?
    /// All declared dependencies in the order of the file's groups.
    package let dependencies: [Entry]
    /// The `[workspace]` table; nil where there is none.
    package let workspace: WorkspaceTable?

    /// The `[workspace]` table of a root.
    package struct WorkspaceTable: Sendable {
        /// `members`: folders and globs.
        package var members: [String]
        /// `exclude`: folders.
        package var exclusions: [String]
        /// `workspace.dependencies`.
        package var dependencies: [Entry]
        /// Folders that `[patch]` puts in the place of published crates, by crate.
        package var patches: [Entry]
    }

    /// Reads a parsed `Cargo.toml`. Keys of another type than expected are passed over.
    package init(_ document: Document, folder: String) {
        let root = document.root
        let package = root["package"] ?? root["project"]
        let member = package?.members.first { $0.key == "name" }
        self.folder = folder
        path = document.path
        name = member?.value.string
        place = member.map { document.place(of: $0) } ?? FilePlace(document.path, line: 1)
        workspacePointer = package?["workspace"]?.string
        var groups = Self.groups(of: root, document)
        for target in root["target"]?.members ?? [] { groups += Self.groups(of: target.value, document) }
        dependencies = groups
        workspace = root["workspace"].map { table in
            WorkspaceTable(
                members: (table["members"]?.elements ?? []).compactMap(\.string),
                exclusions: (table["exclude"]?.elements ?? []).compactMap(\.string),
                dependencies: Self.entries(table["dependencies"], .production, document),
                patches: (root["patch"]?.members ?? []).flatMap { Self.entries($0.value, .production, document) })
        }
    }

    /// The tables of dependencies, each in both spellings (doc.rust-lang.org/cargo, "Specifying dependencies").
    private static func groups(of node: DocumentNode, _ document: Document) -> [Entry] {
        let tables: [(String, DependencyKind)] = [
            ("dependencies", .production), ("dev-dependencies", .development), ("dev_dependencies", .development),
            ("build-dependencies", .build), ("build_dependencies", .build),
        ]
        return tables.flatMap { entries(node[$0.0], $0.1, document) }
    }

    private static func entries(_ node: DocumentNode?, _ kind: DependencyKind, _ document: Document) -> [Entry] {
        (node?.members ?? []).map { member in
            let value = member.value
            let isOptional = value["optional"]?.boolean == true
            return Entry(
                key: member.key, name: value["package"]?.string ?? member.key,
                version: value.string ?? value["version"]?.string ?? "", path: value["path"]?.string,
                isInherited: value["workspace"]?.boolean == true, kind: isOptional ? .optional : kind,
                place: document.place(of: member))
        }
    }
}

extension ManifestStore {
    /// The `Cargo.toml` of a folder; nil where there is none that can be read.
    package func cargoCrate(in folder: String) -> CargoCrate? {
        guard files.lists("Cargo.toml", in: folder) else { return nil }
        return derived("cargo:" + folder) {
            document(Self.path("Cargo.toml", in: folder)).map { CargoCrate($0, folder: folder) }
        }
    }
}
