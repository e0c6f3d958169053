// Literal (`|`) and folded (`>`) scalars of YAML.

extension YAMLParser {
    /// What to do with the line breaks at the end of a block scalar.
    private enum Chomping {
        /// None is left.
        case strip
        /// That of the last line is left.
        case clip
        /// All are left.
        case keep
    }

    /// Reads the block scalar whose `|` or `>` is at `position`, and the lines behind it that hold nothing.
    ///
    /// - Parameter parent: The column (0-based) of the collection around it; -1 for a document.
    /// - Returns: The text, chomped, and the bytes from the indicator to the end of the last line of text.
    /// - Throws: `yaml/block-header`, `yaml/indentation` or `yaml/tab`.
    mutating func parseBlockScalar(in parent: Int) throws(YAMLFailure) -> (text: String, span: Range<Int>) {
        let start = position
        let isFolded = current == UInt8(ascii: ">")
        let header = try parseBlockHeader()
        let indent: Int
        if let explicit = header.indent {
            indent = max(parent, 0) + explicit
        } else {
            indent = try detectIndent(above: parent)
        }
        var text = YAMLBlockText(isFolded: isFolded)
        var end = start + 1
        while let line = nextBlockLine(indent: indent) {
            if line.isEmpty {
                text.appendEmptyLine()
            } else {
                text.append(bytes[line])
                end = line.upperBound
            }
            skipBreak()
        }
        if byte(at: lineStart + indentation) == UInt8(ascii: "\t") {
            position = lineStart + indentation
            throw failure("tab", "a tab in the indentation of a block scalar", remedy: "indent with spaces")
        }
        skipBlankLines()
        switch header.chomping {
        case .strip: break
        case .clip: text.endLine()
        case .keep: text.endAllLines()
        }
        return (text.string, start..<end)
    }

    /// Reads the indicators behind `|` or `>`, to the start of the next line.
    private mutating func parseBlockHeader() throws(YAMLFailure) -> (indent: Int?, chomping: Chomping) {
        var indent: Int?
        var chomping: Chomping?
        position += 1
        while true {
            switch current {
            case UInt8(ascii: "1")...UInt8(ascii: "9") where indent == nil: indent = Int(current - UInt8(ascii: "0"))
            case UInt8(ascii: "-") where chomping == nil: chomping = .strip
            case UInt8(ascii: "+") where chomping == nil: chomping = .keep
            default:
                skipWhite()
                if isAtComment { skipToLineEnd() }
                guard isAtLineEnd else {
                    throw failure(
                        "block-header", "expected the end of the line behind `|` or `>`, found \(found)",
                        remedy: "put the text on the next line")
                }
                skipBreak()
                return (indent, chomping ?? .clip)
            }
            position += 1
        }
    }

    /// The indentation of the first line that holds something; of an empty scalar, that of its longest line.
    private func detectIndent(above parent: Int) throws(YAMLFailure) -> Int {
        var line = position
        var longest = 0
        var longestLine = position
        while line < bytes.count {
            var offset = line
            while byte(at: offset) == UInt8(ascii: " ") { offset += 1 }
            let spaces = offset - line
            guard Self.isLineEnd(byte(at: offset)) else {
                guard spaces > parent, !isDocumentMarker(at: line) else { break }
                guard spaces >= longest else {
                    throw failure(
                        "indentation", "an empty line with more spaces than the first line of the block scalar",
                        at: longestLine, remedy: "remove its spaces")
                }
                return spaces
            }
            if spaces > longest { (longest, longestLine) = (spaces, line) }
            if byte(at: offset) == UInt8(ascii: "\r"), byte(at: offset + 1) == UInt8(ascii: "\n") { offset += 1 }
            line = offset + 1
        }
        return max(longest, parent + 1)
    }

    /// The text of the line at `position` without its indentation, empty for an empty line; absent where the scalar
    /// has ended. Leaves `position` at the end of the line.
    private mutating func nextBlockLine(indent: Int) -> Range<Int>? {
        guard !isAtEnd, !isDocumentMarker(at: position) else { return nil }
        var offset = position
        let limit = position + indent
        while offset < limit, byte(at: offset) == UInt8(ascii: " ") { offset += 1 }
        guard offset == limit || Self.isLineEnd(byte(at: offset)) else { return nil }
        position = offset
        skipToLineEnd()
        return offset..<position
    }
}

/// The text of a block scalar while it is read.
private struct YAMLBlockText {
    let isFolded: Bool
    private var bytes: [UInt8] = []
    /// Empty lines since the last line of text.
    private var emptyLines = 0
    private var hasText = false
    /// Whether the last line of text starts with white space, so that breaks around it stay.
    private var lastIsIndented = false

    init(isFolded: Bool) { self.isFolded = isFolded }

    var string: String { String(decoding: bytes, as: UTF8.self) }

    mutating func appendEmptyLine() { emptyLines += 1 }

    mutating func append(_ line: Slice<UnsafeBufferPointer<UInt8>>) {
        let isIndented = line.first.map(YAMLParser.isWhite) ?? false
        if hasText {
            if !isFolded || isIndented || lastIsIndented {
                appendBreaks(emptyLines + 1)
            } else if emptyLines == 0 {
                bytes.append(UInt8(ascii: " "))
            } else {
                appendBreaks(emptyLines)
            }
        } else {
            appendBreaks(emptyLines)
        }
        bytes += line
        (emptyLines, hasText, lastIsIndented) = (0, true, isIndented)
    }

    /// Adds the break of the last line of text. It has one even where the stream ends without: a missing newline at the
    /// end of a file changes no value.
    mutating func endLine() {
        if hasText { appendBreaks(1) }
    }

    /// Adds the break of the last line of text, and the empty lines.
    mutating func endAllLines() {
        endLine()
        appendBreaks(emptyLines)
    }

    private mutating func appendBreaks(_ count: Int) {
        for _ in 0..<count { bytes.append(UInt8(ascii: "\n")) }
    }
}
