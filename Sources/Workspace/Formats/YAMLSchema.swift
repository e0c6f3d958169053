/// The core schema of YAML 1.2 (specification, 10.3): which text is which value.
///
/// Tags of collections change nothing: a `!!set` is a mapping to nulls, a `!!omap` a sequence of pairs.
enum YAMLSchema {
    /// The prefix that `!!` stands for.
    static let tagPrefix = "tag:yaml.org,2002:"

    /// The value of a scalar without quotes: what its text looks like, unless a tag says otherwise.
    static func plain(_ text: [UInt8], tag: String?) -> DocumentNode.Value {
        guard let tag else { return resolve(text) }
        return tagged(text, tag: tag)
    }

    /// The value of a scalar in quotes or of a block scalar: its text, unless a tag says otherwise.
    static func quoted(_ text: String, tag: String?) -> DocumentNode.Value {
        guard let tag else { return .string(text) }
        return tagged(Array(text.utf8), tag: tag)
    }

    /// A value for a tag. Text that does not fit the tag, and tags outside the schema, give a string.
    private static func tagged(_ text: [UInt8], tag: String) -> DocumentNode.Value {
        let string = DocumentNode.Value.string(String(decoding: text, as: UTF8.self))
        guard tag.hasPrefix(tagPrefix) else { return string }
        let value = resolve(text)
        switch (tag.dropFirst(tagPrefix.count), value) {
        case ("null", .null), ("bool", .boolean), ("int", .integer), ("int", .number), ("float", .number): return value
        case ("float", .integer(let number)):
            return .number(Double(number), text: String(decoding: text, as: UTF8.self))
        default: return string
        }
    }

    /// The value of a text without quotes and tag.
    static func resolve(_ text: [UInt8]) -> DocumentNode.Value {
        guard let first = text.first else { return .null }
        let string = String(decoding: text, as: UTF8.self)
        switch first {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            return number(text, string) ?? .string(string)
        case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"), UInt8(ascii: "T"),
            UInt8(ascii: "f"), UInt8(ascii: "F"):
            return word(string)
        default: return .string(string)
        }
    }

    private static func word(_ text: String) -> DocumentNode.Value {
        switch text {
        case "~", "null", "Null", "NULL": .null
        case "true", "True", "TRUE": .boolean(true)
        case "false", "False", "FALSE": .boolean(false)
        default: .string(text)
        }
    }
}

// MARK: - Numbers

extension YAMLSchema {
    private static func number(_ text: [UInt8], _ string: String) -> DocumentNode.Value? {
        if text.first == UInt8(ascii: "0"), text.count > 2 {
            if text[1] == UInt8(ascii: "o") { return whole(string, digits: 2, radix: 8) }
            if text[1] == UInt8(ascii: "x") { return whole(string, digits: 2, radix: 16) }
        }
        switch string {
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .number(.infinity, text: string)
        case "-.inf", "-.Inf", "-.INF": return .number(-.infinity, text: string)
        case ".nan", ".NaN", ".NAN": return .number(.nan, text: string)
        default: break
        }
        guard let isWhole = isDecimal(text) else { return nil }
        if isWhole, let value = Int64(string) { return .integer(value) }
        return Double(string).map { .number($0, text: string) }
    }

    /// A whole number with a prefix that names its base.
    private static func whole(_ string: String, digits: Int, radix: Int) -> DocumentNode.Value? {
        let text = string.utf8.dropFirst(digits)
        guard text.allSatisfy({ HexadecimalDigit.value(of: $0).map { $0 < radix } ?? false }) else { return nil }
        if let value = Int64(Substring(text), radix: radix) { return .integer(value) }
        let value = text.reduce(0.0) { $0 * Double(radix) + Double(HexadecimalDigit.value(of: $1) ?? 0) }
        return .number(value, text: string)
    }

    /// Whether a decimal number is whole; absent if the text is none:
    /// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`.
    private static func isDecimal(_ text: [UInt8]) -> Bool? {
        var rest = text[...]
        skipSign(&rest)
        let whole = skipDigits(&rest)
        if rest.isEmpty { return whole > 0 ? true : nil }
        var fraction = 0
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            fraction = skipDigits(&rest)
        }
        guard whole + fraction > 0 else { return nil }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest.removeFirst()
            skipSign(&rest)
            guard skipDigits(&rest) > 0 else { return nil }
        }
        return rest.isEmpty ? false : nil
    }

    private static func skipSign(_ text: inout ArraySlice<UInt8>) {
        if text.first == UInt8(ascii: "+") || text.first == UInt8(ascii: "-") { text.removeFirst() }
    }

    private static func skipDigits(_ text: inout ArraySlice<UInt8>) -> Int {
        let digits = text.prefix(while: YAMLParser.isDigit).count
        text.removeFirst(digits)
        return digits
    }
}
