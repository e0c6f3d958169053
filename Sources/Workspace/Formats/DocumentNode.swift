/// One value of a parsed document (JSON, TOML or YAML), with the bytes that it was read from.
package struct DocumentNode: Sendable {
    /// What a node holds.
    package enum Value: Sendable {
        /// `null`, `~`, or a key without a value in YAML.
        case null
        /// A truth value.
        case boolean(Bool)
        /// A whole number that fits 64 bits.
        case integer(Int64)
        /// Any other number: its value, and the text as it was written (big integers keep their digits there).
        case number(Double, text: String)
        /// Text, with escapes resolved.
        case string(String)
        /// A TOML date or time, as it was written.
        case dateTime(String, DateTimeKind)
        /// A list.
        case sequence([DocumentNode])
        /// A table, in the order of the document. Keys are unique unless the format says otherwise.
        case mapping([DocumentMember])
    }

    /// The four kinds of date and time that TOML 1.0 tells apart.
    package enum DateTimeKind: String, Sendable {
        /// Date, time and offset.
        case offsetDateTime = "datetime"
        /// Date and time without an offset.
        case localDateTime = "datetime-local"
        /// A date alone.
        case localDate = "date-local"
        /// A time alone.
        case localTime = "time-local"
    }

    /// What the node holds.
    package var value: Value
    /// The bytes of the document that make up the value, quotes and brackets included (0-based, half-open).
    package var span: Range<Int>

    /// Makes a node from a value and the bytes that it was read from.
    package init(_ value: Value, span: Range<Int>) {
        self.value = value
        self.span = span
    }
}

/// One `key: value` pair of a mapping.
package struct DocumentMember: Sendable {
    /// The key with quotes and escapes resolved; a key that is no string is written as in the document.
    package var key: String
    /// The bytes of the key, quotes included.
    package var keySpan: Range<Int>
    /// The value.
    package var value: DocumentNode

    /// Makes a member.
    package init(key: String, keySpan: Range<Int>, value: DocumentNode) {
        self.key = key
        self.keySpan = keySpan
        self.value = value
    }
}

extension DocumentNode {
    /// The value under `key` of a mapping; the last one where a format allows repetition.
    package subscript(key: String) -> DocumentNode? {
        members.last { $0.key == key }?.value
    }

    /// The value at a path of keys, one mapping inside the other.
    package subscript(path keys: String...) -> DocumentNode? {
        var node: DocumentNode? = self
        for key in keys { node = node?[key] }
        return node
    }

    /// The members of a mapping; empty for anything else.
    package var members: [DocumentMember] {
        guard case .mapping(let members) = value else { return [] }
        return members
    }

    /// The elements of a sequence; empty for anything else.
    package var elements: [DocumentNode] {
        guard case .sequence(let elements) = value else { return [] }
        return elements
    }

    /// The text of a string; absent for anything else.
    package var string: String? {
        guard case .string(let text) = value else { return nil }
        return text
    }

    /// The truth value; absent for anything else.
    package var boolean: Bool? {
        guard case .boolean(let truth) = value else { return nil }
        return truth
    }

    /// The whole number; absent for anything else and for what does not fit `Int`.
    package var integer: Int? {
        guard case .integer(let number) = value else { return nil }
        return Int(exactly: number)
    }

    /// A scalar as text, the way a person would write it into a shell: strings, numbers and truth values.
    package var scalarText: String? {
        switch value {
        case .string(let text): text
        case .integer(let number): String(number)
        case .number(_, let text): text
        case .boolean(let truth): truth ? "true" : "false"
        case .dateTime(let text, _): text
        case .null, .sequence, .mapping: nil
        }
    }
}

/// A parsed file: its path, its bytes, its value, and the way from byte offsets to lines.
package struct Document: Sendable {
    /// Path relative to the root.
    package var path: String
    /// The bytes that were parsed.
    package var bytes: [UInt8]
    /// The value of the whole document.
    package var root: DocumentNode
    /// Where each line starts.
    package var lines: LineIndex

    /// Makes a document from what a parser found.
    package init(path: String, bytes: [UInt8], root: DocumentNode) {
        self.init(path: path, bytes: bytes, root: root, lines: LineIndex(bytes))
    }

    /// Makes a document whose lines are known already, as those of several documents in one file are.
    init(path: String, bytes: [UInt8], root: DocumentNode, lines: LineIndex) {
        self.path = path
        self.bytes = bytes
        self.root = root
        self.lines = lines
    }

    /// The place where a node starts.
    package func place(of node: DocumentNode) -> FilePlace {
        lines.place(of: node.span.lowerBound, in: path)
    }

    /// The place where a member's key starts.
    package func place(of member: DocumentMember) -> FilePlace {
        lines.place(of: member.keySpan.lowerBound, in: path)
    }
}
