/// Splits languages with comments, strings and brackets like those of C into tokens; `LexicalGrammar` says how they
/// differ.
///
/// Tolerant by design: it knows what is a string and what a comment, and takes every other byte for a symbol.
struct CLikeLexer {
    /// A string whose substitution is being read.
    struct OpenString {
        /// The byte that ends it.
        var quote: UInt8
        /// How many of it, one or three, end it.
        var count: Int
        /// The `#` that have to follow, in Swift.
        var hashes: Int
        /// What a backslash means.
        var flags: SourceToken.Flags
        /// The open brackets when its code began.
        var depth: Int
        /// What code in it is between.
        var substitution: LexicalGrammar.Substitution
    }

    /// The bytes of the file.
    let bytes: [UInt8]
    /// Where reading stops.
    let end: Int
    /// The language's differences.
    let grammar: LexicalGrammar
    /// The byte at hand.
    var index = 0
    /// What was read.
    var builder: TokenBuilder
    /// The strings around the code at hand, outermost first.
    var strings: [OpenString] = []
    /// The words that end the heredocs whose text starts on the next line.
    var heredocs: [[UInt8]] = []

    /// The tokens of a file.
    static func tokens(of text: SourceText, _ language: SourceLanguage) -> SourceTokens {
        var lexer = CLikeLexer(text, language)
        lexer.run()
        return lexer.builder.finish(text, language)
    }

    private init(_ text: SourceText, _ language: SourceLanguage) {
        bytes = text.bytes
        end = min(bytes.count, SourceText.maximumLength)
        grammar = LexicalGrammar.of(language)
        builder = TokenBuilder(length: end)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    }

    private mutating func run() {
        if grammar.isPHP {
            skipMarkup()
        } else if byte(0) == UInt8(ascii: "#"), byte(1) == UInt8(ascii: "!"), bytes.contains(UInt8(ascii: "/")) {
            lineComment()
        }
        while index < end { step() }
    }

    /// The byte at a distance from the one at hand; 0 outside the file.
    func byte(_ distance: Int) -> UInt8 {
        let offset = index + distance
        return offset >= 0 && offset < end ? bytes[offset] : 0
    }

    private mutating func step() {
        let first = bytes[index]
        switch first {
        case UInt8(ascii: "\n"):
            index += 1
            if !heredocs.isEmpty { skipHeredocs() }
            if grammar.isRuby, bytes[index..<end].starts(with: "=begin".utf8) { skipRubyComment() }
        case 0...UInt8(ascii: " "): index += 1
        case UInt8(ascii: "/") where grammar.hasSlashComments && byte(1) == UInt8(ascii: "/"): lineComment()
        case UInt8(ascii: "/") where grammar.hasSlashComments && byte(1) == UInt8(ascii: "*"): blockComment()
        case UInt8(ascii: "#"): hash()
        case UInt8(ascii: "\""): string(first, prefix: 0, flags: [], grammar.substitution)
        case UInt8(ascii: "'"): apostrophe()
        case UInt8(ascii: "`") where grammar.hasBackquoteStrings: string(first, prefix: 0, flags: .raw, .none)
        case _ where ByteClass.startsName(first): name()
        case _ where ByteClass.isDigit(first): number()
        default: if !special(first) { symbol(first) }
        }
    }

    /// What only some languages have; answers whether it was read.
    private mutating func special(_ first: UInt8) -> Bool {
        switch first {
        case UInt8(ascii: "@"), UInt8(ascii: "$"): return grammar.hasCSharpStrings && cSharpString()
        case UInt8(ascii: "<"): return grammar.hasHeredocs && heredoc()
        case UInt8(ascii: "%"): return grammar.isRuby && percentLiteral()
        case UInt8(ascii: "?") where grammar.isPHP && byte(1) == UInt8(ascii: ">"):
            skipMarkup()
            return true
        default: return false
        }
    }

    private mutating func name() {
        let start = index
        while index < end, ByteClass.continuesName(bytes[index]) { index += 1 }
        if grammar.hasRustStrings, index - start <= 2, rustString(from: start) { return }
        let isMark = byte(0) == UInt8(ascii: "?") || byte(0) == UInt8(ascii: "!")
        if grammar.hasMarkedNames, isMark, byte(1) != UInt8(ascii: "=") { index += 1 }
        builder.add(.name, start..<index)
    }

    private mutating func number() {
        let start = index
        index = ByteClass.endOfNumber(bytes, start, end)
        builder.add(.number, start..<index)
    }

    private mutating func symbol(_ first: UInt8) {
        let isCloser = first == UInt8(ascii: "}") || first == UInt8(ascii: ")")
        if isCloser, let string = strings.last, builder.depth <= string.depth, first == closer(of: string) {
            strings.removeLast()
            let start = index
            index += 1
            return piece(from: start, prefix: 1, string, isFirst: false)
        }
        let start = index
        let isSlash = first == UInt8(ascii: "/") && !grammar.hasSlashComments
        index += isSlash ? 1 : ByteClass.operatorLength(bytes, start, end)
        builder.addSymbol(start..<index, first: first)
    }

    private func closer(of string: OpenString) -> UInt8 {
        string.substitution == .backslashParenthesis ? UInt8(ascii: ")") : UInt8(ascii: "}")
    }

    private mutating func hash() {
        switch grammar.hash {
        case .comment where !(grammar.isPHP && byte(1) == UInt8(ascii: "[")): lineComment()
        case .directive: lineComment()
        default: if !(grammar.hasSwiftStrings && swiftString()) { symbol(UInt8(ascii: "#")) }
        }
    }
}

// MARK: - Comments

extension CLikeLexer {
    /// Skips to the end of the line.
    mutating func lineComment() {
        let start = index
        while index < end, bytes[index] != UInt8(ascii: "\n") {
            if grammar.isPHP, bytes[index] == UInt8(ascii: "?"), byte(1) == UInt8(ascii: ">") { break }
            index += 1
        }
        let isReturn = index > start && bytes[index - 1] == UInt8(ascii: "\r")
        builder.addComment(start..<(isReturn ? index - 1 : index))
    }

    private mutating func blockComment() {
        let start = index
        var depth = 0
        while index < end {
            if bytes[index] == UInt8(ascii: "/"), byte(1) == UInt8(ascii: "*"), depth == 0 || grammar.nestsComments {
                depth += 1
                index += 2
            } else if bytes[index] == UInt8(ascii: "*"), byte(1) == UInt8(ascii: "/") {
                depth -= 1
                index += 2
                if depth == 0 { break }
            } else {
                index += 1
            }
        }
        index = min(index, end)
        builder.addComment(start..<index)
    }

    private mutating func skipRubyComment() {
        let start = index
        while index < end {
            while index < end, bytes[index] != UInt8(ascii: "\n") { index += 1 }
            guard index < end, !bytes[(index + 1)..<end].starts(with: "=end".utf8) else { break }
            index += 1
        }
        index = min(index + 5, end)
        builder.addComment(start..<index)
    }

    /// Skips to the byte after the next `<?php` or `<?=`.
    private mutating func skipMarkup() {
        let start = index
        while index < end {
            if bytes[index] == UInt8(ascii: "<"), byte(1) == UInt8(ascii: "?") {
                if index > start { builder.addComment(start..<index) }
                index += 2
                if byte(0) == UInt8(ascii: "=") { index += 1 }
                if bytes[index..<end].starts(with: "php".utf8) { index += 3 }
                return
            }
            index += 1
        }
        if index > start { builder.addComment(start..<index) }
    }
}
