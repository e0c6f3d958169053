import Workspace

/// Compares nodes with the tagged JSON of toml-test: `{"type": "integer", "value": "1"}` for every scalar.
enum TOMLTaggedForm {
    /// Where `node` differs from the tagged form; absent where it does not.
    static func difference(_ node: DocumentNode, _ tagged: DocumentNode, at path: String = "") -> String? {
        if case .sequence(let elements) = node.value {
            guard elements.count == tagged.elements.count else { return "\(path): \(elements.count) elements" }
            return zip(elements, tagged.elements).enumerated().lazy.compactMap { index, pair in
                difference(pair.0, pair.1, at: "\(path)[\(index)]")
            }.first
        }
        if case .mapping(let members) = node.value {
            guard case .mapping(let expected) = tagged.value, members.count == expected.count else {
                return "\(path): \(members.count) members"
            }
            let values = Dictionary(expected.map { (Array($0.key.utf8), $0.value) }, uniquingKeysWith: { $1 })
            return members.lazy.compactMap { member in
                guard let value = values[Array(member.key.utf8)] else { return "\(path).\(member.key): not expected" }
                return difference(member.value, value, at: "\(path).\(member.key)")
            }.first
        }
        guard let type = tagged["type"]?.string, let value = tagged["value"]?.string else { return "\(path): a scalar" }
        return matches(node.value, type, value) ? nil : "\(path): \(node.value) instead of \(type) \(value)"
    }

    private static func matches(_ node: DocumentNode.Value, _ type: String, _ value: String) -> Bool {
        switch (node, type) {
        case (.string(let text), "string"): text.utf8.elementsEqual(value.utf8)
        case (.integer(let number), "integer"): String(number) == value
        case (.boolean(let truth), "bool"): String(truth) == value
        case (.number(let number, _), "float"): Double(value).map { $0.isNaN ? number.isNaN : $0 == number } ?? false
        case (.dateTime(let text, let kind), _): kind.rawValue == type && normalised(text) == normalised(value)
        default: false
        }
    }

    /// One spelling for `T`, `Z` and fractions of one date and time.
    private static func normalised(_ text: String) -> String {
        var result = ""
        var fraction: String?
        func close() {
            guard var digits = fraction else { return }
            while digits.last == "0" { digits.removeLast() }
            if digits != "." { result += digits }
            fraction = nil
        }
        for character in text.uppercased() {
            if character == "." {
                fraction = "."
            } else if fraction != nil, character.isNumber {
                fraction?.append(character)
            } else {
                close()
                result.append(character == " " ? "T" : character)
            }
        }
        close()
        return result
    }
}
