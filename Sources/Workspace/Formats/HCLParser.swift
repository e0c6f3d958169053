/// Reads the native syntax of HCL, version 2, as Terraform writes it (github.com/hashicorp/hcl, hclsyntax/spec.md).
///
/// Blocks and attributes are read in full. Expressions are read as far as they are literals; anything that would have to
/// be evaluated is kept as text.
package struct HCLParser {
    /// How many blocks, lists and objects may stand inside one another.
    package static let maximumDepth = 64

    /// The bytes of the file.
    let bytes: UnsafeBufferPointer<UInt8>
    /// The path for messages.
    let path: String
    /// Offset of the next byte to read.
    var position = 0
    /// Open blocks, lists and objects around `position`.
    var depth = 0

    /// Parses a whole file.
    ///
    /// - Parameters:
    ///   - bytes: The file, in UTF-8.
    ///   - path: Its path relative to the root, for messages.
    /// - Returns: Its content with positions.
    /// - Throws: `hcl/...` with line and column of the first byte that is not HCL.
    package static func parse(_ bytes: [UInt8], path: String) throws(Diagnostic) -> HCLDocument {
        let body = try bytes.withUnsafeBufferPointer { buffer throws(Diagnostic) in
            var parser = HCLParser(bytes: buffer, path: path)
            if let bad = UTF8Validation.firstInvalidByte(in: buffer) {
                throw parser.failure("encoding", "a byte that is no UTF-8", at: bad, remedy: "save the file as UTF-8")
            }
            parser.position = UTF8Validation.byteOrderMarkLength(buffer)
            return try parser.parseBody(closedBy: nil)
        }
        return HCLDocument(path: path, bytes: bytes, body: body, lines: LineIndex(bytes))
    }
}

// MARK: - Blocks and attributes

extension HCLParser {
    private mutating func parseBody(closedBy open: Int?) throws(Diagnostic) -> HCLBody {
        guard depth < Self.maximumDepth else { throw tooDeep() }
        depth += 1
        defer { depth -= 1 }
        var body = HCLBody()
        let start = position
        while true {
            try skipSpace(acrossLines: true)
            if isAtEnd {
                guard open == nil else { throw failure("unclosed", "a block that is not closed", at: open) }
                break
            }
            if current == UInt8(ascii: "}"), open != nil { break }
            try parseItem(into: &body)
        }
        body.span = start..<position
        return body
    }

    private mutating func parseItem(into body: inout HCLBody) throws(Diagnostic) {
        let start = position
        let name = try identifier("the name of an attribute or a block")
        let nameSpan = start..<position
        try skipSpace(acrossLines: false)
        if current == UInt8(ascii: "="), byte(at: position + 1) != UInt8(ascii: "=") {
            position += 1
            try skipSpace(acrossLines: false)
            let expression = try parseExpression(endsAtLineEnd: true)
            body.attributes.append(HCLAttribute(name: name, nameSpan: nameSpan, expression: expression))
        } else {
            body.blocks.append(try parseBlock(type: name, from: start))
        }
        try skipSpace(acrossLines: false)
        guard isAtEnd || isAtLineEnd || isAtLineComment || current == UInt8(ascii: "}") else {
            throw unexpected("the end of the line")
        }
    }

    private mutating func parseBlock(type: String, from start: Int) throws(Diagnostic) -> HCLBlock {
        var labels: [String] = []
        while current != UInt8(ascii: "{") {
            if current == UInt8(ascii: "\"") {
                let label = try parseTemplate()
                labels.append(label.string ?? label.text)
            } else {
                labels.append(try identifier("`=`, a label or `{`"))
            }
            try skipSpace(acrossLines: false)
        }
        let open = position
        position += 1
        let body = try parseBody(closedBy: open)
        position += 1
        return HCLBlock(type: type, labels: labels, body: body, span: start..<position)
    }
}

// MARK: - Space, comments and names

extension HCLParser {
    /// The byte at `position`; 0 at the end.
    var current: UInt8 { byte(at: position) }

    /// The byte at an offset; 0 outside the file.
    func byte(at offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

    /// Whether everything has been read.
    var isAtEnd: Bool { position >= bytes.count }

    /// Whether a line break stands at `position`.
    var isAtLineEnd: Bool { current == UInt8(ascii: "\n") || current == UInt8(ascii: "\r") }

    /// Whether a comment that goes on to the end of the line starts at `position`.
    var isAtLineComment: Bool {
        current == UInt8(ascii: "#") || (current == UInt8(ascii: "/") && byte(at: position + 1) == UInt8(ascii: "/"))
    }

    /// Steps over white space and comments; `acrossLines` says whether line breaks, with the line comments before
    /// them, are white space.
    mutating func skipSpace(acrossLines: Bool) throws(Diagnostic) {
        while !isAtEnd {
            if current == UInt8(ascii: " ") || current == UInt8(ascii: "\t") || (acrossLines && isAtLineEnd) {
                position += 1
            } else if isAtLineComment, acrossLines {
                skipLine()
            } else if current == UInt8(ascii: "/"), byte(at: position + 1) == UInt8(ascii: "*") {
                try skipBlockComment()
            } else {
                return
            }
        }
    }

    /// Steps to the end of the line.
    mutating func skipLine() {
        while !isAtEnd, current != UInt8(ascii: "\n") { position += 1 }
    }

    private mutating func skipBlockComment() throws(Diagnostic) {
        let start = position
        position += 2
        while byte(at: position) != UInt8(ascii: "*") || byte(at: position + 1) != UInt8(ascii: "/") {
            guard position < bytes.count else { throw failure("unclosed", "a comment that is not closed", at: start) }
            position += 1
        }
        position += 2
    }

    /// Reads an identifier: letters, digits, `_` and `-`, and anything beyond ASCII.
    private mutating func identifier(_ expected: String) throws(Diagnostic) -> String {
        guard Self.startsIdentifier(current) else { throw unexpected(expected) }
        let start = position
        skipIdentifier()
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// Steps over the identifier at `position`.
    mutating func skipIdentifier() {
        while Self.startsIdentifier(current) || YAMLParser.isDigit(current) || current == UInt8(ascii: "-") {
            position += 1
        }
    }

    /// Whether an identifier may start with a byte.
    static func startsIdentifier(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")) || byte == UInt8(ascii: "_") || byte >= 0x80
    }
}

// MARK: - Messages

extension HCLParser {
    /// The error that something else stands at `position`.
    func unexpected(_ expected: String) -> Diagnostic {
        failure(
            isAtEnd ? "unexpected-end" : "unexpected",
            "expected \(expected), found \(ByteDescription.describe(bytes, at: position))")
    }

    /// The error of too much nesting.
    func tooDeep() -> Diagnostic {
        failure("too-deep", "more than \(Self.maximumDepth) blocks, lists and objects inside one another")
    }

    /// An error `hcl/<problem>` at an offset, or at `position`.
    func failure(_ problem: String, _ message: String, at offset: Int? = nil, remedy: String? = nil) -> Diagnostic {
        .error(
            "hcl/\(problem)", message, at: LineIndex(Array(bytes)).place(of: offset ?? position, in: path),
            remedy: remedy)
    }
}
