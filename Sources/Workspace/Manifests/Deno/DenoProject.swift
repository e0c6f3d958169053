/// What `deno.json` or `deno.jsonc` of one folder says.
package struct DenoProject: Sendable {
    /// One entry of `imports`.
    package struct Entry: Sendable, Hashable {
        /// The name that code imports.
        package var name: String
        /// What it stands for: `jsr:@std/path@^1`, `npm:chalk@5`, a path or a URL.
        package var specifier: String
        /// Where it stands.
        package var place: FilePlace

        /// The folder or file of a path, relative to the root; nil for anything else.
        package func path(in folder: String) -> String? {
            specifier.hasPrefix(".") ? RelativePath.join(folder, specifier) : nil
        }

        /// The package and the range of `jsr:@scope/name@range`.
        package var jsrPackage: (name: String, range: String)? { package(of: "jsr:") }

        /// The package and the range of `npm:name@range`.
        package var npmPackage: (name: String, range: String)? { package(of: "npm:") }

        private func package(of scheme: String) -> (name: String, range: String)? {
            guard specifier.hasPrefix(scheme) else { return nil }
            let rest = specifier.dropFirst(scheme.count).drop { $0 == "/" }
            let parts = rest.split(separator: "/")
            let count = rest.hasPrefix("@") ? 2 : 1
            guard parts.count >= count else { return nil }
            let name = parts.prefix(count).joined(separator: "/")
            guard let at = name.dropFirst().lastIndex(of: "@") else { return (name, "") }
            return (String(name[..<at]), String(name[name.index(after: at)...]))
        }
    }

    /// Folder relative to the root.
    package let folder: String
    /// Path of the file.
    package let path: String
    /// `name`.
    package let name: String?
    /// `version`.
    package let version: String?
    /// Where `name` stands; the start of the file where there is none.
    package let place: FilePlace
    /// `workspace`, as a list or as its `members`; nil where the key is absent.
    package let workspace: [String]?
    /// `imports` in the order of the file.
    package let imports: [Entry]
    /// Names of `tasks`.
    package let tasks: [String]

    /// Reads the configuration of a folder; nil where there is none that can be read.
    package init?(in folder: String, _ manifests: ManifestStore) {
        let found = Self.names.lazy.filter { manifests.files.lists($0, in: folder) }.compactMap {
            manifests.lenientDocument(ManifestStore.path($0, in: folder))
        }.first
        guard let document = found else { return nil }
        let root = document.root
        self.folder = folder
        path = document.path
        name = root["name"]?.string
        version = root["version"]?.string
        place =
            root.members.first { $0.key == "name" }.map { document.place(of: $0) } ?? FilePlace(document.path, line: 1)
        workspace = root["workspace"].map { ($0["members"]?.elements ?? $0.elements).compactMap(\.string) }
        imports = (root["imports"]?.members ?? []).compactMap { member in
            member.value.string.map { Entry(name: member.key, specifier: $0, place: document.place(of: member)) }
        }
        tasks = (root["tasks"]?.members ?? []).map(\.key)
    }

    /// What is wrong with the configuration of a folder.
    static func failure(in folder: String, _ manifests: ManifestStore) -> Diagnostic? {
        names.lazy.compactMap { manifests.lenientFailure(ManifestStore.path($0, in: folder)) }.first
    }

    /// Whether it says more than how to format and check.
    var isPackage: Bool { name != nil || !imports.isEmpty || !tasks.isEmpty }

    /// Whether its version is in a range; what has no version only serves those who ask for any.
    func satisfies(_ range: String) -> Bool {
        if range.isEmpty || range == "*" { return true }
        guard let version = version.flatMap({ SemanticVersion($0) }), let range = SemanticRange(range) else {
            return false
        }
        return range.contains(version)
    }

    private static let names = ["deno.json", "deno.jsonc"]
}
