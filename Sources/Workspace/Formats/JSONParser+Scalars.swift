// Strings and numbers of JSON.

extension JSONParser {
    /// Reads the string whose opening quote is at `position`, and leaves `position` behind its closing quote.
    mutating func parseString() throws(Diagnostic) -> String {
        let quote = position
        let start = quote + 1
        var cursor = start
        var highBits: UInt8 = 0
        while cursor < bytes.count {
            let byte = bytes[cursor]
            if byte == UInt8(ascii: "\"") {
                position = cursor + 1
                return try text(start..<cursor, isASCII: highBits < 0x80)
            }
            if byte == UInt8(ascii: "\\") { return try parseEscapedString(from: start, escape: cursor) }
            guard byte >= 0x20 else { throw controlCharacter(at: cursor) }
            highBits |= byte
            cursor += 1
        }
        throw unterminated(quote)
    }

    private func text(_ range: Range<Int>, isASCII: Bool) throws(Diagnostic) -> String {
        if !isASCII { try requireUTF8(range) }
        return String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }

    /// Throws `json/encoding` at the first byte of a range that is no UTF-8.
    func requireUTF8(_ range: Range<Int>) throws(Diagnostic) {
        guard let bad = UTF8Validation.firstInvalidByte(in: UnsafeBufferPointer(rebasing: bytes[range])) else { return }
        throw failure(
            "encoding", "a byte that is no UTF-8", at: range.lowerBound + bad, remedy: "save the file as UTF-8")
    }

    /// The rest of a string in which the first backslash is at `escape`.
    private mutating func parseEscapedString(from start: Int, escape: Int) throws(Diagnostic) -> String {
        var content = Array(bytes[start..<escape])
        position = escape
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                try requireUTF8(start..<position)
                position += 1
                return String(decoding: content, as: UTF8.self)
            case UInt8(ascii: "\\"): try parseEscape(into: &content)
            case 0..<0x20: throw controlCharacter(at: position)
            default:
                content.append(byte)
                position += 1
            }
        }
        throw unterminated(start - 1)
    }

    private mutating func parseEscape(into content: inout [UInt8]) throws(Diagnostic) {
        let start = position
        position += 1
        let letter = current
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(letter)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "n"): content.append(UInt8(ascii: "\n"))
        case UInt8(ascii: "r"): content.append(UInt8(ascii: "\r"))
        case UInt8(ascii: "t"): content.append(UInt8(ascii: "\t"))
        case UInt8(ascii: "u"): content += Array(String(try parseCodePoint(from: start)).utf8)
        default:
            throw failure(
                "escape", "a backslash before \(ByteDescription.describe(bytes, at: start + 1))", at: start,
                remedy: "write `\\\\` for a backslash")
        }
    }

    /// The scalar of `\uXXXX`, or of a pair of surrogates, with `position` behind the first `u`.
    private mutating func parseCodePoint(from start: Int) throws(Diagnostic) -> Unicode.Scalar {
        let first = try parseFourDigits(from: start)
        if let scalar = Unicode.Scalar(first) { return scalar }
        if first < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        {
            position += 2
            let second = try parseFourDigits(from: position - 2)
            if 0xDC00...0xDFFF ~= second,
                let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
            {
                return scalar
            }
        }
        throw failure("escape", "half of a surrogate pair, which is no character", at: start)
    }

    private mutating func parseFourDigits(from start: Int) throws(Diagnostic) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = HexadecimalDigit.value(of: current) else {
                throw failure("escape", "`\\u` without four hexadecimal digits", at: start)
            }
            value = value << 4 | digit
            position += 1
        }
        return value
    }

    private func controlCharacter(at offset: Int) -> Diagnostic {
        let name = ByteDescription.describe(bytes, at: offset)
        return failure("control-character", "\(name) inside a string", at: offset, remedy: "close or escape it")
    }

    private func unterminated(_ quote: Int) -> Diagnostic {
        failure("unterminated-string", "a string that is not closed", at: quote, remedy: "add the closing quote")
    }
}

// MARK: - Numbers

extension JSONParser {
    /// Reads the number at `position`: a whole one that fits 64 bits as an integer, any other with its text.
    mutating func parseNumber() throws(Diagnostic) -> DocumentNode.Value {
        let start = position
        let isNegative = current == UInt8(ascii: "-")
        if isNegative { position += 1 }
        if current == UInt8(ascii: "0") {
            position += 1
            guard !isDigit(current) else {
                throw failure("number", "a number with a leading zero", at: start, remedy: "remove the zero")
            }
        } else {
            try skipDigits(of: start)
        }
        var isWhole = true
        if current == UInt8(ascii: ".") {
            isWhole = false
            position += 1
            try skipDigits(of: start)
        }
        if current | 0x20 == UInt8(ascii: "e") {
            isWhole = false
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            try skipDigits(of: start)
        }
        if isWhole, let integer = integer(start..<position, isNegative: isNegative) { return .integer(integer) }
        let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
        guard let value = Double(text) else { throw failure("number", "a number out of range", at: start) }
        return .number(value, text: text)
    }

    private mutating func skipDigits(of start: Int) throws(Diagnostic) {
        guard isDigit(current) else { throw failure("number", "a number without a digit here") }
        repeat { position += 1 } while isDigit(current)
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    /// The value of digits with an optional sign; absent where it does not fit.
    private func integer(_ range: Range<Int>, isNegative: Bool) -> Int64? {
        var value: Int64 = 0
        for offset in (isNegative ? range.lowerBound + 1 : range.lowerBound)..<range.upperBound {
            let digit = Int64(bytes[offset] &- UInt8(ascii: "0"))
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) =
                isNegative ? tens.subtractingReportingOverflow(digit) : tens.addingReportingOverflow(digit)
            guard !overflow, !carry else { return nil }
            value = sum
        }
        return value
    }
}
