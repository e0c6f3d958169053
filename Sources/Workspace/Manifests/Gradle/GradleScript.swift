/// The tokens of a Gradle script in Groovy or Kotlin with what both have in common: calls with and without brackets, and
/// strings that hold `$name`.
struct GradleScript {
    /// The tokens.
    let tokens: SourceTokens
    /// Path of the file, relative to the root.
    let path: String

    /// Reads a script; nil where there is none. Groovy's strings, comments and brackets are close enough to those of
    /// TypeScript for its lexer.
    init?(_ path: String, in manifests: ManifestStore) {
        guard let tokens = manifests.tokens(path, path.hasSuffix(".kts") ? .kotlin : .typeScript) else { return nil }
        self.tokens = tokens
        self.path = path
    }

    /// The place of a token.
    func place(_ index: Int) -> FilePlace { FilePlace(path, line: tokens.line(index)) }

    /// The text of a string that starts at a token, substitutions as they are written, and the index after it.
    func text(at index: Int) -> (text: String, next: Int)? {
        guard let token = tokens.token(index) else { return nil }
        if token.kind == .string {
            return (tokens.text.string(in: token.content), index + 1)
        }
        guard token.kind == .templateHead else { return nil }
        var end = index + 1
        while let next = tokens.token(end), next.kind != .templateTail { end += 1 }
        guard let tail = tokens.token(end) else { return nil }
        let from = token.start + Int(token.prefix)
        return (tokens.text.string(in: from..<max(from, tail.end - Int(tail.suffix))), end + 1)
    }

    /// All strings among some tokens.
    func strings(in range: Range<Int>) -> [(text: String, token: Int)] {
        var found: [(text: String, token: Int)] = []
        var index = range.lowerBound
        while index < range.upperBound {
            if let (text, next) = text(at: index) {
                found.append((text, index))
                index = max(next, index + 1)
            } else {
                index += 1
            }
        }
        return found
    }

    /// The tokens of the arguments of the call whose name is at an index: between its brackets, or up to the end of the
    /// line, further where a comma or an open bracket ends one.
    func arguments(ofCallAt name: Int) -> Range<Int> {
        let first = name + 1
        if tokens.isSymbol(first, "("), let closer = tokens.partner(of: first) { return first + 1..<closer }
        var end = first
        while end < tokens.count {
            if tokens.startsLine(end), end > first, !tokens.isSymbol(end - 1, ",") { break }
            if end == first, tokens.startsLine(end) { break }
            if tokens.isSymbol(end, "}") || tokens.isSymbol(end, ";") { break }
            end = tokens.next(end)
        }
        return first..<min(end, tokens.count)
    }

    /// Whether a name starts a statement.
    func startsStatement(_ index: Int) -> Bool {
        if tokens.isSymbol(index - 1, ".") { return false }
        return tokens.startsLine(index) || tokens.isSymbol(index - 1, "{") || tokens.isSymbol(index - 1, ";")
            || tokens.isSymbol(index - 1, "->") || tokens.isSymbol(index - 1, ")") || tokens.isSymbol(index - 1, "}")
    }
}
