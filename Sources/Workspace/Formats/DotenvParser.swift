/// One variable of a dotenv file.
package struct DotenvEntry: Sendable, Hashable {
    /// The name.
    package var name: String
    /// The value with quotes and escapes resolved; references such as `${OTHER}` stay as they are written.
    package var value: String
    /// 1-based line of the name.
    package var line: Int

    /// Makes an entry.
    package init(name: String, value: String, line: Int) {
        self.name = name
        self.value = value
        self.line = line
    }
}

/// What a dotenv file holds.
package struct DotenvFile: Sendable, Hashable {
    /// The variables in the order of the file, repeated ones included: the last one counts.
    package var entries: [DotenvEntry]
    /// What could not be read: lines without a name, quotes that are not closed.
    package var warnings: [Diagnostic]

    /// Makes a file.
    package init(entries: [DotenvEntry], warnings: [Diagnostic]) {
        self.entries = entries
        self.warnings = warnings
    }
}

/// Reads `.env` files the way that the `dotenv` package of npm does (github.com/motdotla/dotenv, README): `NAME=value`,
/// an optional `export`, values in single, double or back quotes that may span lines, `\n` and `\r` in double quotes,
/// comments after `#`. As in Compose files, a `#` in a bare value starts a comment only behind a space.
package struct DotenvParser {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let path: String
    private var position: Int
    private var line = 1
    private var entries: [DotenvEntry] = []
    private var warnings: [Diagnostic] = []

    private init(bytes: UnsafeBufferPointer<UInt8>, path: String) {
        self.bytes = bytes
        self.path = path
        position = UTF8Validation.byteOrderMarkLength(bytes)
    }

    /// Reads a whole file; a line that makes no sense is a warning, and the others are still read.
    package static func parse(_ bytes: [UInt8], path: String) -> DotenvFile {
        bytes.withUnsafeBufferPointer { buffer in
            var parser = DotenvParser(bytes: buffer, path: path)
            while parser.position < buffer.count { parser.parseLine() }
            return DotenvFile(entries: parser.entries, warnings: parser.warnings)
        }
    }

    private var current: UInt8 { position < bytes.count ? bytes[position] : UInt8(ascii: "\n") }

    private var isAtLineEnd: Bool { current == UInt8(ascii: "\n") || current == UInt8(ascii: "\r") }

    private mutating func parseLine() {
        skipSpaces()
        if !isAtLineEnd, current != UInt8(ascii: "#") { parseEntry() }
        while position < bytes.count, !isAtLineEnd { position += 1 }
        let isCarriageReturn = current == UInt8(ascii: "\r")
        position += 1
        if isCarriageReturn, position < bytes.count, bytes[position] == UInt8(ascii: "\n") { position += 1 }
        line += 1
    }

    private mutating func parseEntry() {
        let start = position
        let first = line
        var name = parseName()
        if name == "export", current == UInt8(ascii: " ") || current == UInt8(ascii: "\t") {
            skipSpaces()
            if current != UInt8(ascii: "=") { name = parseName() }
        }
        skipSpaces()
        // `export NAME` and a lone `NAME` take the value from outside.
        if !name.isEmpty, isAtLineEnd || current == UInt8(ascii: "#") { return }
        guard !name.isEmpty, current == UInt8(ascii: "=") || current == UInt8(ascii: ":") else {
            return warn("line", "a line that is no `NAME=value`", at: start)
        }
        position += 1
        skipSpaces()
        let value: String
        switch current {
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): value = parseQuoted() ?? parseBare()
        default: value = parseBare()
        }
        entries.append(DotenvEntry(name: name, value: value, line: first))
    }

    private mutating func skipSpaces() {
        while current == UInt8(ascii: " ") || current == UInt8(ascii: "\t") { position += 1 }
    }

    private mutating func parseName() -> String {
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"):
                position += 1
            default: return text(start..<position)
            }
        }
        return text(start..<position)
    }

    /// The value in the quotes at `position`; absent, with a warning, where they are not closed.
    private mutating func parseQuoted() -> String? {
        let quote = current
        var content: [UInt8] = []
        var cursor = position + 1
        var breaks = 0
        while cursor < bytes.count, bytes[cursor] != quote {
            let byte = bytes[cursor]
            if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\""), cursor + 1 < bytes.count {
                content += Self.unescape(bytes[cursor + 1])
                if bytes[cursor + 1] == UInt8(ascii: "\n") { breaks += 1 }
                cursor += 2
                continue
            }
            if byte == UInt8(ascii: "\n") { breaks += 1 }
            content.append(byte)
            cursor += 1
        }
        guard cursor < bytes.count else {
            warn("quote", "a quote that is not closed", at: position)
            return nil
        }
        position = cursor + 1
        line += breaks
        return String(decoding: content, as: UTF8.self)
    }

    private static func unescape(_ byte: UInt8) -> [UInt8] {
        switch byte {
        case UInt8(ascii: "n"): [UInt8(ascii: "\n")]
        case UInt8(ascii: "r"): [UInt8(ascii: "\r")]
        case UInt8(ascii: "t"): [UInt8(ascii: "\t")]
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "$"): [byte]
        default: [UInt8(ascii: "\\"), byte]
        }
    }

    private mutating func parseBare() -> String {
        let start = position
        var end = position
        while !isAtLineEnd {
            let isSpace = current == UInt8(ascii: " ") || current == UInt8(ascii: "\t")
            if current == UInt8(ascii: "#"), position == start || end < position { break }
            position += 1
            if !isSpace { end = position }
        }
        return text(start..<end)
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }

    private mutating func warn(_ problem: String, _ message: String, at offset: Int) {
        let start = bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        warnings.append(
            .warning(
                "dotenv/\(problem)", message, at: FilePlace(path, line: line, column: offset - start + 1),
                remedy: "write `NAME=value` or `NAME=\"value\"`"))
    }
}
