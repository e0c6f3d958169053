import Workspace

/// A Go file with its place in the repository.
struct GoSource: Sendable {
    /// Path relative to the root.
    let path: String
    /// What it says.
    let file: GoFile

    /// The place of a 1-based line.
    func place(_ line: Int) -> FilePlace { FilePlace(path, line: line) }

    /// The place of a token.
    func place(ofToken token: Int) -> FilePlace { place(file.tokens.line(token)) }

    /// Whether `go build` leaves it out by itself (`//go:build ignore`, go.dev/cmd/go, "Build constraints").
    var isIgnored: Bool {
        let tokens = file.tokens
        let package = tokens.token(0)?.start ?? 0
        return tokens.comments.contains { range in
            guard range.upperBound <= package else { return false }
            let text = tokens.text.string(in: range)
            return text.hasPrefix("//go:build ignore") || text.hasPrefix("// +build ignore")
        }
    }
}

/// The files of one folder that make a package of Go.
struct GoPackage: Sendable {
    /// Folder relative to the root.
    let folder: String
    /// Its files without tests, sorted by path.
    let sources: [GoSource]

    /// Reads the package of a folder; nil where it has no Go file.
    init?(in folder: String, _ files: RepositoryFiles) {
        let sources = files.under(folder).filter { path in
            path.hasSuffix(".go") && RelativePath.folder(of: path) == folder && !path.hasSuffix("_test.go")
        }.compactMap { path in
            files.contents(path).map { GoSource(path: path, file: GoFile($0)) }
        }.filter { !$0.isIgnored }
        guard !sources.isEmpty else { return nil }
        self.folder = folder
        self.sources = sources
    }

    /// Whether it is a program: `package main` with `func main`.
    var isProgram: Bool { sources.contains { $0.file.mainFunction != nil } }

    /// Every name that is declared at the top of its files or imported by one of them: none of these can be declared
    /// again (go.dev/ref/spec, "Declarations and scope").
    var takenNames: Set<String> {
        var names: Set<String> = []
        for source in sources {
            names.formUnion(source.file.imports.map(\.local))
            names.formUnion(source.file.functions.filter { $0.receiver == nil }.map(\.name))
            names.formUnion(source.file.assignments.filter { $0.function == nil }.flatMap(\.names))
            names.formUnion(Self.declaredNames(source.file))
        }
        return names
    }

    /// Types and constants at the top of a file.
    private static func declaredNames(_ file: GoFile) -> [String] {
        let tokens = file.tokens
        return file.statements.statements.compactMap { statement in
            let first = statement.tokens.lowerBound
            if statement.block == nil, tokens.isName(first, in: ["type", "const", "func"]) {
                return tokens.isName(first + 1) ? tokens.spelling(first + 1) : nil
            }
            guard let block = statement.block, tokens.isSymbol(block, "("),
                tokens.isName(block - 1, in: ["type", "const"])
            else { return nil }
            return tokens.spelling(first)
        }
    }
}
