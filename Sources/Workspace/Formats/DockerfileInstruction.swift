/// One instruction of a Dockerfile.
package struct DockerfileInstruction: Sendable {
    /// The first word in upper case, such as `RUN`.
    package var keyword: String
    /// `--name=value` behind the keyword, without the dashes; the value is empty where there is none.
    package var flags: [(name: String, value: String)]
    /// Everything behind the flags: continued lines are joined, comments between them left out, variables as written.
    package var arguments: String
    /// The elements of the JSON form; absent for the shell form. For `HEALTHCHECK`, what stands behind its `CMD`.
    package var execForm: [String]?
    /// The text of the heredocs that the instruction reads.
    package var heredocs: [String] = []
    /// The 1-based line that it starts on.
    package var line: Int
    /// Its bytes, continued lines and heredocs included, without the last line break.
    package var span: Range<Int>

    /// The value of a flag.
    package func flag(_ name: String) -> String? { flags.last { $0.name == name }?.value }

    /// The command of `CMD`, `ENTRYPOINT`, `RUN` or `HEALTHCHECK`.
    package var command: DockerfileCommand? {
        if let execForm { return .exec(execForm) }
        guard keyword == "HEALTHCHECK" else { return arguments.isEmpty ? nil : .shell(arguments) }
        let text = Self.behindWord(arguments)
        return text.isEmpty ? nil : .shell(text)
    }

    /// The names and values of `ENV`, `ARG` and `LABEL`, quotes removed and variables as written; `ARG` may have no
    /// value.
    package var assignments: [(name: String, value: String?)] {
        let words = DockerfileWords.split(arguments)
        if keyword == "ENV", let first = words.first, !first.contains("=") {
            return [(name: first, value: Self.behindWord(arguments))]
        }
        return words.map { word in
            guard let equals = word.firstIndex(of: "=") else { return (name: word, value: nil) }
            return (name: String(word[..<equals]), value: String(word[word.index(after: equals)...]))
        }
    }

    /// A text without its first word and the space behind it.
    static func behindWord(_ text: String) -> String {
        let isSpace = { (character: Character) in character == " " || character == "\t" }
        return String(text.drop { !isSpace($0) }.drop(while: isSpace))
    }
}

/// Words and variables of Dockerfile instructions.
enum DockerfileWords {
    /// The words of a text; quotes keep spaces together and are removed.
    static func split(_ text: String) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var isEscaped = false
        for character in text {
            if isEscaped {
                word = (word ?? "") + String(character)
                isEscaped = false
            } else if let open = quote {
                if character == open {
                    quote = nil
                } else if character == "\\", open == "\"" {
                    isEscaped = true
                } else {
                    word = (word ?? "") + String(character)
                }
            } else if character == "\"" || character == "'" {
                quote = character
                word = word ?? ""
            } else if character == "\\" {
                isEscaped = true
            } else if character == " " || character == "\t" {
                if let done = word { words.append(done) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        if let word { words.append(word) }
        return words
    }

    /// How long a text may get by expansion, in bytes: `ENV a=$a$a` doubles it each time.
    private static let maximumExpansion = 4096

    /// A text with `$NAME`, `${NAME}`, `${NAME:-default}` and `${NAME:+other}` replaced. Unknown variables stay as they
    /// are written, and so does the whole text where it would get too long.
    static func expand(_ text: String, _ variables: [String: String]) -> String {
        var result = ""
        var rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            guard result.utf8.count < maximumExpansion else { return text }
            rest = rest[rest.index(after: dollar)...]
            if rest.first == "{", let close = rest.firstIndex(of: "}") {
                let inner = rest[rest.index(after: rest.startIndex)..<close]
                result += expandBraced(inner, variables) ?? "${\(inner)}"
                rest = rest[rest.index(after: close)...]
            } else {
                let name = rest.prefix(while: isNameCharacter)
                result += variables[String(name)] ?? "$\(name)"
                rest = rest.dropFirst(name.count)
            }
        }
        return result + rest
    }

    private static func expandBraced(_ text: Substring, _ variables: [String: String]) -> String? {
        let name = text.prefix(while: isNameCharacter)
        let value = variables[String(name)]
        let operation = text.dropFirst(name.count)
        let other = String(operation.dropFirst(2))
        if operation.hasPrefix(":-") { return value.flatMap { $0.isEmpty ? nil : $0 } ?? other }
        if operation.hasPrefix(":+") { return value == nil || value == "" ? "" : other }
        return operation.isEmpty ? value : nil
    }

    private static func isNameCharacter(_ character: Character) -> Bool {
        character == "_" || (character.isASCII && (character.isLetter || character.isNumber))
    }
}
