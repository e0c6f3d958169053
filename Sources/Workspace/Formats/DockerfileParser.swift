/// Reads Dockerfiles as their reference describes them (docs.docker.com/reference/dockerfile).
package struct DockerfileParser {
    private let bytes: [UInt8]
    private let path: String
    private let layout: TextLayout
    private let lines: LineIndex
    /// Offset of the line to read next.
    private var position: Int
    /// What continues a line and escapes characters: a backslash, or what the `escape` directive says.
    private var escape = UInt8(ascii: "\\")

    private init(_ bytes: [UInt8], path: String) {
        self.bytes = bytes
        self.path = path
        layout = TextLayout(bytes: bytes)
        lines = LineIndex(bytes)
        position = bytes.starts(with: UTF8Validation.byteOrderMark) ? UTF8Validation.byteOrderMark.count : 0
    }

    /// Parses a whole file.
    ///
    /// - Parameters:
    ///   - bytes: The file, in UTF-8.
    ///   - path: Its path relative to the root, for messages.
    /// - Returns: The stages. Instructions that the reference does not have are kept.
    /// - Throws: `dockerfile/no-stage` without a `FROM`, `dockerfile/before-from` for anything but `ARG` before it,
    ///   `dockerfile/unclosed` for a heredoc without its end.
    package static func parse(_ bytes: [UInt8], path: String) throws(Diagnostic) -> Dockerfile {
        var parser = DockerfileParser(bytes, path: path)
        return try parser.parseStages()
    }

    private mutating func parseStages() throws(Diagnostic) -> Dockerfile {
        var file = Dockerfile(path: path, lines: lines)
        parseDirectives()
        while let instruction = try parseInstruction() {
            if instruction.keyword == "FROM" {
                file.stages.append(Self.stage(instruction, Dockerfile.defaults(file.globalArguments)))
            } else if let last = file.stages.indices.last {
                file.stages[last].instructions.append(instruction)
            } else if instruction.keyword == "ARG" {
                file.globalArguments.append(instruction)
            } else {
                throw .error(
                    "dockerfile/before-from", "`\(instruction.keyword)` before the first `FROM`",
                    at: file.place(of: instruction), remedy: "start with `FROM`")
            }
        }
        guard !file.stages.isEmpty else {
            throw .error("dockerfile/no-stage", "no `FROM`", at: FilePlace(path, line: 1), remedy: "start with `FROM`")
        }
        return file
    }

    private static func stage(_ from: DockerfileInstruction, _ variables: [String: String]) -> DockerfileStage {
        let words = DockerfileWords.split(from.arguments)
        let image = words.first.map { DockerfileWords.expand($0, variables) } ?? ""
        let name = words.count >= 3 && words[1].uppercased() == "AS" ? words[2] : nil
        return DockerfileStage(image: image, name: name, instructions: [from])
    }

    /// Reads the `# name=value` lines at the top. Only `escape` changes how the rest is read.
    private mutating func parseDirectives() {
        var line = position
        while line < bytes.count {
            let text = String(decoding: bytes[line..<layout.lineEnd(of: line)], as: UTF8.self)
                .filter { $0 != " " && $0 != "\t" }
            guard text.first == "#", let equals = text.firstIndex(of: "=") else { return }
            let name = text[..<equals].dropFirst().lowercased()
            guard !name.isEmpty, name.allSatisfy({ $0.isLetter }) else { return }
            if name == "escape", text[equals...] == "=`" { escape = UInt8(ascii: "`") }
            line = layout.nextLine(of: line)
        }
    }
}

// MARK: - Lines

extension DockerfileParser {
    /// The next instruction; absent at the end.
    private mutating func parseInstruction() throws(Diagnostic) -> DockerfileInstruction? {
        skipEmptyLines()
        guard position < bytes.count else { return nil }
        let start = position + indentation(at: position)
        let line = lines.position(of: start).line
        let logical = joinedLine()
        var end = logical.end
        var instruction = Self.instruction(logical.text, line: line)
        if ["RUN", "COPY", "ADD"].contains(instruction.keyword) {
            for heredoc in Self.heredocs(in: instruction.arguments) {
                instruction.heredocs.append(try parseHeredoc(heredoc, from: start))
                end = max(end, position > 0 && bytes[position - 1] == UInt8(ascii: "\n") ? position - 1 : position)
            }
        }
        instruction.span = start..<end
        return instruction
    }

    private mutating func skipEmptyLines() {
        while position < bytes.count, isEmptyOrComment(position) { position = layout.nextLine(of: position) }
    }

    private func indentation(at line: Int) -> Int {
        bytes[line...].prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
    }

    private func isEmptyOrComment(_ line: Int) -> Bool {
        let start = line + indentation(at: line)
        return start >= layout.lineEnd(of: line) || bytes[start] == UInt8(ascii: "#")
    }

