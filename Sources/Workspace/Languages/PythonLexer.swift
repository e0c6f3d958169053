/// Splits Python into tokens: strings with their prefixes, f-strings with the code inside, logical lines.
///
/// After the Python language reference, chapter 2 "Lexical analysis" (docs.python.org). Tolerant: an unterminated
/// string ends at its line, an unknown byte is a symbol. Indentation is not a token; readers ask the text.
struct PythonLexer {
    /// An f-string whose substitution is being read.
    private struct Substitution {
        let quote: UInt8
        let isTriple: Bool
        let flags: SourceToken.Flags
        /// The open brackets when its code began.
        let depth: Int
    }

    private let bytes: [UInt8]
    private let end: Int
    private var index = 0
    private var builder: TokenBuilder
    private var substitutions: [Substitution] = []

    /// The tokens of a file.
    static func tokens(of text: SourceText) -> SourceTokens {
        var lexer = PythonLexer(text)
        lexer.run()
        return lexer.builder.finish(text, .python)
    }

    private init(_ text: SourceText) {
        bytes = text.bytes
        end = min(bytes.count, SourceText.maximumLength)
        builder = TokenBuilder(length: end)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    }

    private mutating func run() {
        while index < end {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), 0x0C: index += 1
            case UInt8(ascii: "\n"): lineBreak()
            case UInt8(ascii: "#"): comment()
            case UInt8(ascii: "\\"): continuation()
            case UInt8(ascii: "\""), UInt8(ascii: "'"): string(from: index, prefix: index..<index)
            case _ where ByteClass.startsName(byte): name()
            case _ where ByteClass.isDigit(byte): number()
            default: symbol(byte)
            }
        }
        endLogicalLine()
    }

    private mutating func comment() {
        let start = index
        while index < end, bytes[index] != UInt8(ascii: "\n") { index += 1 }
        let isReturn = index > start && bytes[index - 1] == UInt8(ascii: "\r")
        builder.addComment(start..<(isReturn ? index - 1 : index))
    }

    private mutating func continuation() {
        let start = index
        index += 1
        if index < end, bytes[index] == UInt8(ascii: "\r") { index += 1 }
        if index < end, bytes[index] == UInt8(ascii: "\n") { index += 1 } else { builder.add(.symbol, start..<index) }
    }

    private mutating func lineBreak() {
        if builder.depth > 0, beginsDefinition(at: index + 1) {
            builder.abandonBrackets()
            substitutions = []
        }
        if builder.depth == 0 { endLogicalLine() }
        index += 1
    }

    /// `def`, `class` or `import` in the first column cannot be inside brackets: those were never closed.
    private func beginsDefinition(at start: Int) -> Bool {
        for word in ["def ", "class ", "import "] where bytes[min(start, end)..<end].starts(with: word.utf8) {
            return true
        }
        return false
    }

    private mutating func endLogicalLine() {
        guard let last = builder.last, last.kind != .newline else { return }
        builder.add(.newline, min(index, end)..<min(index + 1, end))
    }

    private mutating func name() {
        let start = index
        while index < end, ByteClass.continuesName(bytes[index]) { index += 1 }
        if index < end, index - start <= 2, bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "'"),
            bytes[start..<index].allSatisfy({ "rRbBuUfFtT".utf8.contains($0) })
        {
            string(from: start, prefix: start..<index)
        } else {
            builder.add(.name, start..<index)
        }
    }

    private mutating func number() {
        let start = index
        index = ByteClass.endOfNumber(bytes, start, end)
        builder.add(.number, start..<index)
    }

    private mutating func symbol(_ byte: UInt8) {
        if let substitution = substitutions.last, builder.depth <= substitution.depth {
            if byte == UInt8(ascii: "}") { return resume(substitution, inFormat: false) }
            if byte == UInt8(ascii: ":") { return resume(substitution, inFormat: true) }
        }
        let start = index
        index += ByteClass.operatorLength(bytes, start, end)
        builder.addSymbol(start..<index, first: byte)
    }

    private mutating func string(from start: Int, prefix: Range<Int>) {
        let quote = bytes[prefix.upperBound]
        let after = prefix.upperBound + 1
        let isTriple = after + 1 < end && bytes[after] == quote && bytes[after + 1] == quote
        var flags: SourceToken.Flags = []
        for letter in bytes[prefix] {
            if letter | 0x20 == UInt8(ascii: "r") { flags.insert(.raw) }
            if letter | 0x20 == UInt8(ascii: "f") || letter | 0x20 == UInt8(ascii: "t") { flags.insert(.interpolated) }
        }
        index = after + (isTriple ? 2 : 0)
        let substitution = Substitution(quote: quote, isTriple: isTriple, flags: flags, depth: 0)
        piece(from: start, prefix: index - start, substitution, inFormat: false, isFirst: true)
    }

    /// Goes on with an f-string at the byte that ends a substitution.
    private mutating func resume(_ substitution: Substitution, inFormat: Bool) {
        substitutions.removeLast()
        let start = index
        index += 1
        piece(from: start, prefix: 1, substitution, inFormat: inFormat, isFirst: false)
    }

    /// Reads string content up to the quote, the next substitution or, if it is unterminated, the end of the line.
    private mutating func piece(
        from start: Int, prefix: Int, _ string: Substitution, inFormat: Bool, isFirst: Bool
    ) {
        var inFormat = inFormat
        let hasCode = string.flags.contains(.interpolated)
        while index < end {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\\") {
                index = min(index + 2, end)
            } else if byte == string.quote, closes(string) {
                let length = string.isTriple ? 3 : 1
                index += length
                return finish(start, prefix, suffix: length, string.flags, isFirst: isFirst)
            } else if byte == UInt8(ascii: "\n"), !string.isTriple {
                break
            } else if hasCode, byte == UInt8(ascii: "{") {
                guard !inFormat, index + 1 < end, bytes[index + 1] == byte else {
                    return substitute(start, prefix, string, isFirst: isFirst)
                }
                index += 2
            } else {
                if byte == UInt8(ascii: "}") { inFormat = false }
                index += 1
            }
        }
        finish(start, prefix, suffix: 0, string.flags.union(.unterminated), isFirst: isFirst)
    }

    private func closes(_ string: Substitution) -> Bool {
        guard string.isTriple else { return true }
        return index + 2 < end && bytes[index + 1] == string.quote && bytes[index + 2] == string.quote
    }

    private mutating func finish(
        _ start: Int, _ prefix: Int, suffix: Int, _ flags: SourceToken.Flags, isFirst: Bool
    ) {
        builder.add(isFirst ? .string : .templateTail, start..<index, prefix: prefix, suffix: suffix, flags: flags)
        if !isFirst { builder.close(0) }
    }

    private mutating func substitute(_ start: Int, _ prefix: Int, _ string: Substitution, isFirst: Bool) {
        index += 1
        let kind: SourceToken.Kind = isFirst ? .templateHead : .templateMiddle
        builder.add(kind, start..<index, prefix: prefix, suffix: 1, flags: string.flags)
        if isFirst { builder.open(0) }
        substitutions.append(
            Substitution(quote: string.quote, isTriple: string.isTriple, flags: string.flags, depth: builder.depth))
    }
}
