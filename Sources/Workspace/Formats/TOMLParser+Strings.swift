// The four kinds of strings of TOML.

extension TOMLParser {
    /// Reads `"..."` or `"""..."""`.
    mutating func parseBasicString() throws(Diagnostic) -> String {
        isTripled(UInt8(ascii: "\"")) ? try parseLines(quote: UInt8(ascii: "\"")) : try parseBasicLine()
    }

    /// Reads `'...'` or `'''...'''`.
    mutating func parseLiteralString() throws(Diagnostic) -> String {
        isTripled(UInt8(ascii: "'")) ? try parseLines(quote: UInt8(ascii: "'")) : try parseLiteralLine()
    }

    /// Reads `"..."`, which ends on its line.
    mutating func parseBasicLine() throws(Diagnostic) -> String {
        let start = position
        position += 1
        while current >= 0x20, current != 0x7F, current != UInt8(ascii: "\""), current != UInt8(ascii: "\\") {
            position += 1
        }
        let plain = UnsafeBufferPointer(rebasing: bytes[start + 1..<position])
        if current == UInt8(ascii: "\"") {
            position += 1
            return String(decoding: plain, as: UTF8.self)
        }
        var content = Array(plain)
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                return String(decoding: content, as: UTF8.self)
            case UInt8(ascii: "\\"): content += Array(String(try parseEscape()).utf8)
            case UInt8(ascii: "\n"): throw unterminated(start)
            default:
                try requireAllowed(at: position, in: "a string")
                content.append(bytes[position])
                position += 1
            }
        }
        throw unterminated(start)
    }

    /// Reads `'...'`, which ends on its line.
    mutating func parseLiteralLine() throws(Diagnostic) -> String {
        let start = position
        position += 1
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
            if bytes[position] == UInt8(ascii: "'") {
                defer { position += 1 }
                return String(decoding: UnsafeBufferPointer(rebasing: bytes[start + 1..<position]), as: UTF8.self)
            }
            try requireAllowed(at: position, in: "a string")
            position += 1
        }
        throw unterminated(start)
    }

    private func isTripled(_ quote: UInt8) -> Bool { byte(ahead: 1) == quote && byte(ahead: 2) == quote }

    /// Reads a string over several lines in three quotes; backslashes mean something in double ones only.
    private mutating func parseLines(quote: UInt8) throws(Diagnostic) -> String {
        let start = position
        position += 3
        var content: [UInt8] = []
        // A line break right behind the opening quotes is not part of the string.
        _ = try skipLineBreak()
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case quote:
                if parseQuotes(quote, into: &content) { return String(decoding: content, as: UTF8.self) }
            case UInt8(ascii: "\\") where quote == UInt8(ascii: "\""):
                if try !skipContinuation() { content += Array(String(try parseEscape()).utf8) }
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                let end = position
                _ = try skipLineBreak()
                content += bytes[end..<position]
            default:
                try requireAllowed(at: position, in: "a string")
                content.append(byte)
                position += 1
            }
        }
        throw unterminated(start)
    }

    /// Reads quotes inside a string over several lines: up to two of them are content, also right before the closing
    /// three. True where the string is closed.
    private mutating func parseQuotes(_ quote: UInt8, into content: inout [UInt8]) -> Bool {
        var count = 0
        while count < 5, byte(ahead: count) == quote { count += 1 }
        position += count
        let isClosed = count >= 3
        content += Array(repeating: quote, count: isClosed ? count - 3 : count)
        return isClosed
    }

    /// Steps over a backslash that ends a line, and all white space behind it. False where the backslash does not.
    private mutating func skipContinuation() throws(Diagnostic) -> Bool {
        let start = position
        position += 1
        skipSpaces()
        guard try skipLineBreak() else {
            position = start
            return false
        }
        repeat { skipSpaces() } while try skipLineBreak()
        return true
    }

    private mutating func parseEscape() throws(Diagnostic) -> Unicode.Scalar {
        let letter = byte(ahead: 1)
        switch letter {
        case UInt8(ascii: "u"): return try parseCodePoint(digits: 4)
        case UInt8(ascii: "U"): return try parseCodePoint(digits: 8)
        default: break
        }
        let scalar: Unicode.Scalar
        switch letter {
        case UInt8(ascii: "\""): scalar = "\""
        case UInt8(ascii: "\\"): scalar = "\\"
        case UInt8(ascii: "b"): scalar = "\u{8}"
        case UInt8(ascii: "f"): scalar = "\u{C}"
        case UInt8(ascii: "n"): scalar = "\n"
        case UInt8(ascii: "r"): scalar = "\r"
        case UInt8(ascii: "t"): scalar = "\t"
        default:
            throw failure(
                "escape", "a backslash before \(ByteDescription.describe(bytes, at: position + 1))",
                remedy: "write `\\\\` for a backslash, or use single quotes")
        }
        position += 2
        return scalar
    }

    private mutating func parseCodePoint(digits: Int) throws(Diagnostic) -> Unicode.Scalar {
        var value: UInt32 = 0
        for index in 0..<digits {
            guard let digit = HexadecimalDigit.value(of: byte(ahead: 2 + index)) else {
                throw failure("escape", "an escape without its \(digits) hexadecimal digits")
            }
            value = value << 4 | digit
        }
        guard let scalar = Unicode.Scalar(value) else {
            throw failure("escape", "an escape of something that is no character")
        }
        position += 2 + digits
        return scalar
    }

    private func unterminated(_ start: Int) -> Diagnostic {
        failure("unterminated-string", "a string that is not closed", at: start, remedy: "add the closing quote")
    }
}
