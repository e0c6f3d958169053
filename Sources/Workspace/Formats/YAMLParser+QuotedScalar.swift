// Scalars of YAML in quotes.

extension YAMLParser {
    /// Reads the scalar in single quotes at `position`.
    mutating func parseSingleQuoted(indent: Int) throws(YAMLFailure) -> String {
        let quote = position
        var text = YAMLQuotedText()
        position += 1
        while true {
            switch current {
            case UInt8(ascii: "'"):
                position += 1
                guard current == UInt8(ascii: "'") else { return text.string }
                text.append(UInt8(ascii: "'"))
                position += 1
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"), 0:
                text.fold(emptyLines: try skipQuotedBreaks(indent: indent, quote: quote))
            default:
                text.append(current)
                position += 1
            }
        }
    }

    /// Reads the scalar in double quotes at `position`.
    mutating func parseDoubleQuoted(indent: Int) throws(YAMLFailure) -> String {
        let quote = position
        var text = YAMLQuotedText()
        position += 1
        while true {
            switch current {
            case UInt8(ascii: "\""):
                position += 1
                return text.string
            case UInt8(ascii: "\\"):
                position += 1
                if isAtLineEnd {
                    text.join(emptyLines: try skipQuotedBreaks(indent: indent, quote: quote))
                } else {
                    text.appendEscaped(try parseEscape())
                }
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"), 0:
                text.fold(emptyLines: try skipQuotedBreaks(indent: indent, quote: quote))
            default:
                text.append(current)
                position += 1
            }
        }
    }

    /// Steps from the end of a line to the text on the next line that has any.
    ///
    /// - Returns: The number of empty lines between.
    private mutating func skipQuotedBreaks(indent: Int, quote: Int) throws(YAMLFailure) -> Int {
        var emptyLines = -1
        while isAtLineEnd {
            guard !isAtEnd else { throw failure("unclosed", "a quote that is not closed", at: quote) }
            skipBreak()
            emptyLines += 1
            guard !isDocumentMarker(at: position) else {
                throw failure(
                    "unclosed", "a document ends inside quotes", remedy: "indent the line, or close the quote")
            }
            let spaces = indentation
            skipWhite()
            guard isAtLineEnd || spaces >= indent else {
                throw failure(
                    "indentation", "\(spaces) spaces before a line inside quotes",
                    remedy: "indent it by at least \(indent) spaces")
            }
        }
        return emptyLines
    }
}

/// The text of a scalar in quotes while it is read: white space before a line break goes, unless it was escaped.
private struct YAMLQuotedText {
    private var bytes: [UInt8] = []
    /// The number of bytes that a line break leaves alone.
    private var kept = 0

    var string: String { String(decoding: bytes, as: UTF8.self) }

    mutating func append(_ byte: UInt8) { bytes.append(byte) }

    mutating func appendEscaped(_ scalar: Unicode.Scalar) {
        bytes += Array(String(Character(scalar)).utf8)
        kept = bytes.count
    }

    /// A line break: becomes a space, or as many breaks as there are empty lines.
    mutating func fold(emptyLines: Int) {
        while bytes.count > kept, let last = bytes.last, YAMLParser.isWhite(last) { bytes.removeLast() }
        if emptyLines == 0 { bytes.append(UInt8(ascii: " ")) }
        join(emptyLines: emptyLines)
    }

    /// An escaped line break: nothing but the empty lines that follow is left of it.
    mutating func join(emptyLines: Int) {
        for _ in 0..<emptyLines { bytes.append(UInt8(ascii: "\n")) }
        kept = bytes.count
    }
}

// MARK: - Escapes

extension YAMLParser {
    /// Reads the escape whose letter is at `position` (specification, 5.7).
    private mutating func parseEscape() throws(YAMLFailure) -> Unicode.Scalar {
        let letter = current
        position += 1
        switch letter {
        case UInt8(ascii: "x"): return try parseCodePoint(digits: 2)
        case UInt8(ascii: "u"): return try parseCodePoint(digits: 4)
        case UInt8(ascii: "U"): return try parseCodePoint(digits: 8)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: " "), UInt8(ascii: "\t"):
            return Unicode.Scalar(letter)
        default:
            guard let scalar = Self.escape(letter) else {
                position -= 1
                throw failure(
                    "escape", "a backslash before \(found)", at: position - 1,
                    remedy: "write `\\\\` for a backslash, or use single quotes")
            }
            return scalar
        }
    }

    private static func escape(_ letter: UInt8) -> Unicode.Scalar? {
        switch letter {
        case UInt8(ascii: "0"): "\0"
        case UInt8(ascii: "a"): "\u{07}"
        case UInt8(ascii: "b"): "\u{08}"
        case UInt8(ascii: "t"): "\t"
        case UInt8(ascii: "n"): "\n"
        case UInt8(ascii: "v"): "\u{0B}"
        case UInt8(ascii: "f"): "\u{0C}"
        case UInt8(ascii: "r"): "\r"
        case UInt8(ascii: "e"): "\u{1B}"
        case UInt8(ascii: "N"): "\u{85}"
        case UInt8(ascii: "_"): "\u{A0}"
        case UInt8(ascii: "L"): "\u{2028}"
        case UInt8(ascii: "P"): "\u{2029}"
        default: nil
        }
    }

    private mutating func parseCodePoint(digits: Int) throws(YAMLFailure) -> Unicode.Scalar {
        let start = position - 2
        let first = try parseHexadecimal(digits: digits, from: start)
        if let scalar = Unicode.Scalar(first) { return scalar }
        // JSON writes characters beyond 16 bits as two escapes.
        if (0xD800...0xDBFF).contains(first), current == UInt8(ascii: "\\"), byte(at: position + 1) == UInt8(ascii: "u")
        {
            position += 2
            let second = try parseHexadecimal(digits: 4, from: start)
            if (0xDC00...0xDFFF).contains(second),
                let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
            {
                return scalar
            }
        }
        throw failure("escape", "an escape that stands for no character", at: start)
    }

    private mutating func parseHexadecimal(digits: Int, from start: Int) throws(YAMLFailure) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let digit = HexadecimalDigit.value(of: current) else {
                throw failure("escape", "an escape with fewer than \(digits) hexadecimal digits", at: start)
            }
            value = value << 4 | digit
            position += 1
        }
        return value
    }
}
