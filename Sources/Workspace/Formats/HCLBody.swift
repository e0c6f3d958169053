/// The content of an HCL file or block.
package struct HCLBody: Sendable {
    /// `name = expression`, in the order of the file.
    package var attributes: [HCLAttribute] = []
    /// `type "label" { ... }`, in the order of the file.
    package var blocks: [HCLBlock] = []
    /// The bytes of the content, without the braces.
    package var span: Range<Int> = 0..<0

    /// The expression of an attribute.
    package subscript(name: String) -> HCLExpression? {
        attributes.last { $0.name == name }?.expression
    }

    /// The blocks of a type, and with a first label where one is given: `resource`, `fly_app`.
    package func blocks(_ type: String, labelled label: String? = nil) -> [HCLBlock] {
        blocks.filter { $0.type == type && (label == nil || $0.labels.first == label) }
    }
}

/// A block of HCL: its type, its labels, and what stands between its braces.
package struct HCLBlock: Sendable {
    /// The first word, such as `resource`.
    package var type: String
    /// The labels, quotes removed.
    package var labels: [String]
    /// What stands between the braces.
    package var body: HCLBody
    /// From the first byte of the type to the closing brace.
    package var span: Range<Int>
}

/// An attribute of HCL.
package struct HCLAttribute: Sendable {
    /// The name.
    package var name: String
    /// The bytes of the name.
    package var nameSpan: Range<Int>
    /// What stands behind the `=`.
    package var expression: HCLExpression
}

/// An expression of HCL: its value where it is a literal, its text always.
package struct HCLExpression: Sendable {
    /// What an expression is, as far as it can be told without evaluating it.
    package indirect enum Value: Sendable {
        /// `null`.
        case null
        /// `true` or `false`.
        case boolean(Bool)
        /// A whole number that fits 64 bits.
        case integer(Int64)
        /// Any other number.
        case number(Double)
        /// A string or heredoc without interpolation, with escapes resolved.
        case string(String)
        /// A list; its elements may be computed.
        case list([HCLExpression])
        /// An object; a computed key is written as in the file.
        case object([(key: String, value: HCLExpression)])
        /// Something that must be evaluated: a reference, a call, an operation, a template with interpolation.
        case computed
    }

    /// What it is.
    package var value: Value
    /// The expression as it is written.
    package var text: String
    /// Its bytes.
    package var span: Range<Int>

    /// The text of a string; absent for anything else.
    package var string: String? {
        guard case .string(let text) = value else { return nil }
        return text
    }

    /// The whole number; absent for anything else.
    package var integer: Int? {
        guard case .integer(let number) = value else { return nil }
        return Int(exactly: number)
    }

    /// The truth value; absent for anything else.
    package var boolean: Bool? {
        guard case .boolean(let truth) = value else { return nil }
        return truth
    }

    /// The elements of a list; empty for anything else.
    package var elements: [HCLExpression] {
        guard case .list(let elements) = value else { return [] }
        return elements
    }

    /// The value under a key of an object; absent for anything else.
    package subscript(key: String) -> HCLExpression? {
        guard case .object(let members) = value else { return nil }
        return members.last { $0.key == key }?.value
    }
}

/// A parsed HCL file.
package struct HCLDocument: Sendable {
    /// Path relative to the root.
    package var path: String
    /// The bytes that were parsed.
    package var bytes: [UInt8]
    /// The content.
    package var body: HCLBody
    /// Where each line starts.
    package var lines: LineIndex

    /// The place where a span starts.
    package func place(of span: Range<Int>) -> FilePlace { lines.place(of: span.lowerBound, in: path) }
}
