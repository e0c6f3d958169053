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
    package static func bytes(_ value: JSONValue, base: String) -> [UInt8] {
        var writer = JSONWriter(layout: .lines(indentation: "  ", newline: "\n", base: base))
        writer.sortsKeys = true
        writer.write(value)
        return writer.output
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
    /// What was written so far.
    private(set) var output: [UInt8] = []
    /// What stands before an element of the list that is being written, where elements have lines of their own.
    private var lineBreak: [UInt8] = []
    private var indentation: [UInt8] = []

    init(layout: Layout) {
        self.layout = layout
        if case .lines(let indentation, let newline, let base) = layout {
            lineBreak = Array((newline + base).utf8)
            self.indentation = Array(indentation.utf8)
        }
    }

    /// The same as text.
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
            writeList(elements, open: UInt8(ascii: "["), close: UInt8(ascii: "]")) { writer, element in
                writer.write(element)
            }
        case .object(let members):
            writeList(sortsKeys ? Self.sorted(members) : members, open: UInt8(ascii: "{"), close: UInt8(ascii: "}")) {
                writer, member in
                writer.writeString(member.key)
                if case .tight = writer.layout { writer.append(":") } else { writer.append(": ") }
                writer.write(member.value)
            }
        }
    }

    /// The members by their keys. Those of most objects are made in that order, which is quicker seen than done again.
    private static func sorted(_ members: [(key: String, value: JSONValue)]) -> [(key: String, value: JSONValue)] {
        let isSorted = zip(members, members.dropFirst()).allSatisfy { $0.key <= $1.key }
        return isSorted ? members : members.sorted { $0.key < $1.key }
    }

    private mutating func writeList<Element>(
        _ elements: [Element], open: UInt8, close: UInt8, each: (inout JSONWriter, Element) -> Void
    ) {
        output.append(open)
        guard !elements.isEmpty else { return output.append(close) }
        let isObject = open == UInt8(ascii: "{")
        lineBreak += indentation
        var isFirst = true
        for element in elements {
            if !isFirst { output.append(UInt8(ascii: ",")) }
            separate(isEdge: isFirst, isObject: isObject)
            each(&self, element)
            isFirst = false
        }
        lineBreak.removeLast(indentation.count)
        separate(isEdge: true, isObject: isObject)
        output.append(close)
    }

    /// The space before an element (at the edge before the first one and behind the last one).
    private mutating func separate(isEdge: Bool, isObject: Bool) {
        switch layout {
        case .tight: break
        case .spaced: if !isEdge || isObject { output.append(UInt8(ascii: " ")) }
        case .lines: output += lineBreak
        }
    }

    private mutating func append(_ text: String) {
        output += text.utf8
    }

    private mutating func writeString(_ text: String) {
        let quote = UInt8(ascii: "\"")
        output.append(quote)
        // Nearly every text is written as it is.
        let isPlain = text.utf8.withContiguousStorageIfAvailable { bytes in
            bytes.allSatisfy { $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C && $0 != 0x7F }
        }
        if isPlain == true { append(text) } else { appendEscaped(text) }
        output.append(quote)
    }

    private mutating func appendEscaped(_ text: String) {
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
    }
}
