/// Writes keys and values of TOML 1.0.0.
package enum TOMLText {
    /// A value on one line: objects as inline tables.
    ///
    /// - Returns: The text, without a line break.
    /// - Throws: `edit/null` for a null, which TOML does not have.
    package static func encode(_ value: JSONValue) throws(Diagnostic) -> String {
        switch value {
        case .null:
            throw .error("edit/null", "a null, which TOML does not have", remedy: "leave the key out")
        case .boolean(let truth): return truth ? "true" : "false"
        case .integer(let number): return String(number)
        case .number(let number): return number.isFinite || number.isNaN ? String(number) : number < 0 ? "-inf" : "inf"
        case .string(let text): return JSONText.quote(text)
        case .array(let elements):
            var texts: [String] = []
            for element in elements { texts.append(try encode(element)) }
            return "[" + texts.joined(separator: ", ") + "]"
        case .object(let members):
            var texts: [String] = []
            for member in members { texts.append(try encode(member.value, forKeys: [member.key])) }
            return texts.isEmpty ? "{}" : "{ " + texts.joined(separator: ", ") + " }"
        }
    }

    /// `a.b = value` on one line.
    ///
    /// - Returns: The text, without a line break.
    /// - Throws: `edit/null` for a null.
    package static func encode(_ value: JSONValue, forKeys keys: [String]) throws(Diagnostic) -> String {
        key(keys) + " = " + (try encode(value))
    }

    /// A dotted key, each part in quotes where it needs them.
    package static func key(_ parts: [String]) -> String {
        parts.map { isBare($0) ? $0 : JSONText.quote($0) }.joined(separator: ".")
    }

    private static func isBare(_ part: String) -> Bool {
        !part.isEmpty
            && part.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}