    /// Reads a line and those that continue it. Comments and empty lines between them do not end it.
    private mutating func joinedLine() -> (text: String, end: Int) {
        var text: [UInt8] = []
        var end = position
        while position < bytes.count {
            var content = bytes[position..<layout.lineEnd(of: position)]
            end = content.endIndex
            position = layout.nextLine(of: position)
            let untrimmed = content
            while let last = content.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") {
                content.removeLast()
            }
            guard content.last == escape else {
                text += untrimmed
                break
            }
            text += content.dropLast()
            skipEmptyLines()
        }
        return (String(decoding: text, as: UTF8.self), end)
    }

    private static func instruction(_ line: String, line number: Int) -> DockerfileInstruction {
        let isSpace = { (character: Character) in character == " " || character == "\t" }
        var rest = line.drop(while: isSpace)
        let keyword = rest.prefix { !isSpace($0) }.uppercased()
        rest = rest.drop { !isSpace($0) }.drop(while: isSpace)
        var flags: [(name: String, value: String)] = []
        while rest.hasPrefix("--"), ["FROM", "RUN", "COPY", "ADD", "HEALTHCHECK"].contains(keyword) {
            let flag = rest.prefix { !isSpace($0) }.dropFirst(2)
            let parts = flag.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            flags.append((name: String(parts[0]), value: parts.count > 1 ? String(parts[1]) : ""))
            rest = rest.drop { !isSpace($0) }.drop(while: isSpace)
        }
        while let last = rest.last, isSpace(last) { rest.removeLast() }
        let arguments = String(rest)
        return DockerfileInstruction(
            keyword: keyword, flags: flags, arguments: arguments, execForm: execForm(keyword, arguments), line: number,
            span: 0..<0)
    }

    /// The elements of a JSON list of strings; Docker takes anything else for the shell form.
    private static func execForm(_ keyword: String, _ arguments: String) -> [String]? {
        var text = arguments
        if keyword == "HEALTHCHECK" { text = DockerfileInstruction.behindWord(arguments) }
        guard text.first == "[", let list = try? JSONParser.parse(Array(text.utf8), path: "").root else { return nil }
        var words: [String] = []
        for element in list.elements {
            guard let word = element.string else { return nil }
            words.append(word)
        }
        return words
    }
}

// MARK: - Heredocs

extension DockerfileParser {
    /// The mark of a heredoc: `<<NAME`, `<<-NAME`, `<<"NAME"`.
    private struct Heredoc {
        /// The line that ends it.
        var name: String
        /// Whether tabs at the start of lines are removed.
        var removesTabs: Bool
    }

    private static func heredocs(in arguments: String) -> [Heredoc] {
        var result: [Heredoc] = []
        var rest = Array(arguments.utf8)[...]
        var quote: UInt8?
        while let byte = rest.popFirst() {
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: "<"), rest.first == UInt8(ascii: "<") {
                rest.removeFirst()
                if let heredoc = heredoc(&rest) { result.append(heredoc) }
            }
        }
        return result
    }

    private static func heredoc(_ rest: inout ArraySlice<UInt8>) -> Heredoc? {
        // `<<<` is a here-string of the shell, `<<` in arithmetic is followed by a space or a digit.
        if rest.first == UInt8(ascii: "<") {
            rest.removeFirst()
            return nil
        }
        let removesTabs = rest.first == UInt8(ascii: "-")
        if removesTabs { rest.removeFirst() }
        let quote = rest.first.flatMap { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") ? $0 : nil }
        if quote != nil { rest.removeFirst() }
        guard let first = rest.first, HCLParser.startsIdentifier(first) else { return nil }
        let name = rest.prefix { HCLParser.startsIdentifier($0) || YAMLParser.isDigit($0) || $0 == UInt8(ascii: "-") }
        rest.removeFirst(name.count)
        if quote != nil, rest.first == quote { rest.removeFirst() }
        return Heredoc(name: String(decoding: name, as: UTF8.self), removesTabs: removesTabs)
    }

    private mutating func parseHeredoc(_ heredoc: Heredoc, from start: Int) throws(Diagnostic) -> String {
        var text = ""
        while position < bytes.count {
            var line = bytes[position..<layout.lineEnd(of: position)]
            position = layout.nextLine(of: position)
            if heredoc.removesTabs { line = line.drop { $0 == UInt8(ascii: "\t") } }
            if line.elementsEqual(heredoc.name.utf8) { return text }
            text += String(decoding: line, as: UTF8.self) + "\n"
        }
        throw .error(
            "dockerfile/unclosed", "a heredoc without its last line `\(heredoc.name)`",
            at: lines.place(of: start, in: path), remedy: "add the line")
    }
}
