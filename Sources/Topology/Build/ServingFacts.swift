import Workspace

/// How a package starts and on which port, each from the surest place that says so.
struct ServingFacts: Sendable {
    /// A value and the line that gives it; no line where the evidence already stands in a match.
    struct Fact<Value: Sendable>: Sendable {
        /// The value.
        var value: Value
        /// Its line.
        var place: FilePlace?
    }

    /// The command: the platform's, else the Procfile's, else the `start` script, else the Dockerfile's, else what the
    /// framework does by custom.
    let start: Fact<String>?
    /// The port: the platform's, else a flag of the start command, else `EXPOSE`, else the framework's (a literal of
    /// the code or its default).
    let port: Fact<Int>?

    /// Collects the facts of one package.
    init(candidate: PackageCandidate) {
        let contents = candidate.contents
        let image = ImageRecipe(ManifestStore.path("Dockerfile", in: contents.path), contents.files)
        let framework = candidate.frameworks.first?.match
        let written = Self.procfile(contents) ?? Self.script(contents) ?? Self.command(of: image)
        let platform = candidate.platforms.first { $0.match.start != nil }?.match.start.map { Fact(value: $0) }
        start = platform ?? written ?? framework?.start.map { Fact(value: $0) }
        let flagged = [platform, written, Self.command(of: image)].lazy.compactMap(\.self).compactMap { fact in
            PortFlag.port(in: fact.value).map { Fact(value: $0, place: fact.place) }
        }.first
        let exposed = image?.port.map { Fact(value: $0.number, place: $0.place) }
        port =
            candidate.platforms.compactMap(\.match.port).first.map { Fact(value: $0) }
            ?? flagged ?? exposed ?? framework?.port.map { Fact(value: $0) }
    }

    /// The lines behind both.
    var evidence: [Evidence] {
        var found: [Evidence] = []
        if let start, let place = start.place { found.append(Evidence("start", start.value, at: place)) }
        if let port, let place = port.place { found.append(Evidence("port", String(port.value), at: place)) }
        return found
    }

    private static func procfile(_ contents: PackageContents) -> Fact<String>? {
        guard let path = contents.repositoryPath("Procfile"), let bytes = contents.contents("Procfile"),
            let web = ProcfileParser.parse(bytes).first(where: { $0.type == "web" })
        else { return nil }
        return Fact(value: web.command, place: FilePlace(path, line: web.line))
    }

    private static func script(_ contents: PackageContents) -> Fact<String>? {
        let manifest = contents.nodeManifest
        let script = ["start:prod", "start:production", "start"].lazy.compactMap { manifest?.script($0) }.first
        return script.map { Fact(value: $0.command, place: $0.place) }
    }

    private static func command(of image: ImageRecipe?) -> Fact<String>? {
        image?.typedCommand.map { Fact(value: $0.text, place: $0.place) }
    }
}

/// Finds the port in a command line.
package enum PortFlag {
    /// The number after `--port`, `-p`, `--bind`, `-b`, `--listen` or in `PORT=`; nil where there is no literal.
    package static func port(in command: String) -> Int? {
        let words = command.split { $0.isWhitespace || $0 == "=" || $0 == "\"" || $0 == "'" }
        let flags: Set<String> = ["--port", "-p", "-P", "--bind", "-b", "--listen", "-l", "PORT", "--http-port"]
        for (index, word) in words.enumerated().dropLast() where flags.contains(String(word)) {
            // `--bind 0.0.0.0:8000`; `${PORT:-8000}` has a default that counts.
            let digits = words[index + 1].split { !$0.isNumber }.last
            let isNumber = words[index + 1].last.map { $0.isNumber || $0 == "}" } ?? false
            if isNumber, let digits, let port = Int(digits), (1...65535).contains(port) { return port }
        }
        return nil
    }
}

extension StringProtocol {
    /// Without white space at both ends.
    var trimmed: String {
        var rest = Substring(self).drop { $0.isWhitespace }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}
