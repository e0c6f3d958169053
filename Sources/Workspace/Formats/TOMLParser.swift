/// Reads TOML 1.0.0 (toml.io/en/v1.0.0) into nodes that know their bytes.
///
/// The span of a table that a header defines starts at the header's bracket and ends behind the last value of the
/// section; that of a table made by dotted keys starts at the first of them. An implied table, which only longer headers
/// name, has the span of its key.
package struct TOMLParser {
    /// How many tables and lists may stand inside one another; more than any manifest has.
    ///
    /// A level takes up to 4 KB of the stack in a debug build, and threads of macOS's pool have 512 KB.
    package static let maximumDepth = 100

    /// The bytes of the document.
    let bytes: UnsafeBufferPointer<UInt8>
    /// The path for messages.
    let path: String
    /// Offset of the next byte to read.
    var position = 0

    private init(bytes: UnsafeBufferPointer<UInt8>, path: String) {
        self.bytes = bytes
        self.path = path
    }

    /// Parses a whole file.
    ///
    /// - Parameters:
    ///   - bytes: The file.
    ///   - path: Its path relative to the root, for messages.
    /// - Returns: The document, whose root is a mapping.
    /// - Throws: `toml/...` with line and column of the first byte that no TOML file has there.
    package static func parse(_ bytes: [UInt8], path: String) throws(Diagnostic) -> Document {
        let root = try bytes.withUnsafeBufferPointer { buffer throws(Diagnostic) in
            var parser = TOMLParser(bytes: buffer, path: path)
            return try parser.parseDocument()
        }
        return Document(path: path, bytes: bytes, root: root)
    }

    private mutating func parseDocument() throws(Diagnostic) -> DocumentNode {
        if let bad = UTF8Validation.firstInvalidByte(in: bytes) {
            throw failure("encoding", "a byte that is no UTF-8", at: bad, remedy: "save the file as UTF-8")
        }
        position = UTF8Validation.byteOrderMarkLength(bytes)
        let root = TOMLTable(.header, span: 0..<bytes.count, depth: 0)
        var section = root
        while true {
            skipSpaces()
            guard position < bytes.count else { return root.node }
            switch bytes[position] {
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "#"): break
            case UInt8(ascii: "["): section = try parseHeader(in: root)
            default: try parsePair(into: section)
            }
            try finishLine()
        }
    }

    /// Steps over what may end a line: spaces, a comment, and the line break itself.
    private mutating func finishLine() throws(Diagnostic) {
        skipSpaces()
        try skipComment()
        guard position < bytes.count else { return }
        guard try skipLineBreak() else {
            throw failure("unexpected", "expected the end of the line, found \(found)", remedy: "start a new line")
        }
    }
}

// MARK: - Space, comments, messages

extension TOMLParser {
    /// The byte at `position`; 0, which is legal nowhere, at the end.
    var current: UInt8 { position < bytes.count ? bytes[position] : 0 }

    /// The byte `distance` behind `position`; 0 past the end.
    func byte(ahead distance: Int) -> UInt8 {
        position + distance < bytes.count ? bytes[position + distance] : 0
    }

    /// Steps over spaces and tabs.
    mutating func skipSpaces() {
        while current == UInt8(ascii: " ") || current == UInt8(ascii: "\t") { position += 1 }
    }

    /// Steps over a comment, if one starts here, up to its line break.
    mutating func skipComment() throws(Diagnostic) {
        guard current == UInt8(ascii: "#") else { return }
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n"), !isCarriageReturnLineFeed(at: position) {
            try requireAllowed(at: position, in: "a comment")
            position += 1
        }
    }

    /// Steps over a line break. False where there is none.
    mutating func skipLineBreak() throws(Diagnostic) -> Bool {
        switch current {
        case UInt8(ascii: "\n"): position += 1
        case UInt8(ascii: "\r"):
            guard isCarriageReturnLineFeed(at: position) else {
                throw failure("control-character", "a carriage return without a line feed", remedy: "remove it")
            }
            position += 2
        default: return false
        }
        return true
    }

    /// Steps over spaces, line breaks and comments, as between the elements of a list.
    mutating func skipLines() throws(Diagnostic) {
        repeat {
            skipSpaces()
            try skipComment()
        } while try skipLineBreak()
    }

    /// Whether `\r\n` stands at an offset.
    func isCarriageReturnLineFeed(at offset: Int) -> Bool {
        offset + 1 < bytes.count && bytes[offset] == UInt8(ascii: "\r") && bytes[offset + 1] == UInt8(ascii: "\n")
    }

    /// Throws where a control character other than tab stands.
    func requireAllowed(at offset: Int, in place: String) throws(Diagnostic) {
        let byte = bytes[offset]
        if byte >= 0x20 && byte != 0x7F || byte == UInt8(ascii: "\t") { return }
        let name = ByteDescription.describe(bytes, at: offset)
        throw failure("control-character", "\(name) inside \(place)", at: offset, remedy: "remove or escape it")
    }

    /// What stands at `position`, for a message.
    var found: String { ByteDescription.describe(bytes, at: position) }

    /// The error that something else was expected at `position`.
    func unexpected(_ expected: String) -> Diagnostic {
        failure(position >= bytes.count ? "unexpected-end" : "unexpected", "expected \(expected), found \(found)")
    }

    /// An error `toml/<problem>` at an offset, or at `position`.
    func failure(_ problem: String, _ message: String, at offset: Int? = nil, remedy: String? = nil) -> Diagnostic {
        .error(
            "toml/\(problem)", message, at: LineIndex(Array(bytes)).place(of: offset ?? position, in: path),
            remedy: remedy)
    }

    /// The error for nesting beyond the limit.
    var tooDeep: Diagnostic {
        failure("too-deep", "more than \(Self.maximumDepth) tables and lists inside one another")
    }
}
