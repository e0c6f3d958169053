// Strings and heredocs of HCL.

extension HCLParser {
    /// Reads the string in quotes at `position`.
    mutating func parseTemplate() throws(Diagnostic) -> HCLExpression {
        let start = position
        try skipBalanced()
        let span = start..<position
        let content = bytes[(start + 1)..<(position - 1)]
        let value = Self.unescape(content, resolvingEscapes: true).map { HCLExpression.Value.string($0) }
        return HCLExpression(
            value: value ?? .computed, text: String(decoding: bytes[span], as: UTF8.self), span: span)
    }

    /// Whether a heredoc starts at `position`: `<<NAME` or `<<-NAME`.
    var isAtHeredoc: Bool {
        guard current == UInt8(ascii: "<"), byte(at: position + 1) == UInt8(ascii: "<") else { return false }
        let next = byte(at: position + 2)
        return Self.startsIdentifier(next == UInt8(ascii: "-") ? byte(at: position + 3) : next)
    }

    /// Reads the heredoc at `position`, up to the end of its last line.
    mutating func parseHeredoc() throws(Diagnostic) -> HCLExpression.Value {
        let start = position
        let isIndented = byte(at: position + 2) == UInt8(ascii: "-")
        position += isIndented ? 3 : 2
        let nameStart = position
        skipIdentifier()
        let name = bytes[nameStart..<position]
        skipLine()
        position = min(position + 1, bytes.count)
        var lines: [ArraySlice<UInt8>] = []
        while !isAtEnd {
            let lineStart = position
            skipLine()
            let line = Array(bytes[lineStart..<position])[...]
            let trimmed = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            if trimmed.prefix(while: { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: " ") }).elementsEqual(name) {
                let text = (isIndented ? Self.unindent(lines) : lines).flatMap { $0 + [UInt8(ascii: "\n")] }
                return text.withUnsafeBufferPointer {
                    Self.unescape(Slice(base: $0, bounds: 0..<$0.count), resolvingEscapes: false)
                }.map { .string($0) } ?? .computed
            }
            lines.append(line)
            position = min(position + 1, bytes.count)
        }
        throw failure("unclosed", "a heredoc without its last line", at: start)
    }

    /// Lines without the spaces that all of them start with.
    private static func unindent(_ lines: [ArraySlice<UInt8>]) -> [ArraySlice<UInt8>] {
        let indentation = lines.filter { !$0.isEmpty }.map { $0.prefix { $0 == UInt8(ascii: " ") }.count }.min() ?? 0
        return lines.map { $0.dropFirst(indentation) }
    }

    /// The text of a template; absent if it has an interpolation, or an escape that HCL does not have.
    private static func unescape(
        _ content: Slice<UnsafeBufferPointer<UInt8>>, resolvingEscapes: Bool
    ) -> String? {
        var text: [UInt8] = []
        var rest = content
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "$"), UInt8(ascii: "%"):
                if rest.first == UInt8(ascii: "{") { return nil }
                // `$${` stands for `${`.
                if rest.first == byte, rest.dropFirst().first == UInt8(ascii: "{") {
                    rest.removeFirst(2)
                    text += [byte, UInt8(ascii: "{")]
                } else {
                    text.append(byte)
                }
            case UInt8(ascii: "\\") where resolvingEscapes:
                guard let scalar = escape(&rest) else { return nil }
                text += Array(String(Character(scalar)).utf8)
            default: text.append(byte)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func escape(_ rest: inout Slice<UnsafeBufferPointer<UInt8>>) -> Unicode.Scalar? {
        switch rest.popFirst() {
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "u"): return codePoint(&rest, digits: 4)
        case UInt8(ascii: "U"): return codePoint(&rest, digits: 8)
        default: return nil
        }
    }

    private static func codePoint(
        _ rest: inout Slice<UnsafeBufferPointer<UInt8>>, digits: Int
    ) -> Unicode.Scalar? {
        var value: UInt32 = 0
        for _ in 0..<digits {
            guard let digit = rest.popFirst().flatMap({ HexadecimalDigit.value(of: $0) }) else { return nil }
            value = value << 4 | digit
        }
        return Unicode.Scalar(value)
    }
}
