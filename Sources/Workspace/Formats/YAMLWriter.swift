/// Writes values as lines of YAML.
struct YAMLWriter {
    /// By how many spaces a mapping is indented in another one.
    var unit = 2
    /// By how many spaces a sequence is indented in a mapping; 0 where its `-` stands below the key.
    var sequenceOffset = 2
    /// The number of characters from a `-` to its element.
    var dashWidth = 2

    /// A value that is written behind a key or a `-`.
    struct Text {
        /// What stands on the same line; empty for a collection.
        var inline = ""
        /// The lines below.
        var lines: [String] = []
    }

    /// The value of a member of the mapping at a column (0-based).
    func value(_ value: YAMLValue, inMappingAt column: Int) -> Text {
        switch value {
        case .sequence(let elements) where !elements.isEmpty:
            Text(lines: elements.flatMap { element($0, column: column + sequenceOffset) })
        case .mapping(let members) where !members.isEmpty:
            Text(lines: self.members(members, column: column + unit))
        default: scalar(value, column: column + unit)
        }
    }

    /// The lines of a member of a mapping.
    func member(_ key: String, _ value: YAMLValue, column: Int) -> [String] {
        let text = self.value(value, inMappingAt: column)
        let start = spaces(column) + YAMLText.scalar(key) + ":"
        return [text.inline.isEmpty ? start : start + " " + text.inline] + text.lines
    }

    /// The lines of an element of the sequence whose `-` are at a column (0-based).
    func element(_ value: YAMLValue, column: Int) -> [String] {
        let inner = column + dashWidth
        var lines: [String]
        switch value {
        case .sequence(let elements) where !elements.isEmpty: lines = elements.flatMap { element($0, column: inner) }
        case .mapping(let entries) where !entries.isEmpty: lines = members(entries, column: inner)
        default:
            let text = scalar(value, column: inner)
            lines = [spaces(inner) + text.inline] + text.lines
        }
        lines[0] = spaces(column) + "-" + spaces(dashWidth - 1) + lines[0].dropFirst(inner)
        return lines
    }

    /// The value on one line, collections in brackets.
    func flow(_ value: YAMLValue) -> String {
        switch value {
        case .null: "null"
        case .boolean(let truth): truth ? "true" : "false"
        case .integer(let number): String(number)
        case .number(let number): Self.number(number)
        case .string(let text): YAMLText.scalar(text, inFlow: true)
        case .sequence(let elements), .flow(let elements): "[" + elements.map(flow).joined(separator: ", ") + "]"
        case .mapping(let members):
            members.isEmpty
                ? "{}"
                : "{ "
                    + members.map { YAMLText.scalar($0.key, inFlow: true) + ": " + flow($0.value) }
                    .joined(separator: ", ") + " }"
        }
    }

    private func members(_ members: [(key: String, value: YAMLValue)], column: Int) -> [String] {
        members.flatMap { member($0.key, $0.value, column: column) }
    }

    private func scalar(_ value: YAMLValue, column: Int) -> Text {
        guard case .string(let text) = value else { return Text(inline: flow(value)) }
        guard let header = Self.literalHeader(text) else { return Text(inline: YAMLText.scalar(text)) }
        let content = header == "|" ? text.dropLast() : text[...]
        let lines = content.split(separator: "\n", omittingEmptySubsequences: false)
        return Text(inline: header, lines: lines.map { $0.isEmpty ? "" : spaces(column) + $0 })
    }

    /// `|` or `|-` if a text can be written as a literal block and read back without further indicators.
    private static func literalHeader(_ text: String) -> String? {
        guard text.utf8.contains(UInt8(ascii: "\n")), let first = text.utf8.first else { return nil }
        guard first != UInt8(ascii: " "), first != UInt8(ascii: "\t"), first != UInt8(ascii: "\n") else { return nil }
        guard text.unicodeScalars.allSatisfy({ $0 == "\n" || $0 == "\t" || YAMLText.isPrintable($0) }) else {
            return nil
        }
        guard text.hasSuffix("\n") else { return "|-" }
        return text.hasSuffix("\n\n") ? nil : "|"
    }

    private static func number(_ number: Double) -> String {
        if number.isNaN { return ".nan" }
        if number.isInfinite { return number < 0 ? "-.inf" : ".inf" }
        return String(number)
    }

    private func spaces(_ count: Int) -> String { String(repeating: " ", count: max(count, 0)) }
}
