/// A value to be written as JSON. What was read from a file is a `DocumentNode`, which knows its bytes.
package indirect enum JSONValue: Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case boolean(Bool)
    /// A whole number.
    case integer(Int)
    /// Any other number; infinities and NaN, which JSON does not have, are written as `null`.
    case number(Double)
    /// Text.
    case string(String)
    /// A list.
    case array([JSONValue])
    /// Members in the order in which they are written, unless the writer sorts them.
    case object([(key: String, value: JSONValue)])
}

extension JSONValue: Equatable {
    /// Compares values; the order of members counts, because it is written.
    package static func == (left: JSONValue, right: JSONValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.boolean(let left), .boolean(let right)): left == right
        case (.integer(let left), .integer(let right)): left == right
        case (.number(let left), .number(let right)): left == right
        case (.string(let left), .string(let right)): left == right
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)): left.elementsEqual(right, by: ==)
        default: false
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// Text.
    package init(stringLiteral value: String) { self = .string(value) }
    /// A whole number.
    package init(integerLiteral value: Int) { self = .integer(value) }
    /// A number.
    package init(floatLiteral value: Double) { self = .number(value) }
    /// A truth value.
    package init(booleanLiteral value: Bool) { self = .boolean(value) }
    /// A list.
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    /// Members in the order of the literal.
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { (key: $0.0, value: $0.1) })
    }
}

extension DocumentNode {
    /// Whether the node means the same as a value; the order of members does not count.
    func means(_ other: JSONValue) -> Bool {
        switch (value, other) {
        case (.null, .null): return true
        case (.boolean(let left), .boolean(let right)): return left == right
        case (.integer(let left), .integer(let right)): return left == Int64(right)
        case (.number(let left, _), .number(let right)): return left == right
        case (.string(let left), .string(let right)): return left == right
        case (.sequence(let left), .array(let right)):
            return left.count == right.count && zip(left, right).allSatisfy { $0.means($1) }
        case (.mapping(let left), .object(let right)):
            let values = Dictionary(left.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
            return left.count == right.count && right.allSatisfy { values[$0.key]?.means($0.value) ?? false }
        default: return false
        }
    }
}
