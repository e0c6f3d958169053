/// The options and operands of a command (pubs.opengroup.org, "Utility Conventions", with long options).
struct CommandOptions: Sendable {
    /// Everything behind the program and its subcommand.
    let words: [String]

    /// Reads what stands behind some words of a command.
    init(_ words: some Sequence<String>) { self.words = Array(words) }

    /// The value of an option: `--name value`, `--name=value`, `-n value`.
    func value(_ names: String...) -> String? { values(names).first }

    /// All values of an option that may be repeated.
    func values(_ names: [String]) -> [String] {
        var found: [String] = []
        for (index, word) in words.enumerated() {
            if names.contains(word) {
                if words.indices.contains(index + 1) { found.append(words[index + 1]) }
            } else if let equals = word.firstIndex(of: "="), names.contains(String(word[..<equals])) {
                found.append(String(word[word.index(after: equals)...]))
            }
        }
        return found
    }

    /// Whether an option stands there, with or without a value.
    func has(_ names: String...) -> Bool {
        words.contains { word in names.contains { word == $0 || word.hasPrefix($0 + "=") } }
    }

    /// What is neither an option nor the value of one of those that are known to take one.
    func operands(except valued: Set<String>) -> [String] {
        var found: [String] = []
        var isValue = false
        for word in words {
            if isValue {
                isValue = false
            } else if word.hasPrefix("-"), word != "-" {
                isValue = valued.contains(word)
            } else {
                found.append(word)
            }
        }
        return found
    }
}
