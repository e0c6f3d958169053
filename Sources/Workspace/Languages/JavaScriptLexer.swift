/// Splits JavaScript, TypeScript and JSX into tokens: template literals with the code inside, regular expressions,
/// elements.
///
/// After ECMA-262, chapter 12 "Lexical Grammar" (tc39.es), and the JSX specification (facebook.github.io/jsx).
/// Whether `/` starts a regular expression is decided by the token before it. Tolerant: an unterminated string ends at
/// its line, an unknown byte is a symbol.
struct JavaScriptLexer {
    /// What the bytes at hand are part of.
    enum Mode {
        /// Code between braces.
        case braces
        /// Code between `${` and `}` of a template literal.
        case substitution
        /// Code between braces in an element.
        case expression
        /// A tag, from `<` to `>`.
        case tag(isClosing: Bool)
        /// What is between the tags of an element.
        case children
    }

    /// The file.
    let bytes: [UInt8]
    /// The number of its bytes.
    let end: Int
    /// Whether `<` may open an element.
    let hasElements: Bool
    /// Whether it is TypeScript with elements, where `<T,>` is a list of type parameters.
    let isTSX: Bool
    /// The offset of the next byte.
    var index = 0
    /// The tokens so far.
    var builder: TokenBuilder
    /// What the bytes at hand are part of, innermost last; empty for code outside of braces.
    var modes: [Mode] = []
    /// Before this offset no regular expression can end: one was tried on this line and found no end.
    private var noRegularExpressionBefore = 0

    /// The tokens of a file in one of the three forms of JavaScript.
    static func tokens(of text: SourceText, _ language: SourceLanguage) -> SourceTokens {
        var lexer = JavaScriptLexer(text, language)
        lexer.run()
        return lexer.builder.finish(text, language)
    }

    private init(_ text: SourceText, _ language: SourceLanguage) {
        bytes = text.bytes
        end = min(bytes.count, SourceText.maximumLength)
        builder = TokenBuilder(length: end)
        hasElements = language != .typeScript
        isTSX = language == .tsx
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
        if bytes[min(index, bytes.count)...].starts(with: "#!".utf8) { skipLineComment() }
    }

    private mutating func run() {
        while index < end {
            switch modes.last {
            case .children: children()
            case .tag(let isClosing): tag(isClosing: isClosing)
            default: code()
            }
        }
    }

    private mutating func code() {
        let byte = bytes[index]
        switch byte {
        case 0...UInt8(ascii: " "): index += 1
        case UInt8(ascii: "\""), UInt8(ascii: "'"): string(byte, hasEscapes: true)
        case UInt8(ascii: "`"):
            let start = index
            index += 1
            template(from: start, isFirst: true)
        case UInt8(ascii: "/"): slash()
        case UInt8(ascii: "{"):
            modes.append(.braces)
            symbol(byte)
        case UInt8(ascii: "}"): closingBrace()
        case UInt8(ascii: "<") where startsElement(): openTag()
        case UInt8(ascii: "#") where index + 1 < end && ByteClass.startsName(bytes[index + 1]): name()
        case UInt8(ascii: "$"): name()
        case _ where ByteClass.startsName(byte): name()
        case _ where ByteClass.isDigit(byte): number()
        case UInt8(ascii: ".") where index + 1 < end && ByteClass.isDigit(bytes[index + 1]): number()
        default: symbol(byte)
        }
    }

    private mutating func name() {
        let start = index
        index += 1
        while index < end, ByteClass.continuesName(bytes[index]) || bytes[index] == UInt8(ascii: "$") { index += 1 }
        builder.add(.name, start..<index)
    }

    private mutating func number() {
        let start = index
        index = ByteClass.endOfNumber(bytes, start, end)
        builder.add(.number, start..<index)
    }

    /// Takes a symbol of one byte, or of more where the language has one.
    mutating func symbol(_ byte: UInt8) {
        let start = index
        index += ByteClass.operatorLength(bytes, start, end)
        builder.addSymbol(start..<index, first: byte)
    }

    private mutating func closingBrace() {
        if case .substitution = modes.last {
            modes.removeLast()
            let start = index
            index += 1
            return template(from: start, isFirst: false)
        }
        if !modes.isEmpty { modes.removeLast() }
        symbol(UInt8(ascii: "}"))
    }

    /// Takes a string up to its closing quote or the end of the line.
    mutating func string(_ quote: UInt8, hasEscapes: Bool) {
        let start = index
        index += 1
        while index < end {
            let byte = bytes[index]
            if byte == quote {
                index += 1
                return builder.add(.string, start..<index, prefix: 1, suffix: 1, flags: hasEscapes ? [] : .raw)
            }
            if byte == UInt8(ascii: "\n"), hasEscapes { break }
            if byte == UInt8(ascii: "\\"), hasEscapes {
                index += 1
                if index + 1 < end, bytes[index] == UInt8(ascii: "\r") { index += 1 }
            }
            index += 1
        }
        index = min(index, end)
        builder.add(.string, start..<index, prefix: 1, flags: .unterminated)
    }

