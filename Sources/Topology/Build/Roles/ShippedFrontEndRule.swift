import Workspace

/// A front end that another package carries in its image, embeds into its program or serves from its folder.
struct ShippedFrontEndRule: RoleRule {
    func signs(_ question: RoleQuestion) -> [RoleSign] {
        guard question.framework?.type == .frontend, question.contents.path != ".",
            question.image == nil,
            !question.candidate.platforms.contains(where: { $0.match.deploys && !$0.match.isFallback }),
            let host = StaticHost.copying(question.contents, in: question.surroundings.view)
                ?? StaticHost.embedding(question.contents)
                ?? StaticHost.serving(question.contents, in: question.surroundings.view)
        else { return [] }
        return [RoleSign(.frontend, deploys: false, .shipped, "another package carries it", at: host)]
    }
}

/// Finds what carries a front end.
enum StaticHost {
    /// The line of another package's Dockerfile that copies it.
    static func copying(_ contents: PackageContents, in view: RepositoryView) -> FilePlace? {
        for package in view.packages where package.path != contents.path {
            let file = ManifestStore.path("Dockerfile", in: package.path)
            guard let recipe = ImageRecipe(file, view.files) else { continue }
            for fact in recipe.copied
            where fact.paths.contains(where: { RelativePath.isInside($0, contents.path) }) { return fact.place }
        }
        return nil
    }

    /// A Go file beside it that embeds what it is built into (pkg.go.dev/embed).
    static func embedding(_ contents: PackageContents) -> FilePlace? {
        for path in contents.files.under(contents.path) where path.hasSuffix(".go") {
            guard let text = contents.files.text(path), text.contains("//go:embed") else { continue }
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            let index = lines.firstIndex { $0.hasPrefix("//go:embed") }
            return index.map { FilePlace(path, line: $0 + 1) }
        }
        return nil
    }

    private static let outputs: [String] = ["dist", "build", "out", "public"]
    private static let endings: [String] = ["rs", "go", "py", "rb", "java", "kt", "cs", "ex", "js", "ts", "php"]
    /// Functions of servers that answer with files.
    private static let marks: [String] = [
        "ServeDir", "serve(", "static", "Static", "FileServer", "embed", "Files", "sendFile",
    ]

    /// A line of a server's sources that serves the folder that it is built into, such as `serve("web/dist")`.
    static func serving(_ contents: PackageContents, in view: RepositoryView) -> FilePlace? {
        let name = RelativePath.baseName(of: contents.path)
        let wanted = outputs.map { "\(name)/\($0)" }
        for package in view.packages where package.path != contents.path {
            guard isNear(package.path, contents.path), isServer(package) else { continue }
            for path in package.sources(withExtensions: endings) where !RelativePath.isInside(path, contents.path) {
                guard let bytes = view.files.contents(path), holds(bytes, wanted) else { continue }
                let lines = String(decoding: bytes, as: UTF8.self).split(
                    separator: "\n", omittingEmptySubsequences: false)
                let index = lines.firstIndex { line in
                    wanted.contains { isLiteral($0, in: line) } && marks.contains { line.contains($0) }
                }
                if let index { return FilePlace(path, line: index + 1) }
            }
        }
        return nil
    }

    /// Beside it or above it: who serves a front end from a folder has it near.
    private static func isNear(_ server: String, _ path: String) -> Bool {
        server == "." || RelativePath.isInside(path, server)
            || RelativePath.folder(of: server) == RelativePath.folder(of: path)
    }

    /// Sources of other servers are read for this: those of libraries are not.
    private static func isServer(_ package: PackageContents) -> Bool {
        ["Dockerfile", "Procfile", "main.go", "src/main.rs", "manage.py", "config.ru", "fly.toml", "server.js"]
            .contains(where: package.has)
    }

    private static func holds(_ bytes: [UInt8], _ words: [String]) -> Bool {
        words.contains { bytes.firstRange(of: Array($0.utf8)) != nil }
    }

    /// Whether a line has it as the end of a text in quotes.
    private static func isLiteral(_ word: String, in line: Substring) -> Bool {
        ["\"", "'", "/\"", "/'", "/index.html\""].contains { line.contains(word + $0) }
    }
}
