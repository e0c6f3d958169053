import Topology
import Workspace

/// The files of a package in a language that is read by its tokens alone.
struct TokenSources: Sendable {
    /// A file with what its tokens show.
    struct File: Sendable {
        /// Path relative to the root.
        var path: String
        /// Its calls, imports and annotations.
        var calls: SourceCalls

        /// The place of a 1-based line.
        func place(_ line: Int) -> FilePlace { FilePlace(path, line: line) }

        /// Whether it imports something whose path begins so.
        func imports(_ prefix: String) -> Bool { calls.imports.contains { $0.name.hasPrefix(prefix) } }
    }

    /// The files, sorted by path, without tests and examples.
    let files: [File]

    /// Endings of the files of a language, by its id.
    static let endings: [String: [String]] = [
        "rust": ["rs"], "ruby": ["rb", "ru"], "php": ["php"], "java": ["java"], "kotlin": ["kt"], "csharp": ["cs"],
        "elixir": ["ex", "exs"], "swift": ["swift"],
    ]
    /// Files that are read of one package at most.
    static let maximumFiles = 2000

    /// Takes files that were read.
    init(files: [File]) { self.files = files }

    /// Reads the files of a package in a language.
    init(_ package: PackageContents, _ language: String) {
        let paths = package.sources(withExtensions: Self.endings[language] ?? [])
        files = paths.prefix(Self.maximumFiles).compactMap { path in
            guard let language = SourceLanguage(path: path), let bytes = package.files.contents(path) else {
                return nil
            }
            return File(path: path, calls: SourceCalls.scan(bytes, language))
        }
    }

    /// The first call that satisfies a claim, with its file.
    func first(where claim: (CallSite) -> Bool) -> (file: File, site: CallSite)? {
        for file in files {
            if let site = file.calls.calls.first(where: claim) { return (file, site) }
        }
        return nil
    }

    /// The likeliest of some health routes: by its name, then the shortest, then the first.
    static func likeliest(_ routes: [HealthRoute]) -> HealthRoute? {
        routes.filter { HealthRoute.isCustomary($0.path) }.min { left, right in
            (HealthRoute.rank(left.path) ?? 0, left.path.utf8.count, left.place)
                < (HealthRoute.rank(right.path) ?? 0, right.path.utf8.count, right.place)
        }
    }

    /// Two parts of a URL path with one slash between them.
    static func join(_ prefix: String, _ path: String) -> String {
        let parts = (prefix.split(separator: "/") + path.split(separator: "/")).map(String.init)
        return "/" + parts.joined(separator: "/")
    }

    /// The line of a `gem` in the Gemfile of a package.
    static func gem(_ name: String, in package: PackageContents) -> FilePlace? {
        guard let path = package.repositoryPath("Gemfile"), let bytes = package.contents("Gemfile") else { return nil }
        let site = SourceCalls.scan(bytes, .ruby).calls.first { $0.callee == "gem" && $0.firstString == name }
        return site.map { FilePlace(path, line: $0.line) }
    }

    /// The line of a package in `require` of the composer.json of a package.
    static func composer(_ name: String, in package: PackageContents) -> FilePlace? {
        guard let path = package.repositoryPath("composer.json"), let document = package.manifests.document(path),
            let member = document.root["require"]?.members.first(where: { $0.key == name })
        else { return nil }
        return document.place(of: member)
    }
}
