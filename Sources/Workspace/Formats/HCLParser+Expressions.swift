// Expressions of HCL: literals, and the extent of everything else.

extension HCLParser {
    /// Reads an expression up to the `,` or closing bracket behind it, or up to the end of the line.
    mutating func parseExpression(endsAtLineEnd: Bool) throws(Diagnostic) -> HCLExpression {
        let start = position
        var value = try parseLiteral()
        var end = position
        while true {
            try skipSpace(acrossLines: !endsAtLineEnd)
            if isAtEnd || isAtExpressionEnd(endsAtLineEnd: endsAtLineEnd) { break }
            // Whatever stands behind a literal makes it part of something that must be evaluated.
            value = .computed
            try skipToken()
            end = position
        }
        guard end > start else { throw unexpected("an expression") }
        return HCLExpression(value: value, text: text(start..<end), span: start..<end)
    }

    private func isAtExpressionEnd(endsAtLineEnd: Bool) -> Bool {
        switch current {
        case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ")"): true
        default: endsAtLineEnd && (isAtLineEnd || isAtLineComment)
        }
    }

    private func text(_ span: Range<Int>) -> String { String(decoding: bytes[span], as: UTF8.self) }

    /// Reads a literal; gives `.computed`, and reads nothing, where there is none.
    private mutating func parseLiteral() throws(Diagnostic) -> HCLExpression.Value {
        switch current {
        case UInt8(ascii: "\""): return try parseTemplate().value
        case UInt8(ascii: "["), UInt8(ascii: "{"): return try parseCollection()
        case UInt8(ascii: "<") where isAtHeredoc: return try parseHeredoc()
        case UInt8(ascii: "0")...UInt8(ascii: "9"): return parseNumber()
        case UInt8(ascii: "-") where YAMLParser.isDigit(byte(at: position + 1)): return parseNumber()
        default: return parseWord()
        }
    }

    private mutating func parseWord() -> HCLExpression.Value {
        let start = position
        guard Self.startsIdentifier(current) else { return .computed }
        skipIdentifier()
        switch text(start..<position) {
        case "true": return .boolean(true)
        case "false": return .boolean(false)
        case "null": return .null
        default: return .computed
        }
    }

    private mutating func parseNumber() -> HCLExpression.Value {
        let start = position
        position += 1
        while YAMLParser.isDigit(current) { position += 1 }
        if let whole = Int64(text(start..<position)), current != UInt8(ascii: "."), current | 0x20 != UInt8(ascii: "e")
        {
            return .integer(whole)
        }
        if current == UInt8(ascii: "."), YAMLParser.isDigit(byte(at: position + 1)) {
            position += 1
            while YAMLParser.isDigit(current) { position += 1 }
        }
        if current | 0x20 == UInt8(ascii: "e") {
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            while YAMLParser.isDigit(current) { position += 1 }
        }
        return Double(text(start..<position)).map { .number($0) } ?? .computed
    }
}

// MARK: - Lists and objects

extension HCLParser {
    private mutating func parseCollection() throws(Diagnostic) -> HCLExpression.Value {
        if try isFor() {
            try skipToken()
            return .computed
        }
        guard depth < Self.maximumDepth else { throw tooDeep() }
        depth += 1
        defer { depth -= 1 }
        let open = position
        position += 1
        let value: HCLExpression.Value =
            byte(at: open) == UInt8(ascii: "[") ? .list(try parseElements(from: open)) : try parseObject(from: open)
        position += 1
        return value
    }

    /// Whether the bracket at `position` opens a `for` expression.
    private func isFor() throws(Diagnostic) -> Bool {
        var ahead = self
        ahead.position += 1
        try ahead.skipSpace(acrossLines: true)
        let start = ahead.position
        guard Self.startsIdentifier(ahead.current) else { return false }
        ahead.skipIdentifier()
        return text(start..<ahead.position) == "for"
            && (ahead.current == UInt8(ascii: " ") || ahead.current == UInt8(ascii: "\t") || ahead.isAtLineEnd)
    }

    private mutating func parseElements(from open: Int) throws(Diagnostic) -> [HCLExpression] {
        var elements: [HCLExpression] = []
        while true {
            try skipSpace(acrossLines: true)
            if current == UInt8(ascii: "]") { return elements }
            guard !isAtEnd else { throw failure("unclosed", "a list that is not closed", at: open) }
            elements.append(try parseExpression(endsAtLineEnd: false))
            if current == UInt8(ascii: ",") {
                position += 1
            } else if current != UInt8(ascii: "]"), !isAtEnd {
                throw unexpected("`,` or `]`")
            }
        }
    }

