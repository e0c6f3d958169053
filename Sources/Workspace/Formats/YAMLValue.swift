/// A value to be written as YAML. What was read from a file is a `DocumentNode`, which knows its bytes.
package indirect enum YAMLValue: Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case boolean(Bool)
    /// A whole number.
    case integer(Int)
    /// Any other number.
    case number(Double)
    /// Text: plain or quoted on one line, a literal block where it has several.
    case string(String)
    /// A list with one element on each line.
    case sequence([YAMLValue])
    /// A list in brackets on one line, such as the `test` of a health check.
    case flow([YAMLValue])
    /// Members in the order in which they are written.
    case mapping([(key: String, value: YAMLValue)])
}

extension YAMLValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
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
    /// A list with one element on each line.
    package init(arrayLiteral elements: YAMLValue...) { self = .sequence(elements) }
    /// Members in the order of the literal.
    package init(dictionaryLiteral elements: (String, YAMLValue)...) {
        self = .mapping(elements.map { (key: $0.0, value: $0.1) })
    }
}

extension YAMLValue {
    /// Whether it is written with a text of several lines at its end.
    var endsWithLines: Bool {
        switch self {
        case .string(let text): text.utf8.contains(UInt8(ascii: "\n"))
        case .sequence(let elements): elements.last?.endsWithLines ?? false
        case .mapping(let members): members.last?.value.endsWithLines ?? false
        case .null, .boolean, .integer, .number, .flow: false
        }
    }

    /// A value of JSON, lists with one element on each line.
    package init(_ value: JSONValue) {
        switch value {
        case .null: self = .null
        case .boolean(let truth): self = .boolean(truth)
        case .integer(let number): self = .integer(number)
        case .number(let number): self = .number(number)
        case .string(let text): self = .string(text)
        case .array(let elements): self = .sequence(elements.map { YAMLValue($0) })
        case .object(let members): self = .mapping(members.map { (key: $0.key, value: YAMLValue($0.value)) })
        }
    }

    /// The same value for JSON, which does not know how a list is laid out.
    var json: JSONValue {
        switch self {
        case .null: .null
        case .boolean(let truth): .boolean(truth)
        case .integer(let number): .integer(number)
        case .number(let number): .number(number)
        case .string(let text): .string(text)
        case .sequence(let elements), .flow(let elements): .array(elements.map(\.json))
        case .mapping(let members): .object(members.map { (key: $0.key, value: $0.value.json) })
        }
    }
}
