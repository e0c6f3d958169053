// Lines, space, comments and indentation of YAML.

extension YAMLParser {
    /// The byte at `position`; 0, which no stream holds, at the end.
    @inline(__always)
    var current: UInt8 { byte(at: position) }

    /// The byte at an offset; 0, which no stream holds, outside the stream.
    @inline(__always)
    func byte(at offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

    /// Whether everything has been read.
    var isAtEnd: Bool { position >= bytes.count }

    /// Whether a space or a tab stands at `position`.
    var isAtWhite: Bool { Self.isWhite(current) }

    /// Whether a line or the stream ends at `position`.
    var isAtLineEnd: Bool { Self.isLineEnd(current) }

    /// Whether a `#` stands at `position` that starts a comment: one at the start of a line or behind white space.
    var isAtComment: Bool {
        current == UInt8(ascii: "#") && (position == lineStart || Self.isWhite(bytes[position - 1]))
    }

    /// Whether a byte is a space or a tab.
    @inline(__always)
    static func isWhite(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    /// Whether a byte is a line break, or the 0 that stands for the end.
    @inline(__always)
    static func isLineEnd(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") || byte == 0
    }

    /// Whether a byte is one of `,[]{}`.
    @inline(__always)
    static func isFlowIndicator(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"): true
        default: false
        }
    }

    /// Whether `-`, `?` or `:` stands at an offset as an indicator of a block collection: followed by space.
    func isIndicator(_ indicator: UInt8, at offset: Int) -> Bool {
        guard byte(at: offset) == indicator else { return false }
        let next = byte(at: offset + 1)
        return Self.isWhite(next) || Self.isLineEnd(next)
    }

    /// Whether `---` or `...` stands alone at an offset that starts a line.
    func isMarker(_ character: UInt8, at offset: Int) -> Bool {
        byte(at: offset) == character && byte(at: offset + 1) == character && isIndicator(character, at: offset + 2)
    }

    /// Whether a document ends at an offset that starts a line.
    func isDocumentMarker(at offset: Int) -> Bool {
        isMarker(UInt8(ascii: "-"), at: offset) || isMarker(UInt8(ascii: "."), at: offset)
    }
}

extension YAMLParser {
    /// Steps over spaces and tabs. True if there was a tab.
    @discardableResult
    mutating func skipWhite() -> Bool {
        var hasTab = false
        while isAtWhite {
            hasTab = hasTab || current == UInt8(ascii: "\t")
            position += 1
        }
        return hasTab
    }

    /// Steps to the end of the line, not over the break.
    mutating func skipToLineEnd() {
        while !isAtLineEnd { position += 1 }
    }

    /// Steps over one line break: `\n`, `\r\n` or `\r`.
    mutating func skipBreak() {
        if current == UInt8(ascii: "\r"), byte(at: position + 1) == UInt8(ascii: "\n") { position += 1 }
        position = min(position + 1, bytes.count)
        lineStart = position
    }

    /// The number of spaces at the start of the line.
    var indentation: Int {
        var offset = lineStart
        while byte(at: offset) == UInt8(ascii: " ") { offset += 1 }
        return offset - lineStart
    }

    /// From the start of a line, steps over lines that are empty or hold only a comment, to the start of the next line
    /// that holds something or to the end.
    mutating func skipBlankLines() {
        while !isAtEnd {
            skipWhite()
            if isAtComment { skipToLineEnd() }
            guard isAtLineEnd else {
                position = lineStart
                return
            }
            skipBreak()
        }
    }

    /// Steps over what may follow a node: space, a comment, the break, blank lines.
    ///
    /// - Throws: `yaml/unexpected` if something else stands on the line.
    mutating func finishLine() throws(YAMLFailure) {
        skipWhite()
        if isAtComment { skipToLineEnd() }
        guard isAtLineEnd else { throw unexpectedBehindNode() }
        skipBreak()
        skipBlankLines()
    }

    private func unexpectedBehindNode() -> YAMLFailure {
        switch current {
        case UInt8(ascii: "#"):
            failure("comment", "a `#` behind a value without a space before it", remedy: "put a space before the `#`")
        case UInt8(ascii: ":") where isIndicator(UInt8(ascii: ":"), at: position):
            failure(
                "key", "a `:` behind a value: a key stands on one line of its own",
                remedy: "quote the value, or put the mapping on a line of its own")
        default: unexpected("the end of the line")
        }
    }
}

/// What follows at the place where a node of a block collection may start.
enum YAMLLookahead {
    /// Content on the same line, behind white space with or without a tab.
    case sameLine(hasTab: Bool)
    /// Content on a later line, sufficiently indented; with or without a tab in the space before it.
    case newLine(hasTab: Bool)
    /// No content: the node is empty.
    case nothing
}

extension YAMLParser {
    /// Steps to the content of a node inside a collection, or to the start of the line behind an empty node.
    ///
    /// - Parameters:
    ///   - parent: The column (0-based) of the collection; content of other lines is indented more.
    ///   - sequenceAtParent: Whether a sequence may stand at the column of the collection, as in a mapping.
    /// - Returns: Where the content is, if there is any.
    /// - Throws: `yaml/...` if something else stands on the line.
    mutating func seekContent(in parent: Int, sequenceAtParent: Bool) throws(YAMLFailure) -> YAMLLookahead {
        let hasTab = skipWhite()
        guard isAtLineEnd || isAtComment else { return .sameLine(hasTab: hasTab) }
        try finishLine()
        guard !isAtEnd, !isDocumentMarker(at: position) else { return .nothing }
        let spaces = indentation
        let isSequence = sequenceAtParent && spaces == parent && isIndicator(UInt8(ascii: "-"), at: lineStart + spaces)
        guard spaces > parent || isSequence else { return .nothing }
        position = lineStart + spaces
        return .newLine(hasTab: skipWhite())
    }
}
