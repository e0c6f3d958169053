/// Which JSON a file is written in.
package enum JSONDialect: Sendable, Hashable {
    /// RFC 8259.
    case strict
    /// RFC 8259 with `//` and `/* */` comments and trailing commas, as in `tsconfig.json` and `.jsonc` files.
    case withComments
}

/// Reads JSON into nodes that know their bytes.
///
/// Every member of an object is kept, repeated keys included. A byte order mark at the start is passed over, which
/// RFC 8259, section 8.1, allows.
package struct JSONParser {
    /// How many arrays and objects may stand inside one another; more than any manifest has.
    ///
    /// A level takes up to 4 KB of the stack in a debug build, and threads of macOS's pool have 512 KB.
    package static let maximumDepth = 100

    /// The bytes of the document.
    let bytes: UnsafeBufferPointer<UInt8>
    /// The path for messages.
    let path: String
    /// The dialect to accept.
    let dialect: JSONDialect
    /// Offset of the next byte to read.
    var position = 0
    /// Open arrays and objects around `position`.
    private var depth = 0

    private init(bytes: UnsafeBufferPointer<UInt8>, path: String, dialect: JSONDialect) {
        self.bytes = bytes
        self.path = path
        self.dialect = dialect
    }

    /// Parses a whole file.
    ///
    /// - Parameters:
    ///   - bytes: The file, in UTF-8.
    ///   - path: Its path relative to the root, for messages.
    ///   - dialect: The JSON to accept.
    /// - Returns: The document, with a span for each key and value.
    /// - Throws: `json/...` with line and column of the first byte that no JSON text of the dialect has there.
    package static func parse(
        _ bytes: [UInt8], path: String, dialect: JSONDialect = .strict
    ) throws(Diagnostic) -> Document {
        let root = try bytes.withUnsafeBufferPointer { buffer throws(Diagnostic) in
            var parser = JSONParser(bytes: buffer, path: path, dialect: dialect)
            return try parser.parseDocument()
        }
        return Document(path: path, bytes: bytes, root: root)
    }

    private mutating func parseDocument() throws(Diagnostic) -> DocumentNode {
        position = UTF8Validation.byteOrderMarkLength(bytes)
        try skipInsignificant()
        let root = try parseValue()
        try skipInsignificant()
        guard position == bytes.count else {
            throw failure("trailing-content", "there is more after the end of the value, from \(found) on")
        }
        return root
    }
}

// MARK: - Values

extension JSONParser {
    /// The byte at `position`; 0, which is legal nowhere between tokens, at the end.
    @inline(__always)
    var current: UInt8 { position < bytes.count ? bytes[position] : 0 }

    // What recurses holds no messages: each of them would make every level of nesting need more of the stack.
    private mutating func parseValue() throws(Diagnostic) -> DocumentNode {
        let start = position
        switch current {
        case UInt8(ascii: "{"): return DocumentNode(.mapping(try parseObject()), span: start..<position)
        case UInt8(ascii: "["): return DocumentNode(.sequence(try parseArray()), span: start..<position)
        default: return try parseScalar()
        }
    }

    private mutating func parseScalar() throws(Diagnostic) -> DocumentNode {
        let start = position
        switch current {
        case UInt8(ascii: "\""): return DocumentNode(.string(try parseString()), span: start..<position)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return DocumentNode(try parseNumber(), span: start..<position)
        case UInt8(ascii: "t"): return try parseLiteral("true", .boolean(true))
        case UInt8(ascii: "f"): return try parseLiteral("false", .boolean(false))
        case UInt8(ascii: "n"): return try parseLiteral("null", .null)
        default: throw unexpected("a value")
        }
    }

    private mutating func parseLiteral(
        _ word: StaticString, _ value: DocumentNode.Value
    ) throws(Diagnostic) -> DocumentNode {
        let end = position + word.utf8CodeUnitCount
        for offset in 0..<word.utf8CodeUnitCount {
            guard position + offset < bytes.count, bytes[position + offset] == word.utf8Start[offset] else {
                throw failure("unexpected", "expected `\(word)`")
            }
        }
        defer { position = end }
        return DocumentNode(value, span: position..<end)
    }

