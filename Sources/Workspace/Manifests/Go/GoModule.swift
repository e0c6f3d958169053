/// What `go.mod` of one folder says.
package struct GoModule: Sendable {
    /// Folder relative to the root.
    package let folder: String
    /// Module path, such as `example.com/shop/rates`.
    package let path: String
    /// Where `module` stands.
    package let place: FilePlace
    /// Required modules in the order of the file.
    package let requirements: [DeclaredModule]
    /// Replacements by folders: module path to folder as written, with the line.
    package let replacements: [(module: String, folder: String, place: FilePlace)]

    /// A module that is required.
    package struct DeclaredModule: Sendable, Hashable {
        /// Its path.
        package var path: String
        /// Its version, such as `v1.9.0`.
        package var version: String
        /// Whether only a dependency needs it.
        package var isIndirect: Bool
        /// Where it stands.
        package var place: FilePlace
    }

    /// Reads the `go.mod` of a folder; nil where there is none, or none that names a module.
    package init?(in folder: String, _ files: RepositoryFiles) {
        let file = ManifestStore.path("go.mod", in: folder)
        guard files.lists("go.mod", in: folder), let bytes = files.contents(file) else { return nil }
        let directives = GoDirectives(bytes, path: file)
        guard let module = directives.of("module").first, let path = module.words.first else { return nil }
        self.folder = folder
        self.path = path
        place = module.place
        requirements = directives.of("require").compactMap { directive in
            guard directive.words.count >= 2 else { return nil }
            return DeclaredModule(
                path: directive.words[0], version: directive.words[1], isIndirect: directive.isIndirect,
                place: directive.place)
        }
        replacements = Self.folderReplacements(directives)
    }

    /// The last component of a module path that is no major version: how people call it.
    package var shortName: String {
        let parts = path.split(separator: "/")
        guard let last = parts.last else { return path }
        let isVersion = last.first == "v" && last.count > 1 && last.dropFirst().allSatisfy(\.isNumber)
        return String(isVersion && parts.count > 1 ? parts[parts.count - 2] : last)
    }

    /// `replace A => ../b` and `replace A v1 => ../b`.
    static func folderReplacements(
        _ directives: GoDirectives
    ) -> [(module: String, folder: String, place: FilePlace)] {
        directives.of("replace").compactMap { directive in
            guard let arrow = directive.words.firstIndex(of: "=>"), arrow > 0, arrow + 1 < directive.words.count
            else { return nil }
            let target = directive.words[arrow + 1]
            guard target.hasPrefix(".") else { return nil }
            return (directive.words[0], target, directive.place)
        }
    }
}
