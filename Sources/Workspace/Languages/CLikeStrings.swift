extension CLikeLexer {
    /// Reads a string whose first quote is `prefix` bytes after the one at hand.
    mutating func string(
        _ quote: UInt8, prefix: Int, flags: SourceToken.Flags, _ substitution: LexicalGrammar.Substitution,
        hashes: Int = 0
    ) {
        let start = index
        index += prefix
        let isTriple =
            (grammar.hasTripleQuotes || grammar.hasSwiftStrings) && byte(1) == quote && byte(2) == quote
        let count = isTriple ? 3 : 1
        index = min(index + count, end)
        let string = OpenString(
            quote: quote, count: count, hashes: hashes, flags: flags, depth: 0, substitution: substitution)
        piece(from: start, prefix: index - start, string, isFirst: true)
    }

    /// Reads string content up to the end of the string or of the line, or to the next code in it.
    mutating func piece(from start: Int, prefix: Int, _ string: OpenString, isFirst: Bool) {
        let isRaw = string.flags.contains(.raw)
        let spansLines = grammar.spansLines || string.count == 3 || isRaw
        while index < end {
            let first = bytes[index]
            if first == string.quote, closes(string) {
                index += string.count + string.hashes
                return finish(start, prefix, suffix: string.count + string.hashes, string.flags, isFirst: isFirst)
            }
            if first == UInt8(ascii: "\n"), !spansLines { break }
            if let length = substitutionLength(string) {
                return substitute(start, prefix, length, string, isFirst: isFirst)
            }
            index += first == UInt8(ascii: "\\") && !isRaw ? 2 : 1
        }
        index = min(index, end)
        finish(start, prefix, suffix: 0, string.flags.union(.unterminated), isFirst: isFirst)
    }

    private func closes(_ string: OpenString) -> Bool {
        for distance in 1..<string.count + string.hashes {
            let expected = distance < string.count ? string.quote : UInt8(ascii: "#")
            if byte(distance) != expected { return false }
        }
        return true
    }

    private func substitutionLength(_ string: OpenString) -> Int? {
        let first = bytes[index]
        switch string.substitution {
        case .none: return nil
        case .hashBrace: return first == UInt8(ascii: "#") && byte(1) == UInt8(ascii: "{") ? 2 : nil
        case .dollarBrace: return first == UInt8(ascii: "$") && byte(1) == UInt8(ascii: "{") ? 2 : nil
        case .braceDollar: return first == UInt8(ascii: "{") && byte(1) == UInt8(ascii: "$") ? 1 : nil
        case .backslashParenthesis:
            let isOpen = first == UInt8(ascii: "\\") && string.hashes == 0 && byte(1) == UInt8(ascii: "(")
            return isOpen ? 2 : nil
        }
    }

    private mutating func substitute(_ start: Int, _ prefix: Int, _ length: Int, _ string: OpenString, isFirst: Bool) {
        index += length
        let kind: SourceToken.Kind = isFirst ? .templateHead : .templateMiddle
        builder.add(kind, start..<index, prefix: prefix, suffix: length, flags: string.flags)
        if isFirst { builder.open(0) }
        var open = string
        open.depth = builder.depth
        strings.append(open)
    }

    private mutating func finish(
        _ start: Int, _ prefix: Int, suffix: Int, _ flags: SourceToken.Flags, isFirst: Bool
    ) {
        index = min(index, end)
        builder.add(isFirst ? .string : .templateTail, start..<index, prefix: prefix, suffix: suffix, flags: flags)
        if !isFirst { builder.close(0) }
    }

    /// Reads a character, a string, a lifetime or a symbol.
    mutating func apostrophe() {
        let quote = UInt8(ascii: "'")
        switch grammar.apostrophe {
        case .string: string(quote, prefix: 0, flags: [], grammar.hash == .comment ? grammar.substitution : .none)
        case .rawString: string(quote, prefix: 0, flags: [], .none)
        case .symbol:
            builder.add(.symbol, index..<index + 1)
            index += 1
        case .character:
            var length = byte(1) == UInt8(ascii: "\\") ? 3 : 2
            // A character outside ASCII has up to four bytes, an escape up to ten.
            while length < 12, byte(length) != quote, byte(length) != UInt8(ascii: "\n") { length += 1 }
            let isCharacter = byte(length) == quote && (length == 2 || byte(1) == UInt8(ascii: "\\") || byte(1) >= 0x80)
            guard isCharacter else {
                builder.add(.symbol, index..<index + 1)
                index += 1
                return
            }
            builder.add(.string, index..<index + length + 1, prefix: 1, suffix: 1)
            index += length + 1
        }
    }

    /// Reads `r"…"`, `br#"…"#` or `b"…"` of Rust, whose prefix has just been read.
    mutating func rustString(from start: Int) -> Bool {
        var hashes = 0
        while byte(hashes) == UInt8(ascii: "#"), hashes < 64 { hashes += 1 }
        guard byte(hashes) == UInt8(ascii: "\""), bytes[start..<index].allSatisfy({ "rbc".utf8.contains($0) }) else {
            return false
        }
        let isRaw = bytes[start..<index].contains(UInt8(ascii: "r"))
        guard isRaw || hashes == 0 else { return false }
        let prefix = index - start + hashes
        index = start
        string(UInt8(ascii: "\""), prefix: prefix, flags: isRaw ? .raw : [], .none, hashes: hashes)
        return true
    }

    /// Reads `@"…"`, `$"…"`, `$@"…"` or `$"""…"""` of C#; what is between braces in it is not looked at.
    mutating func cSharpString() -> Bool {
        var prefix = 0
        while prefix < 8, byte(prefix) == UInt8(ascii: "@") || byte(prefix) == UInt8(ascii: "$") { prefix += 1 }
        guard byte(prefix) == UInt8(ascii: "\"") else { return false }
        let marks = bytes[index..<index + prefix]
        var flags: SourceToken.Flags = marks.contains(UInt8(ascii: "@")) ? .raw : []
        if marks.contains(UInt8(ascii: "$")) { flags.insert(.interpolated) }
        string(UInt8(ascii: "\""), prefix: prefix, flags: flags, .none)
        return true
    }

    /// Reads `#"…"#` of Swift.
    mutating func swiftString() -> Bool {
        var hashes = 0
        while byte(hashes) == UInt8(ascii: "#"), hashes < 64 { hashes += 1 }
        guard byte(hashes) == UInt8(ascii: "\"") else { return false }
        string(UInt8(ascii: "\""), prefix: hashes, flags: .raw, .none, hashes: hashes)
        return true
    }

    /// Reads `%w[…]`, `%q(…)` or `%{…}` of Ruby, where an operand can start.
    mutating func percentLiteral() -> Bool {
        let hasLetter = "wWiIqQrsx".utf8.contains(byte(1))
        let opener = byte(hasLetter ? 2 : 1)
        let closers: [UInt8: UInt8] = [
            UInt8(ascii: "("): UInt8(ascii: ")"), UInt8(ascii: "["): UInt8(ascii: "]"),
            UInt8(ascii: "{"): UInt8(ascii: "}"), UInt8(ascii: "<"): UInt8(ascii: ">"),
            UInt8(ascii: "|"): UInt8(ascii: "|"), UInt8(ascii: "!"): UInt8(ascii: "!"),
        ]
        let isOperator = builder.last.map { [.number, .string].contains($0.kind) } ?? false
        guard let closer = closers[opener], hasLetter || opener != UInt8(ascii: "("), !isOperator else { return false }
        let start = index
        index += hasLetter ? 3 : 2
        var depth = 1
        while index < end, depth > 0 {
            if bytes[index] == closer { depth -= 1 } else if bytes[index] == opener { depth += 1 }
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        index = min(index, end)
        builder.add(.string, start..<index, prefix: hasLetter ? 3 : 2, suffix: 1, flags: .raw)
        return true
    }

    /// Reads the start of a heredoc: `<<~SQL`, `<<-'X'` of Ruby and `<<<X` of PHP. Its text is skipped at the next
    /// line, the word itself is a string without a value.
    mutating func heredoc() -> Bool {
        guard byte(1) == UInt8(ascii: "<") else { return false }
        var position = 2
        if grammar.isPHP {
            guard byte(2) == UInt8(ascii: "<") else { return false }
            position = 3
            while byte(position) == UInt8(ascii: " ") { position += 1 }
        } else if byte(2) == UInt8(ascii: "~") || byte(2) == UInt8(ascii: "-") {
            position = 3
        }
        let quote = byte(position)
        let isQuoted = quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"")
        if isQuoted { position += 1 }
        let from = index + position
        var to = from
        while to < end, to - from < 128, ByteClass.continuesName(bytes[to]) { to += 1 }
        // `array <<CONSTANT` cannot be told from a heredoc; in practice the operator has a space after it.
        guard to > from, ByteClass.startsName(bytes[from]), heredocs.count < 16 else { return false }
        heredocs.append(Array(bytes[from..<to]))
        let start = index
        index = min(to + (isQuoted ? 1 : 0), end)
        builder.add(.string, start..<index, flags: .unterminated)
        return true
    }

    /// Skips the texts of the heredocs that were announced on the line before.
    mutating func skipHeredocs() {
        for word in heredocs {
            while index < end {
                while index < end, bytes[index] == UInt8(ascii: " ") || bytes[index] == UInt8(ascii: "\t") {
                    index += 1
                }
                if bytes[index..<end].starts(with: word), !ByteClass.continuesName(byte(word.count)) {
                    index += word.count
                    break
                }
                while index < end, bytes[index] != UInt8(ascii: "\n") { index += 1 }
                index = min(index + 1, end)
            }
        }
        heredocs = []
    }
}
