/// Cuts the tokens of a language with braces into statements, in one pass and without recursion.
///
/// In JavaScript a statement ends at `;`, or at a line break where the next line cannot continue it (ECMA-262,
/// "Automatic Semicolon Insertion"); in Go after the tokens that the specification lists under "Semicolons".
struct StatementReader {
    private struct Frame {
        let opener: Int
        let isBlock: Bool
        /// The statement around the block.
        let parent: Int?
        /// The statement that is open in the block.
        var current: Int?
    }

    private let tokens: SourceTokens
    private var statements: [SourceStatement] = []
    private var owners: [Int32] = []
    private var frames: [Frame] = [Frame(opener: -1, isBlock: true, parent: nil, current: nil)]

    /// The statements of a file.
    static func statements(of tokens: SourceTokens) -> SourceStatements {
        var reader = StatementReader(tokens)
        reader.run()
        return SourceStatements(reader.statements, owners: reader.owners)
    }

    private init(_ tokens: SourceTokens) {
        self.tokens = tokens
        owners = Array(repeating: -1, count: tokens.count)
    }

    private mutating func run() {
        for index in 0..<tokens.count {
            let partner = tokens.partner(of: index)
            if let partner, partner < index, frames.count > 1, frames[frames.count - 1].opener == partner {
                endStatement(at: index)
                frames.removeLast()
            }
            // A bracket that closes belongs to the statement that opened it, wherever it stands.
            let isCloser = (partner ?? index) < index
            if frames[frames.count - 1].isBlock, !isCloser { cut(before: index) }
            let frame = frames[frames.count - 1]
            let owner = frame.current ?? frame.parent
            owners[index] = Int32(owner ?? -1)
            if frame.isBlock, tokens.isSymbol(index, ";") { endStatement(at: index + 1) }
            if let partner, partner > index {
                frames.append(Frame(opener: index, isBlock: opensBlock(index), parent: owner, current: nil))
            }
        }
        while !frames.isEmpty {
            endStatement(at: tokens.count)
            frames.removeLast()
        }
    }

    private mutating func cut(before index: Int) {
        let top = frames.count - 1
        if let current = frames[top].current {
            guard splits(before: index, statements[current].tokens.lowerBound) else { return }
            endStatement(at: index)
        }
        guard !tokens.isSymbol(index, ";"), !tokens.isSymbol(index, ","), let token = tokens.token(index) else {
            return
        }
        frames[top].current = statements.count
        statements.append(
            SourceStatement(
                tokens: index..<index + 1, range: token.range, line: tokens.line(index), parent: frames[top].parent,
                block: frames[top].opener >= 0 ? frames[top].opener : nil))
    }

    private mutating func endStatement(at end: Int) {
        let top = frames.count - 1
        guard let current = frames[top].current else { return }
        let indices = statements[current].tokens.lowerBound..<max(end, statements[current].tokens.lowerBound + 1)
        statements[current].tokens = indices
        statements[current].range = tokens.range(indices)
        frames[top].current = nil
    }

    private func opensBlock(_ index: Int) -> Bool {
        if tokens.isSymbol(index, "{") { return true }
        return tokens.language == .go && tokens.isSymbol(index, "(") && tokens.isName(index - 1, in: Self.groupWords)
    }

    private func splits(before index: Int, _ first: Int) -> Bool {
        tokens.language == .go ? splitsGo(before: index) : splitsJavaScript(before: index, first)
    }

    /// Words of Go before a group of specifications in round brackets.
    private static let groupWords: Set<String> = ["import", "var", "const", "type"]
    /// Words of Go that cannot end a statement.
    private static let openGoWords: Set<String> = [
        "if", "for", "switch", "select", "func", "go", "defer", "case", "var", "const", "type", "import", "range",
        "package", "struct", "interface", "map", "chan", "goto", "default", "else",
    ]

    private func splitsGo(before index: Int) -> Bool {
        guard tokens.startsLine(index) else { return false }
        switch tokens.kind(index - 1) {
        case .name:
            return !tokens.isName(index - 1, in: Self.openGoWords)
        case .symbol:
            return isEndSymbol(index - 1)
        default: return true
        }
    }

