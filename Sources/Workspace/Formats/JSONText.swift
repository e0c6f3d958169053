/// Writes JSON.
package enum JSONText {
    /// The text of a value: pretty-printed with two spaces and a newline at the end, or on one line without one.
    ///
    /// Slashes and characters beyond ASCII are written as they are.
    ///
    /// - Parameters:
    ///   - value: What to write.
    ///   - sortedKeys: Whether members are written in the order of their keys rather than in their own.
    ///   - compact: Whether to write one line without spaces, for output that is read line by line.
    /// - Returns: The text.
    package static func encode(_ value: JSONValue, sortedKeys: Bool = false, compact: Bool = false) -> String {
        var writer = JSONWriter(layout: compact ? .tight : .lines(indentation: "  ", newline: "\n", base: ""))
        writer.sortsKeys = sortedKeys
        writer.write(value)
        return compact ? writer.text : writer.text + "\n"
    }

    /// The text of a value as it stands inside a pretty-printed one, keys sorted: the first line goes on where the caller
    /// is, the others are indented by `base` as well. Without a line break at its end.
    package static func encode(_ value: JSONValue, base: String) -> String {
        var writer = JSONWriter(layout: .lines(indentation: "  ", newline: "\n", base: base))
        writer.sortsKeys = true
        writer.write(value)
        return writer.text
    }

    /// A string in quotes, with everything escaped that JSON wants escaped.
    package static func quote(_ text: String) -> String {
        encode(.string(text), compact: true)
    }
}

/// The text of a JSON value as it grows.
struct JSONWriter {
    /// How lists and objects are laid out.
    enum Layout {
        /// One line without spaces.
        case tight
        /// One line with spaces behind commas and colons, and inside braces.
        case spaced
        /// One element on each line, deeper by `indentation`; the first line continues one that is indented by `base`.
        case lines(indentation: String, newline: String, base: String)
    }

    /// How lists and objects are laid out.
    var layout: Layout
    /// Whether members are written in the order of their keys.
    var sortsKeys = false
    private var output: [UInt8] = []
    private var depth = 0

    init(layout: Layout) {
        self.layout = layout
    }

    /// What was written so far.
    var text: String { String(decoding: output, as: UTF8.self) }

    /// Appends a value.
    mutating func write(_ value: JSONValue) {
        switch value {
        case .null: append("null")
        case .boolean(let truth): append(truth ? "true" : "false")
        case .integer(let number): append(String(number))
        case .number(let number): append(number.isFinite ? String(number) : "null")
        case .string(let text): writeString(text)
        case .array(let elements):
            writeList(elements, open: "[", close: "]") { writer, element in writer.write(element) }
        case .object(let members):
            writeList(sortsKeys ? members.sorted { $0.key < $1.key } : members, open: "{", close: "}") {
                writer, member in
                writer.writeString(member.key)
                if case .tight = writer.layout { writer.append(":") } else { writer.append(": ") }
                writer.write(member.value)
            }
        }
    }

    private mutating func writeList<Element>(
        _ elements: [Element], open: String, close: String, each: (inout JSONWriter, Element) -> Void
    ) {
        append(open)
        guard !elements.isEmpty else { return append(close) }
        depth += 1
        for (index, element) in elements.enumerated() {
            if index > 0 { append(",") }
            separate(isEdge: index == 0, isObject: open == "{")
            each(&self, element)
        }
        depth -= 1
        separate(isEdge: true, isObject: open == "{")
        append(close)
    }

    /// The space before an element (at the edge before the first one and behind the last one).
    private mutating func separate(isEdge: Bool, isObject: Bool) {
        switch layout {
        case .tight: break
        case .spaced: if !isEdge || isObject { append(" ") }
        case .lines(let indentation, let newline, let base):
            append(newline)
            append(base)
            for _ in 0..<depth { append(indentation) }
        }
    }

    private mutating func append(_ text: String) {
        output += text.utf8
    }

    private mutating func writeString(_ text: String) {
        append("\"")
        // Nearly every text is written as it is.
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C || $0 == 0x7F }) else {
            append(text)
            return append("\"")
        }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): append("\\\"")
            case UInt8(ascii: "\\"): append("\\\\")
            case UInt8(ascii: "\n"): append("\\n")
            case UInt8(ascii: "\r"): append("\\r")
            case UInt8(ascii: "\t"): append("\\t")
            case 0x08: append("\\b")
            case 0x0C: append("\\f")
            case 0..<0x20, 0x7F: append("\\u00" + ByteDescription.hexadecimal(byte).lowercased())
            default: output.append(byte)
            }
        }
        append("\"")
    }
}
