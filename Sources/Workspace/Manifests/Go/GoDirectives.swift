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
            let comment = Self.comment(of: line)
            var words = line[..<(comment ?? line.endIndex)].split(whereSeparator: { $0 <= UInt8(ascii: " ") })
                .map(Self.unquoted)
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
            let isIndirect = comment.map { Self.saysIndirect(line[$0...]) } ?? false
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

    /// Where `//` begins in a line.
    private static func comment(of line: ArraySlice<UInt8>) -> Int? {
        let slash = UInt8(ascii: "/")
        return line.indices.dropLast().first { line[$0] == slash && line[$0 + 1] == slash }
    }

    private static func saysIndirect(_ comment: ArraySlice<UInt8>) -> Bool {
        comment.indices.contains { comment[$0] == UInt8(ascii: "i") && comment[$0...].starts(with: "indirect".utf8) }
    }

    private static func unquoted(_ word: ArraySlice<UInt8>) -> String {
        let quotes: [UInt8] = [UInt8(ascii: "\""), UInt8(ascii: "`")]
        guard word.count >= 2, let first = word.first, first == word.last, quotes.contains(first) else {
            return String(decoding: word, as: UTF8.self)
        }
        return String(decoding: word.dropFirst().dropLast(), as: UTF8.self)
    }
}