    private mutating func parseArray() throws(Diagnostic) -> [DocumentNode] {
        try enter()
        var elements: [DocumentNode] = []
        try skipInsignificant()
        while current != UInt8(ascii: "]") || position == bytes.count {
            elements.append(try parseValue())
            guard try continues(before: UInt8(ascii: "]"), "`,` or `]`") else { break }
        }
        leave()
        return elements
    }

    private mutating func parseObject() throws(Diagnostic) -> [DocumentMember] {
        try enter()
        var members: [DocumentMember] = []
        try skipInsignificant()
        while current != UInt8(ascii: "}") || position == bytes.count {
            let (key, keySpan) = try parseKey()
            members.append(DocumentMember(key: key, keySpan: keySpan, value: try parseValue()))
            guard try continues(before: UInt8(ascii: "}"), "`,` or `}`") else { break }
        }
        leave()
        return members
    }

    /// Reads a key and its colon.
    private mutating func parseKey() throws(Diagnostic) -> (key: String, span: Range<Int>) {
        guard current == UInt8(ascii: "\"") else { throw unexpected("a key in double quotes") }
        let start = position
        let key = try parseString()
        let span = start..<position
        try skipInsignificant()
        guard current == UInt8(ascii: ":") else { throw unexpected("`:` after the key") }
        position += 1
        try skipInsignificant()
        return (key, span)
    }

    /// Steps over the separator behind an element. False where the list has ended, with `position` at `close`.
    private mutating func continues(before close: UInt8, _ expected: String) throws(Diagnostic) -> Bool {
        try skipInsignificant()
        if current == close { return false }
        guard current == UInt8(ascii: ",") else { throw unexpected(expected) }
        let comma = position
        position += 1
        try skipInsignificant()
        guard current == close else { return true }
        guard dialect == .withComments else {
            throw failure("trailing-comma", "a comma before the closing bracket", at: comma, remedy: "remove it")
        }
        return false
    }

    private mutating func enter() throws(Diagnostic) {
        guard depth < Self.maximumDepth else {
            throw failure("too-deep", "more than \(Self.maximumDepth) arrays and objects inside one another")
        }
        depth += 1
        position += 1
    }

    private mutating func leave() {
        depth -= 1
        position += 1
    }
}

// MARK: - Space and comments

extension JSONParser {
    /// Steps over white space and, where the dialect has them, comments.
    @inline(__always)
    mutating func skipInsignificant() throws(Diagnostic) {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): position += 1
            case UInt8(ascii: "/"): try skipComment()
            default: return
            }
        }
    }

    private mutating func skipComment() throws(Diagnostic) {
        let start = position
        guard dialect == .withComments else {
            throw failure("comment", "a comment, which JSON does not have", remedy: "remove it")
        }
        guard let end = JSONComment.end(in: bytes, from: start) else {
            throw failure("comment", "a `/` that neither starts a `//` comment nor a closed `/* */` comment")
        }
        try requireUTF8(start..<end)
        position = end
    }
}

/// Where comments of JSON with comments end.
enum JSONComment {
    /// The offset behind the comment that starts at `start`: at the line break for `//`, behind `*/` for the other;
    /// absent where no comment starts or it is not closed.
    static func end(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        guard start + 1 < bytes.count, bytes[start] == UInt8(ascii: "/") else { return nil }
        var position = start + 2
        switch bytes[start + 1] {
        case UInt8(ascii: "/"):
            while position < bytes.count, bytes[position] != UInt8(ascii: "\n"), bytes[position] != UInt8(ascii: "\r") {
                position += 1
            }
            return position
        case UInt8(ascii: "*"):
            while position + 1 < bytes.count {
                if bytes[position] == UInt8(ascii: "*"), bytes[position + 1] == UInt8(ascii: "/") {
                    return position + 2
                }
                position += 1
            }
            return nil
        default: return nil
        }
    }
}

// MARK: - Messages

extension JSONParser {
    /// What stands at `position`, for a message.
    private var found: String { ByteDescription.describe(bytes, at: position) }

    private func unexpected(_ expected: String) -> Diagnostic {
        failure(position == bytes.count ? "unexpected-end" : "unexpected", "expected \(expected), found \(found)")
    }

    /// An error `json/<problem>` at an offset, or at `position`.
    func failure(_ problem: String, _ message: String, at offset: Int? = nil, remedy: String? = nil) -> Diagnostic {
        .error(
            "json/\(problem)", message, at: LineIndex(Array(bytes)).place(of: offset ?? position, in: path),
            remedy: remedy)
    }
}
