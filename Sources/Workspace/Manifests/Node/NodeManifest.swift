/// What `package.json` of one folder says.
///
/// A class, because it is handed on for each of thousands of packages; nothing of it changes.
package final class NodeManifest: Sendable {
    /// The file.
    package let document: Document
    /// Folder relative to the root.
    package let folder: String
    /// Path of the file relative to the root.
    package let path: String
    /// `name`.
    package let name: String?
    /// Where `name` stands; the start of the file where there is none.
    package let place: FilePlace
    /// `version`, as written.
    package let version: String?
    /// `private`; nil where it says nothing.
    package let isPrivate: Bool?
    /// `workspaces`, as a list or as its `packages` (Yarn, Bun); nil where the key is absent.
    package let workspaces: [String]?
    /// `packageManager` without its version, such as `pnpm`.
    package let packageManager: String?
    /// The version in `packageManager`, such as `9.12.0`.
    package let packageManagerVersion: String?
    /// `scripts` in the order of the file.
    package let scripts: [NodeScript]
    /// Names of the commands in `bin`; empty where it has none.
    package let commands: [String]
    /// Whether `main`, `module`, `exports` or `types` say that others import it.
    package let isImportable: Bool
    /// All declared dependencies in the order of the file.
    package let dependencies: [NodeDependency]

    /// Reads a parsed `package.json`. Keys of another type than expected are passed over.
    package init(_ document: Document, folder: String) {
        let root = document.root
        self.document = document
        self.folder = folder
        path = document.path
        name = root["name"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        place = root.members.first { $0.key == "name" }.map { document.place(of: $0) } ?? FilePlace(path, line: 1)
        version = root["version"]?.string
        isPrivate = root["private"]?.boolean
        workspaces = (root["workspaces"]).map { node in
            (node["packages"]?.elements ?? node.elements).compactMap(\.string)
        }
        let manager = (root["packageManager"]?.string ?? root[path: "devEngines", "packageManager", "name"]?.string)
        let parts = manager?.split(separator: "@", maxSplits: 1).map(String.init) ?? []
        packageManager = parts.first
        packageManagerVersion = parts.count > 1 ? parts[1] : nil
        scripts = (root["scripts"]?.members ?? []).compactMap { member in
            member.value.string.map { NodeScript(name: member.key, command: $0, place: document.place(of: member)) }
        }
        commands = root["bin"].map { $0.string == nil ? $0.members.map(\.key) : [root["name"]?.string ?? ""] } ?? []
        isImportable = ["main", "module", "exports", "types"].contains { root[$0] != nil }
        dependencies = Self.groups.flatMap { key, kind in
            (root[key]?.members ?? []).compactMap { member in
                member.value.string.map {
                    NodeDependency(
                        name: member.key, requirement: $0, kind: kind, place: document.place(of: member))
                }
            }
        }
    }

    /// The script of a name.
    package func script(_ name: String) -> NodeScript? {
        scripts.first { $0.name == name }
    }

    /// Whether it says anything that makes a package: `{"type": "module"}` alone only marks a folder of sources.
    package var isPackage: Bool {
        name != nil || !scripts.isEmpty || !dependencies.isEmpty || workspaces != nil
    }

    /// Keys of dependencies and what they mean (docs.npmjs.com, package.json).
    private static let groups: [(String, DependencyKind)] = [
        ("dependencies", .production), ("devDependencies", .development), ("optionalDependencies", .optional),
        ("peerDependencies", .peer),
    ]
}

/// One entry of `scripts`.
package struct NodeScript: Sendable, Hashable {
    /// Its name, such as `start`.
    package var name: String
    /// The command line.
    package var command: String
    /// Where it stands.
    package var place: FilePlace

    /// Makes a script.
    package init(name: String, command: String, place: FilePlace) {
        self.name = name
        self.command = command
        self.place = place
    }
}

/// One declared dependency of a `package.json`.
package struct NodeDependency: Sendable, Hashable {
    /// Its key.
    package var name: String
    /// Its value, as written: a range, a tag, `workspace:*`, `file:../x`, `catalog:`, a URL.
    package var requirement: String
    /// Which group it stands in.
    package var kind: DependencyKind
    /// Where it stands.
    package var place: FilePlace

    /// Makes a dependency.
    package init(name: String, requirement: String, kind: DependencyKind, place: FilePlace) {
        self.name = name
        self.requirement = requirement
        self.kind = kind
        self.place = place
    }
}
