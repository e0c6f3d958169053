/// The directives of `go.mod` and `go.work`, single or in parentheses (go.dev/ref/mod).
package struct GoDirectives: Sendable {
    /// One directive.
    package struct Directive: Sendable, Hashable {
        /// Its keyword, such as `require`.
        package var keyword: String
        /// Its words, quotes taken off.
        package var words: [String]
        /// Whether it ends in `// indirect`.
        package var isIndirect: Bool
        /// Where it stands.
        package var place: FilePlace
    }

    /// All directives in the order of the file.
    package let all: [Directive]

    /// Reads a file. What is no directive is passed over.
    package init(_ bytes: [UInt8], path: String) {
        var directives: [Directive] = []
        var block: String?
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let text = String(decoding: line, as: UTF8.self)
            let comment = text.indices.first { text[$0...].hasPrefix("//") }
            var words = text[..<(comment ?? text.endIndex)].split(whereSeparator: \.isWhitespace).map(Self.unquoted)
            guard let first = words.first else { continue }
            if first == ")" {
                block = nil
                continue
            }
            if block == nil, words.count == 2, words[1] == "(" {
                block = first
                continue
            }
            let keyword = block ?? words.removeFirst()
            guard !words.isEmpty else { continue }
            let isIndirect = comment.map { text[$0...].contains("indirect") } ?? false
            directives.append(
                Directive(
                    keyword: keyword, words: words, isIndirect: isIndirect, place: FilePlace(path, line: index + 1)))
        }
        all = directives
    }

    /// The directives of a keyword.
    package func of(_ keyword: String) -> [Directive] {
        all.filter { $0.keyword == keyword }
    }

    private static func unquoted(_ word: Substring) -> String {
        guard word.count >= 2, let first = word.first, first == word.last, first == "\"" || first == "`" else {
            return String(word)
        }
        return String(word.dropFirst().dropLast())
    }
}
