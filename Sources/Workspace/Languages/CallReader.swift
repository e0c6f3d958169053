extension SourceTokens {
    /// The most parts of a callee that are followed back, so that a file that is one long chain stays linear.
    private static let maximumParts = 24

    /// Names before a bracket that make no call.
    private static let keywords: Set<String> = [
        "if", "for", "while", "switch", "catch", "return", "function", "func", "fn", "def", "in", "and", "or", "not",
        "elif", "with", "match", "await", "typeof", "else", "yield", "lambda", "del", "assert", "is", "case",
        "throw", "raise", "import", "from", "class", "void", "delete", "guard", "when", "var", "const",
    ]

    /// Every call with brackets, in the order of the opening brackets.
    ///
    /// A definition such as `def f(x)` or `function f(x)` is none.
    package func calls() -> [CallSite] {
        var sites: [CallSite] = []
        for (index, token) in tokens.enumerated()
        where token.kind == .symbol && text.bytes[token.start] == UInt8(ascii: "(") {
            if let site = call(at: index) { sites.append(site) }
        }
        return sites
    }

    /// The call whose arguments start at a bracket.
    package func call(at opener: Int) -> CallSite? {
        guard let closer = partner(of: opener), closer > opener else { return nil }
        let last = nameBefore(opener)
        guard isName(last), !isDefinition(last) else { return nil }
        if !isSelector(last - 1), isName(last, in: Self.keywords) { return nil }
        let (start, callee) = calleePath(endingAt: last)
        return CallSite(
            callee: callee, isConstruction: isName(start - 1, "new"),
            arguments: elements(of: opener).map(argument), tokens: start..<closer + 1, opener: opener,
            range: range(start..<closer + 1), line: line(last))
    }

    /// An argument from the tokens between two commas.
    func argument(_ indices: Range<Int>) -> CallArgument {
        var value = indices
        var name: String?
        let separator = language == .python || language == .kotlin || language == .php ? "=" : ":"
        let isNamed =
            isSymbol(indices.lowerBound + 1, separator)
            || (!language.isJavaScript && isSymbol(indices.lowerBound + 1, ":"))
        if isName(indices.lowerBound), isNamed, indices.count > 2, !language.isJavaScript {
            name = spelling(indices.lowerBound)
            value = indices.lowerBound + 2..<indices.upperBound
        }
        return CallArgument(
            name: name, range: range(indices), tokens: value, value: range(value), stringValue: stringValue(value))
    }

    /// The index of the name before a bracket, over type arguments as in `f<T>(x)` and `f::<T>(x)`.
    private func nameBefore(_ opener: Int) -> Int {
        var index = opener - 1
        if isSymbol(index, "!") || isSymbol(index, "?.") { index -= 1 }
        guard isSymbol(index, ">"), language != .python else { return index }
        var depth = 0
        let limit = max(0, index - 32)
        while index > limit {
            if isSymbol(index, ">") { depth += 1 }
            if isSymbol(index, "<") { depth -= 1 }
            index -= 1
            if depth == 0 { break }
        }
        return isSymbol(index, "::") ? index - 1 : index
    }

    private func isDefinition(_ name: Int) -> Bool {
        switch language {
        case .python: isName(name - 1, "def") || isName(name - 1, "class")
        case .go, .swift: isName(name - 1, "func")
        case .rust: isName(name - 1, "fn")
        case .kotlin: isName(name - 1, "fun")
        case .ruby, .elixir: isName(name - 1, "def") || isName(name - 1, "defp")
        default: isName(name - 1, "function") || (isSymbol(name - 1, "*") && isName(name - 2, "function"))
        }
    }

    /// Whether a symbol joins two parts of a path.
    private func isSelector(_ index: Int) -> Bool {
        isSymbol(index, ".") || isSymbol(index, "::") || isSymbol(index, "->") || isSymbol(index, "?.")
            || isSymbol(index, "&.")
    }

    /// The first token and the text of a path that ends at a name.
    func calleePath(endingAt last: Int) -> (start: Int, path: String) {
        var parts: [String] = [spelling(last)]
        var start = last
        while isSelector(start - 1), start >= 2 {
            if parts.count >= Self.maximumParts { return (start, "." + parts.reversed().joined(separator: ".")) }
            var index = start - 2
            if isSymbol(index, "!") { index -= 1 }
            if isName(index) || kind(index) == .number {
                parts.append(spelling(index))
            } else if let opener = partner(of: index), opener < index, kind(index) == .symbol {
                let isCall = isSymbol(opener, "(")
                index = isCall ? nameBefore(opener) : opener - 1
                guard isName(index) else { return (opener, "()." + parts.reversed().joined(separator: ".")) }
                parts.append(spelling(index) + (isCall ? "()" : "[]"))
            } else {
                return (start, "." + parts.reversed().joined(separator: "."))
            }
            start = index
        }
        return (start, parts.reversed().joined(separator: "."))
    }
}
