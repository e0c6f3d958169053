import Topology
import Workspace

/// A start command of the Python world that the repository writes down, taken apart.
struct PythonStartCommand: Sendable, Hashable {
    /// The server, such as `uvicorn`, `gunicorn`, `fastapi`.
    var server: String
    /// What it serves, such as `app.main:app`, or a file for `fastapi run app/main.py`; nil where it names nothing.
    var target: String?
    /// Whether the target is a function that the server calls.
    var isFactory: Bool
    /// The folder that `--app-dir`, `--chdir` or a `cd` before it names.
    var folder: String?
    /// The port that it gives, 1 to 65535.
    var port: Int?
    /// Where it stands.
    var place: FilePlace

    /// Servers that run an application object, by the name of their program.
    static let servers: Set<String> = [
        "uvicorn", "gunicorn", "hypercorn", "daphne", "granian", "fastapi", "flask", "waitress-serve", "litestar",
    ]

    /// Reads a command line; nil where it starts none of `servers`.
    init?(_ line: String, at place: FilePlace) {
        let words = line.split { $0.isWhitespace || $0 == "\"" || $0 == "'" }.map(String.init)
        guard let index = words.firstIndex(where: { Self.servers.contains(RelativePath.baseName(of: $0)) }),
            !words[..<index].contains("install"), !words[..<index].contains("add")
        else { return nil }
        server = RelativePath.baseName(of: words[index])
        let rest = Array(words[(index + 1)...])
        if server == "fastapi" || server == "flask" || server == "litestar" {
            guard rest.contains("run") || rest.contains("dev") else { return nil }
        }
        target = Self.target(in: rest, server: server)
        isFactory = rest.contains("--factory") || rest.contains("--call")
        folder = Self.value(of: ["--app-dir", "--chdir"], in: rest)
        if folder == nil, let change = words[..<index].firstIndex(of: "cd"), change + 1 < index {
            folder = words[change + 1]
        }
        port = PortFlag.port(in: line)
        self.place = place
    }

    /// Every start command of a package, the likeliest first: Procfile, Dockerfile, shell scripts.
    static func all(in contents: PackageContents) -> [PythonStartCommand] {
        procfile(contents) + dockerfile(contents) + scripts(contents)
    }

    private static func procfile(_ contents: PackageContents) -> [PythonStartCommand] {
        guard let path = contents.repositoryPath("Procfile"), let bytes = contents.contents("Procfile") else {
            return []
        }
        return ProcfileParser.parse(bytes).filter { $0.type == "web" }.compactMap {
            PythonStartCommand($0.command, at: FilePlace(path, line: $0.line))
        }
    }

    private static func dockerfile(_ contents: PackageContents) -> [PythonStartCommand] {
        guard let path = contents.repositoryPath("Dockerfile"), let image = ImageRecipe(path, contents.files) else {
            return []
        }
        let facts = [image.command, image.entryPoint].compactMap(\.self)
        return facts.compactMap { PythonStartCommand($0.words.joined(separator: " "), at: $0.place) }
    }

    private static func scripts(_ contents: PackageContents) -> [PythonStartCommand] {
        contents.paths.filter {
            $0.hasSuffix(".sh") && !SourceRole.isAside(RelativePath.relative($0, to: contents.path))
        }
        .flatMap { path -> [PythonStartCommand] in
            let text = contents.files.text(path) ?? ""
            return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap {
                index, line in
                let line = line.drop { $0 == " " || $0 == "\t" }
                guard !line.hasPrefix("#"), servers.contains(where: { line.contains($0) }) else { return nil }
                return PythonStartCommand(String(line), at: FilePlace(path, line: index + 1))
            }
        }
    }

    private static func value(of flags: [String], in words: [String]) -> String? {
        for (index, word) in words.enumerated() {
            if flags.contains(word), index + 1 < words.count { return words[index + 1] }
            for flag in flags where word.hasPrefix(flag + "=") { return String(word.dropFirst(flag.count + 1)) }
        }
        return nil
    }

    /// The first word that looks like `module:object`; for `fastapi run` also a file.
    private static func target(in words: [String], server: String) -> String? {
        if let app = value(of: ["--app", "-A"], in: words), server != "uvicorn" { return app }
        for word in words where !word.hasPrefix("-") {
            let name = word.hasSuffix("()") ? String(word.dropLast(2)) : word
            let parts = name.split(separator: ":", omittingEmptySubsequences: false)
            if parts.count == 2, isDotted(parts[0]), isDotted(parts[1]) { return name }
            if server == "fastapi", word.hasSuffix(".py") { return word }
        }
        return nil
    }

    private static func isDotted(_ text: Substring) -> Bool {
        guard let first = text.first, first.isLetter || first == "_" else { return false }
        return text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    }
}