    private mutating func template(from start: Int, isFirst: Bool) {
        while index < end {
            let byte = bytes[index]
            if byte == UInt8(ascii: "`") {
                index += 1
                builder.add(
                    isFirst ? .string : .templateTail, start..<index, prefix: 1, suffix: 1, flags: .interpolated)
                if !isFirst { builder.close(0) }
                return
            }
            if byte == UInt8(ascii: "$"), index + 1 < end, bytes[index + 1] == UInt8(ascii: "{") {
                index += 2
                builder.add(
                    isFirst ? .templateHead : .templateMiddle, start..<index, prefix: 1, suffix: 2,
                    flags: .interpolated)
                if isFirst { builder.open(0) }
                return modes.append(.substitution)
            }
            index += byte == UInt8(ascii: "\\") ? 2 : 1
        }
        index = end
        builder.add(isFirst ? .string : .templateTail, start..<index, prefix: 1, flags: [.interpolated, .unterminated])
        if !isFirst { builder.close(0) }
    }
}

// MARK: - Slashes

extension JavaScriptLexer {
    private static let wordsBeforeExpression: Set<String> = [
        "return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "instanceof", "else", "do", "yield",
        "await", "default", "extends",
    ]

    private mutating func slash() {
        let second = index + 1 < end ? bytes[index + 1] : 0
        if second == UInt8(ascii: "/") { return skipLineComment() }
        if second == UInt8(ascii: "*") { return skipBlockComment() }
        if startsExpression(), let close = regularExpressionEnd() {
            builder.add(.regularExpression, index..<close)
            index = close
        } else {
            symbol(UInt8(ascii: "/"))
        }
    }

    /// Skips `// ...`.
    mutating func skipLineComment() {
        let start = index
        while index < end, bytes[index] != UInt8(ascii: "\n") { index += 1 }
        let isReturn = index > start && bytes[index - 1] == UInt8(ascii: "\r")
        builder.addComment(start..<(isReturn ? index - 1 : index))
    }

    /// Skips `/* ... */`.
    mutating func skipBlockComment() {
        let start = index
        index += 2
        while index < end {
            if bytes[index] == UInt8(ascii: "*"), index + 1 < end, bytes[index + 1] == UInt8(ascii: "/") {
                index += 2
                return builder.addComment(start..<index)
            }
            index += 1
        }
        index = end
        builder.addComment(start..<index)
    }

    /// Whether an expression, and no operator, has to follow the last token.
    func startsExpression() -> Bool {
        guard let last = builder.last else { return true }
        switch last.kind {
        case .name:
            guard last.end - last.start <= 10 else { return false }
            return Self.wordsBeforeExpression.contains(String(decoding: bytes[last.range], as: UTF8.self))
        case .number, .string, .regularExpression, .templateTail: return false
        case .templateHead, .templateMiddle, .markup, .newline: return true
        case .symbol: return startsExpression(after: last)
        }
    }

    private func startsExpression(after symbol: SourceToken) -> Bool {
        switch bytes[symbol.start] {
        case UInt8(ascii: ")"): return closesHeader()
        case UInt8(ascii: "]"): return false
        // The end of a block, if a new line follows; otherwise the end of an object.
        case UInt8(ascii: "}"): return bytes[symbol.end..<index].contains(UInt8(ascii: "\n"))
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            return symbol.end - symbol.start == 1 || bytes[symbol.start + 1] == UInt8(ascii: "=")
        default: return !symbol.flags.contains(.closesElement)
        }
    }

    /// Whether the bracket that was closed last is that of `if (…)`, `while (…)`, `for (…)` or `with (…)`.
    private func closesHeader() -> Bool {
        guard let opener = builder.partner(of: builder.tokens.count - 1), opener > 0 else { return false }
        let word = builder.tokens[opener - 1]
        guard word.kind == .name, word.end - word.start <= 5 else { return false }
        return ["if", "while", "for", "with"].contains(String(decoding: bytes[word.range], as: UTF8.self))
    }

    private mutating func regularExpressionEnd() -> Int? {
        guard index >= noRegularExpressionBefore else { return nil }
        var position = index + 1
        var isInClass = false
        while position < end, bytes[position] != UInt8(ascii: "\n") {
            switch bytes[position] {
            case UInt8(ascii: "\\"): position += 1
            case UInt8(ascii: "["): isInClass = true
            case UInt8(ascii: "]"): isInClass = false
            case UInt8(ascii: "/") where !isInClass:
                position += 1
                while position < end, ByteClass.continuesName(bytes[position]) { position += 1 }
                return position
            default: break
            }
            position += 1
        }
        noRegularExpressionBefore = position
        return nil
    }
}