    /// Words that open a statement whose block ends it.
    private static let blockWords: Set<String> = [
        "function", "class", "if", "for", "while", "switch", "try", "interface", "enum", "namespace", "async",
        "abstract",
        "declare",
    ]
    /// Words that continue what is before them.
    private static let continuingWords: Set<String> = [
        "in", "of", "instanceof", "as", "satisfies", "else", "catch", "finally", "extends", "implements",
    ]
    /// Words that cannot end a statement.
    private static let openWords: Set<String> = [
        "const", "let", "var", "new", "typeof", "instanceof", "in", "delete", "void", "extends", "else", "do", "import",
        "export", "default", "function", "class", "await", "case",
    ]
    /// Words that start a statement wherever they start a line.
    private static let startingWords: Set<String> = [
        "const", "let", "var", "if", "for", "return", "import", "export", "switch", "try", "throw",
    ]

    private func splitsJavaScript(before index: Int, _ first: Int) -> Bool {
        let endsBlock = tokens.isSymbol(index - 1, "}") && opensBlockStatement(first)
        guard endsBlock || tokens.startsLine(index) else { return false }
        if tokens.isName(index) {
            if tokens.isName(index, in: Self.continuingWords) { return false }
            if tokens.isName(index, "while"), tokens.isName(first, "do") { return false }
        } else if tokens.kind(index) == .symbol, !endsBlock, !startsStatement(index) {
            return false
        } else if tokens.kind(index) == .templateHead {
            return endsBlock
        }
        // `while (…)` after `do` is no header but the end.
        let endsLoop = tokens.isName(first, "do") && tokens.isSymbol(index - 1, ")")
        return endsBlock || endsLoop || endsExpression(index - 1, before: index)
    }

    private func opensBlockStatement(_ first: Int) -> Bool {
        var index = first
        if tokens.isName(index, "export") { index += 1 }
        if tokens.isName(index, "default") { index += 1 }
        return tokens.isName(index, in: Self.blockWords)
    }

    private func startsStatement(_ index: Int) -> Bool {
        guard let token = tokens.token(index) else { return false }
        switch tokens.text.bytes[token.start] {
        case UInt8(ascii: "!"): return !tokens.isSymbol(index, "!=") && !tokens.isSymbol(index, "!==")
        case UInt8(ascii: "~"), UInt8(ascii: "@"): return true
        default: return tokens.isSymbol(index, "++") || tokens.isSymbol(index, "--")
        }
    }

    private func endsExpression(_ index: Int, before next: Int) -> Bool {
        switch tokens.kind(index) {
        case .name: return !tokens.isName(index, in: Self.openWords) || tokens.isSymbol(index - 1, ".")
        case .symbol:
            if tokens.isSymbol(index, ")") { return !closesHeader(index) }
            if isEndSymbol(index) { return true }
            if tokens.token(index)?.flags.contains(.closesElement) == true { return true }
            // `>` and `!` also end a type and a non-null assertion.
            return (tokens.isSymbol(index, ">") || tokens.isSymbol(index, "!"))
                && tokens.isName(next, in: Self.startingWords)
        case .templateHead, .templateMiddle: return false
        default: return true
        }
    }

    /// `)`, `]`, `}`, `++` and `--` can end an expression.
    private func isEndSymbol(_ index: Int) -> Bool {
        guard let token = tokens.token(index) else { return false }
        switch tokens.text.bytes[token.start] {
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): return true
        case UInt8(ascii: "+"): return tokens.isSymbol(index, "++")
        case UInt8(ascii: "-"): return tokens.isSymbol(index, "--")
        default: return false
        }
    }

    private func closesHeader(_ index: Int) -> Bool {
        guard let opener = tokens.partner(of: index) else { return false }
        return tokens.isName(opener - 1, "if") || tokens.isName(opener - 1, "for")
            || tokens.isName(opener - 1, "while") || tokens.isName(opener - 2, "for")
    }
}
