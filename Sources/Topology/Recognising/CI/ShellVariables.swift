/// Puts the values of variables into a text.
enum ShellVariables {
    /// A text with `$NAME`, `${NAME}` and `${NAME:-default}` replaced where a value is known.
    ///
    /// - Parameters:
    ///   - text: Any text.
    ///   - value: The value of a name; nil where it is not known.
    /// - Returns: The text; a reference without a value and without a default stays as it is.
    static func expand(_ text: String, _ value: (String) -> String?) -> String {
        var result = ""
        var rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[dollar...]
            guard let reference = reference(at: rest) else {
                result.append("$")
                rest = rest.dropFirst()
                continue
            }
            result += value(reference.name) ?? reference.standard ?? String(rest[..<reference.end])
            rest = rest[reference.end...]
        }
        return result + rest
    }

    /// Whether a byte may stand in the name of a variable.
    static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static func reference(
        at text: Substring
    ) -> (name: String, standard: String?, end: Substring.Index)? {
        let afterDollar = text.index(after: text.startIndex)
        guard text[afterDollar...].first == "{" else {
            let name = text[afterDollar...].prefix { $0.utf8.allSatisfy(isNameByte) }
            // `$12` is the first argument and a 2.
            let length = name.first?.isNumber == true ? name.prefix(1) : name
            return length.isEmpty ? nil : (String(length), nil, length.endIndex)
        }
        guard let close = text.firstIndex(of: "}") else { return nil }
        let inner = text[text.index(after: afterDollar)..<close]
        let name = inner.prefix { $0.utf8.allSatisfy(isNameByte) }
        guard !name.isEmpty else { return nil }
        var rule = inner[name.endIndex...]
        if rule.first == ":" { rule = rule.dropFirst() }
        guard rule.isEmpty || rule.first == "-" || rule.first == "?" else { return nil }
        return (String(name), rule.first == "-" ? String(rule.dropFirst()) : nil, text.index(after: close))
    }
}
