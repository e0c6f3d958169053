/// The tokens of one file with their brackets paired; the base of all readers.
///
/// Each question takes a token index and answers `false` or nothing for an index that does not exist.
package struct SourceTokens: Sendable {
    /// The file.
    package let text: SourceText
    /// Its language.
    package let language: SourceLanguage
    /// Its tokens in order, without comments.
    package let tokens: [SourceToken]
    /// The ranges of its comments, with their marks.
    package let comments: [Range<Int>]
    /// For each token the index of the bracket that it pairs with, or -1.
    let partners: [Int32]

    /// Splits a file into tokens with the lexer of its language.
    package init(_ bytes: [UInt8], _ language: SourceLanguage) {
        let text = SourceText(bytes)
        switch language {
        case .python: self = PythonLexer.tokens(of: text)
        case .javaScript, .typeScript, .tsx: self = JavaScriptLexer.tokens(of: text, language)
        default: self = CLikeLexer.tokens(of: text, language)
        }
    }

    /// Takes what a lexer made.
    init(
        text: SourceText, language: SourceLanguage, tokens: [SourceToken], comments: [Range<Int>], partners: [Int32]
    ) {
        self.text = text
        self.language = language
        self.tokens = tokens
        self.comments = comments
        self.partners = partners
    }

    /// The number of tokens.
    package var count: Int { tokens.count }

    /// The token at an index, if there is one.
    package func token(_ index: Int) -> SourceToken? { tokens.indices.contains(index) ? tokens[index] : nil }

    /// The kind of a token.
    package func kind(_ index: Int) -> SourceToken.Kind? { token(index)?.kind }

    /// The text of a token as it is written; empty for an index that does not exist.
    package func spelling(_ index: Int) -> String { token(index).map { text.string(in: $0.range) } ?? "" }

    /// Whether a token is a name.
    package func isName(_ index: Int) -> Bool { kind(index) == .name }

    /// Whether a token is this name.
    package func isName(_ index: Int, _ word: String) -> Bool { kind(index) == .name && isSpelled(index, word) }

    /// Whether a token is one of these names, of which none may be longer than 24 bytes.
    package func isName(_ index: Int, in words: Set<String>) -> Bool {
        guard let token = token(index), token.kind == .name, token.end - token.start <= 24 else { return false }
        return words.contains(spelling(index))
    }

    /// Whether a token is this operator or bracket.
    package func isSymbol(_ index: Int, _ symbol: String) -> Bool { kind(index) == .symbol && isSpelled(index, symbol) }

    /// The index of the bracket that pairs with the bracket at an index.
    package func partner(of index: Int) -> Int? {
        partners.indices.contains(index) && partners[index] >= 0 ? Int(partners[index]) : nil
    }

    /// The 1-based line on which a token starts; 1 for an index that does not exist.
    package func line(_ index: Int) -> Int { token(index).map { text.line(of: $0.start) } ?? 1 }

    /// The bytes from the first to the last of some tokens; an empty range at the next token for none.
    package func range(_ indices: Range<Int>) -> Range<Int> {
        guard let first = token(indices.lowerBound) else { return text.count..<text.count }
        guard let last = token(indices.upperBound - 1), last.end >= first.start else {
            return first.start..<first.start
        }
        return first.start..<last.end
    }

    /// Whether there is a line break between a token and the one before it; `true` for the first.
    package func startsLine(_ index: Int) -> Bool {
        guard let current = token(index), let previous = token(index - 1) else { return true }
        return text.bytes[previous.end..<max(previous.end, current.start)].contains(UInt8(ascii: "\n"))
    }

    /// The decoded value of a string without substitutions.
    package func stringValue(_ index: Int) -> String? {
        guard let token = token(index), token.kind == .string, !token.flags.contains(.unterminated) else { return nil }
        // `{{` in an f-string stands for one brace; whoever looks for a plain value does not want to guess.
        let isFormatted = language == .python && token.flags.contains(.interpolated)
        if isFormatted, text.bytes[token.content].contains(UInt8(ascii: "{")) { return nil }
        return StringLiteral.value(of: token, in: text.bytes, language)
    }

    /// The decoded value of tokens that are one string, or several side by side where the language joins those.
    package func stringValue(_ indices: Range<Int>) -> String? {
        guard !indices.isEmpty, indices.count == 1 || language == .python else { return nil }
        var joined = ""
        for index in indices {
            guard let value = stringValue(index) else { return nil }
            joined += value
        }
        return joined
    }

    /// The token indices between a bracket and its partner, cut at the commas that are in no inner bracket.
    package func elements(of opener: Int) -> [Range<Int>] {
        guard let closer = partner(of: opener), closer > opener else { return [] }
        return elements(in: opener + 1..<closer)
    }

    /// Token indices cut at the commas that are in no inner bracket; empty parts are left out.
    package func elements(in indices: Range<Int>) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = indices.lowerBound
        var index = start
        while index < indices.upperBound {
            if isSymbol(index, ",") {
                if index > start { parts.append(start..<index) }
                start = index + 1
            }
            index = next(index)
        }
        if indices.upperBound > start { parts.append(start..<indices.upperBound) }
        return parts
    }

    /// The index after a token, or after the partner of an opening bracket.
    package func next(_ index: Int) -> Int {
        guard let partner = partner(of: index), partner > index else { return index + 1 }
        return partner + 1
    }

    /// The index of the first such symbol in a range that is in no inner bracket.
    package func firstIndex(ofSymbol symbol: String, in indices: Range<Int>) -> Int? {
        var index = indices.lowerBound
        while index < indices.upperBound {
            if isSymbol(index, symbol) { return index }
            index = next(index)
        }
        return nil
    }

    private func isSpelled(_ index: Int, _ word: String) -> Bool {
        let token = tokens[index]
        let letters = word.utf8
        guard token.end - token.start == letters.count, letters.first == text.bytes[token.start] else { return false }
        var offset = token.start
        for letter in letters {
            if text.bytes[offset] != letter { return false }
            offset += 1
        }
        return true
    }
}
