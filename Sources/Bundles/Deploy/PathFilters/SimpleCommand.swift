/// The words of a simple shell command.
enum SimpleCommand {
    /// Splits a command the way a POSIX shell does (pubs.opengroup.org, "Shell Command Language", 2.2).
    ///
    /// - Returns: The words with their quotes removed; `$NAME` in double quotes stays as it is. Nil for anything that is
    ///   more than one command: operators, redirections, substitutions.
    static func words(of command: String) -> [String]? {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var isEscaped = false
        for character in command {
            if isEscaped {
                word = (word ?? "") + String(character)
                isEscaped = false
            } else if character == "\\", quote != "'" {
                isEscaped = true
            } else if let open = quote {
                if character == open { quote = nil } else { word = (word ?? "") + String(character) }
                if open == "\"", character == "`" { return nil }
            } else if character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if character == " " || character == "\t" {
                if let word { words.append(word) }
                word = nil
            } else if "|&;<>()`\n".contains(character) || (character == "#" && word == nil) {
                return nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        guard quote == nil, !isEscaped else { return nil }
        if let word { words.append(word) }
        return words
    }
}