    private mutating func parseObject(from open: Int) throws(Diagnostic) -> HCLExpression.Value {
        var members: [(key: String, value: HCLExpression)] = []
        while true {
            try skipSpace(acrossLines: true)
            if current == UInt8(ascii: "}") { return .object(members) }
            guard !isAtEnd else { throw failure("unclosed", "an object that is not closed", at: open) }
            let key = try parseKey()
            try skipSpace(acrossLines: false)
            members.append((key: key, value: try parseExpression(endsAtLineEnd: true)))
            try skipSpace(acrossLines: true)
            if current == UInt8(ascii: ",") { position += 1 }
        }
    }

    /// Reads a key of an object and the `=` or `:` behind it.
    private mutating func parseKey() throws(Diagnostic) -> String {
        let start = position
        var key: String?
        if current == UInt8(ascii: "\"") {
            key = try parseTemplate().string
        } else if Self.startsIdentifier(current) {
            skipIdentifier()
        }
        var end = position
        while true {
            try skipSpace(acrossLines: false)
            if isAtEnd || isAtLineEnd { throw unexpected("`=` behind the key") }
            let isArrow = current == UInt8(ascii: "=") && byte(at: position + 1) == UInt8(ascii: "=")
            if !isArrow, current == UInt8(ascii: "=") || current == UInt8(ascii: ":") { break }
            if current == UInt8(ascii: ",") || current == UInt8(ascii: "}") { throw unexpected("`=` behind the key") }
            key = nil
            try skipToken()
            if isArrow { position += 1 }
            end = position
        }
        guard end > start else { throw unexpected("a key") }
        position += 1
        return key ?? text(start..<end)
    }
}

// MARK: - Tokens that are not looked into

extension HCLParser {
    /// Steps over one token: a string, a heredoc, a pair of brackets with its content, a name, or one byte.
    private mutating func skipToken() throws(Diagnostic) {
        switch current {
        case UInt8(ascii: "\""), UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): try skipBalanced()
        case UInt8(ascii: "<") where isAtHeredoc: _ = try parseHeredoc()
        case _ where Self.startsIdentifier(current): skipIdentifier()
        default: position += 1
        }
    }

    /// Steps over the string or the pair of brackets at `position`, with everything inside. Needs no recursion, so that
    /// depth is no matter.
    mutating func skipBalanced() throws(Diagnostic) {
        let start = position
        // The bytes that close what is open; a quote is open text, in which only `${`, `%{` and the quote count.
        var open: [UInt8] = []
        repeat {
            guard !isAtEnd else { throw failure("unclosed", "a bracket or a quote that is not closed", at: start) }
            if open.last == UInt8(ascii: "\"") {
                try stepInText(&open, start: start)
            } else {
                try stepInCode(&open)
            }
        } while !open.isEmpty
    }

    private mutating func stepInText(_ open: inout [UInt8], start: Int) throws(Diagnostic) {
        let byte = current
        position += 1
        switch byte {
        case UInt8(ascii: "\\"): position += 1
        case UInt8(ascii: "\""): open.removeLast()
        case UInt8(ascii: "\n"): throw failure("unclosed", "a quote that is not closed on its line", at: start)
        case UInt8(ascii: "$"), UInt8(ascii: "%"):
            if current == byte, self.byte(at: position + 1) == UInt8(ascii: "{") {
                position += 2
            } else if current == UInt8(ascii: "{") {
                position += 1
                open.append(UInt8(ascii: "}"))
            }
        default: break
        }
    }

    private mutating func stepInCode(_ open: inout [UInt8]) throws(Diagnostic) {
        switch current {
        case UInt8(ascii: "\""): open.append(UInt8(ascii: "\""))
        case UInt8(ascii: "("): open.append(UInt8(ascii: ")"))
        case UInt8(ascii: "["): open.append(UInt8(ascii: "]"))
        case UInt8(ascii: "{"): open.append(UInt8(ascii: "}"))
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
            guard open.last == current else { throw unexpected("another closing bracket") }
            open.removeLast()
        case UInt8(ascii: "<") where isAtHeredoc:
            _ = try parseHeredoc()
            return
        case UInt8(ascii: "#"), UInt8(ascii: "/"):
            let before = position
            try skipSpace(acrossLines: true)
            if position > before { return }
        default: break
        }
        position += 1
    }
}
