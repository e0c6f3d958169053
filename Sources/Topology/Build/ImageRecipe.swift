package import Workspace

/// What a Dockerfile says about how its image runs (docs.docker.com, "Dockerfile reference"): the last stage's command
/// and ports, and everything that it copies from the build context.
package struct ImageRecipe: Sendable {
    /// A value with its line.
    package struct Fact: Sendable {
        /// The words of an exec form, or the line of a shell form as one word.
        package var words: [String]
        /// Where it stands.
        package var place: FilePlace
    }

    /// `CMD` of the last stage.
    package private(set) var command: Fact?
    /// `ENTRYPOINT` of the last stage.
    package private(set) var entryPoint: Fact?
    /// The first port that the last stage exposes.
    package private(set) var port: (number: Int, place: FilePlace)?
    /// Sources of `COPY` and `ADD` from the context, in all stages.
    package private(set) var copied: [Fact] = []

    /// Reads the Dockerfile at a path; nil where there is none.
    package init?(_ path: String, _ files: RepositoryFiles) {
        guard files.contains(path), let text = files.text(path) else { return nil }
        var pending = ""
        var start = 1
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let trimmed = line.drop { $0 == " " || $0 == "\t" }
            if trimmed.hasPrefix("#") || (trimmed.isEmpty && !pending.isEmpty) { continue }
            if pending.isEmpty { start = index + 1 }
            var content = trimmed
            while let last = content.last, last.isWhitespace { content.removeLast() }
            if content.hasSuffix("\\") {
                pending += content.dropLast() + " "
                continue
            }
            read(pending + content, at: FilePlace(path, line: start))
            pending = ""
        }
    }

    /// The command as a person would type it in the package's folder; nil where it only makes sense in the image.
    package var typedCommand: (text: String, place: FilePlace)? {
        guard let fact = command ?? entryPoint else { return nil }
        let words = (entryPoint?.words ?? []) + (command?.words ?? [])
        guard let first = words.first, !first.hasPrefix("/"), !words.contains(where: { $0.hasPrefix("/") }),
            entryPoint.map({ !$0.words.contains { $0.hasSuffix(".sh") } }) ?? true
        else { return nil }
        return (words.joined(separator: " "), fact.place)
    }

    private mutating func read(_ instruction: String, at place: FilePlace) {
        let parts = instruction.split(maxSplits: 1, whereSeparator: { $0 == " " || $0 == "\t" })
        guard let keyword = parts.first?.uppercased(), parts.count == 2 else { return }
        let rest = String(parts[1])
        switch keyword {
        case "FROM": (command, entryPoint, port) = (nil, nil, nil)
        case "CMD": command = Fact(words: Self.words(rest), place: place)
        case "ENTRYPOINT": entryPoint = Fact(words: Self.words(rest), place: place)
        case "EXPOSE" where port == nil:
            let number = rest.prefix { $0.isNumber }
            if let number = Int(number), (1...65535).contains(number) { port = (number, place) }
        case "COPY", "ADD":
            let words = rest.split(separator: " ").map(String.init)
            guard !words.contains(where: { $0.hasPrefix("--from") }) else { return }
            let paths = words.filter { !$0.hasPrefix("--") }.dropLast()
            copied.append(Fact(words: Array(paths), place: place))
        default: break
        }
    }

    /// The words of `["a", "b"]`; any other text is one word, without a leading `exec`.
    private static func words(_ text: String) -> [String] {
        if text.hasPrefix("["), let document = try? JSONParser.parse(Array(text.utf8), path: "Dockerfile") {
            return document.root.elements.compactMap(\.string)
        }
        return [text.hasPrefix("exec ") ? String(text.dropFirst("exec ".count)) : text]
    }
}
