// Plain scalars of YAML: those without quotes.

extension YAMLParser {
    /// Whether a byte may follow `:`, `-` or `?` so that these belong to a plain scalar.
    @inline(__always)
    static func isPlainSafe(_ byte: UInt8, inFlow: Bool) -> Bool {
        !isWhite(byte) && !isLineEnd(byte) && !(inFlow && isFlowIndicator(byte))
    }

    /// Reads the plain scalar at `position`, up to the end of its last word.
    ///
    /// - Parameters:
    ///   - indent: The least number of spaces before its further lines.
    ///   - inFlow: Whether this is inside brackets.
    /// - Returns: The text, its lines folded, and its bytes.
    /// - Throws: `yaml/unexpected` if no plain scalar may start there.
    mutating func parsePlain(indent: Int, inFlow: Bool) throws(YAMLFailure) -> YAMLContent {
        guard startsPlain(inFlow: inFlow) else { throw noPlain(inFlow: inFlow) }
        let start = position
        var text = Array(bytes[plainWords(inFlow: inFlow)])
        while let breaks = continuePlain(indent: indent, inFlow: inFlow) {
            text += breaks == 0 ? [UInt8(ascii: " ")] : Array(repeating: UInt8(ascii: "\n"), count: breaks)
            text += bytes[plainWords(inFlow: inFlow)]
        }
        return YAMLContent(kind: .plain(text), span: start..<position)
    }

    private func startsPlain(inFlow: Bool) -> Bool {
        switch current {
        case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
            Self.isPlainSafe(byte(at: position + 1), inFlow: inFlow)
        case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"),
            UInt8(ascii: "#"), UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"), UInt8(ascii: "|"),
            UInt8(ascii: ">"), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "%"), UInt8(ascii: "@"),
            UInt8(ascii: "`"):
            false
        default: !isAtWhite && !isAtLineEnd
        }
    }

    /// Reads the words of a plain scalar on one line. Leaves `position` behind the last one.
    private mutating func plainWords(inFlow: Bool) -> Range<Int> {
        let start = position
        var cursor = position
        while true {
            let byte = byte(at: cursor)
            if Self.isWhite(byte) {
                cursor += 1
                continue
            }
            if Self.isLineEnd(byte) || (inFlow && Self.isFlowIndicator(byte)) { break }
            if byte == UInt8(ascii: "#"), Self.isWhite(bytes[cursor - 1]) { break }
            if byte == UInt8(ascii: ":"), !Self.isPlainSafe(self.byte(at: cursor + 1), inFlow: inFlow) { break }
            cursor += 1
            position = cursor
        }
        return start..<position
    }

    /// Steps to the next words if the scalar goes on on a later line.
    ///
    /// - Returns: The number of empty lines between; absent, with nothing changed, where the scalar has ended.
    private mutating func continuePlain(indent: Int, inFlow: Bool) -> Int? {
        let end = (position, lineStart)
        skipWhite()
        var emptyLines = -1
        while isAtLineEnd, !isAtEnd {
            skipBreak()
            emptyLines += 1
            if isDocumentMarker(at: position) { break }
            let isIndented = indentation >= indent
            skipWhite()
            if isAtLineEnd { continue }
            guard isIndented, !isAtComment, continuesPlain(inFlow: inFlow) else { break }
            return emptyLines
        }
        (position, lineStart) = end
        return nil
    }

    private func continuesPlain(inFlow: Bool) -> Bool {
        if inFlow, Self.isFlowIndicator(current) { return false }
        return current != UInt8(ascii: ":") || Self.isPlainSafe(byte(at: position + 1), inFlow: inFlow)
    }

    private func noPlain(inFlow: Bool) -> YAMLFailure {
        switch current {
        case UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "`"):
            failure("unexpected", "a value may not start with \(found)", remedy: "quote it")
        case UInt8(ascii: "-") where !inFlow:
            failure("unexpected", "an item of a sequence among the keys of a mapping", remedy: "check the indentation")
        default: unexpected("a value")
        }
    }
}
