/// Decodes the content of string literals.
enum StringLiteral {
    /// The value of a whole string; absent if an escape in it is malformed or not text.
    static func value(of token: SourceToken, in bytes: [UInt8], _ language: SourceLanguage) -> String? {
        let content = bytes[token.content]
        if token.flags.contains(.raw) || !content.contains(UInt8(ascii: "\\")) {
            return String(validating: content, as: UTF8.self)
        }
        // Between single quotes, Ruby and PHP know no escapes but those of the quote and the backslash.
        let isPlain = (language == .ruby || language == .php) && bytes[token.start] == UInt8(ascii: "'")
        var output: [UInt8] = []
        var index = content.startIndex
        while index < content.endIndex {
            let byte = content[index]
            index += 1
            guard byte == UInt8(ascii: "\\"), index < content.endIndex else {
                output.append(byte)
                continue
            }
            if isPlain {
                let isEscape = content[index] == UInt8(ascii: "'") || content[index] == byte
                if !isEscape { output.append(byte) }
                output.append(content[index])
                index += 1
                continue
            }
            guard let decoded = escape(content, &index, keepsUnknown: language == .python || language == .php) else {
                return nil
            }
            output += decoded
        }
        return String(validating: output, as: UTF8.self)
    }

    /// Reads what follows a backslash; `index` is on the first byte after it.
    private static func escape(_ content: ArraySlice<UInt8>, _ index: inout Int, keepsUnknown: Bool) -> [UInt8]? {
        let byte = content[index]
        index += 1
        switch byte {
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "\n"): return []
        case UInt8(ascii: "\r"):
            if index < content.endIndex, content[index] == UInt8(ascii: "\n") { index += 1 }
            return []
        case UInt8(ascii: "x"): return scalar(content, &index, digits: 2)
        case UInt8(ascii: "U"): return scalar(content, &index, digits: 8)
        case UInt8(ascii: "u"):
            if index < content.endIndex, content[index] == UInt8(ascii: "{") { return braced(content, &index) }
            return scalar(content, &index, digits: 4)
        case UInt8(ascii: "0")...UInt8(ascii: "7"): return octal(content, &index, first: byte)
        case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"), UInt8(ascii: "$"):
            return [byte]
        default: return keepsUnknown ? [UInt8(ascii: "\\"), byte] : [byte]
        }
    }

    private static func scalar(_ content: ArraySlice<UInt8>, _ index: inout Int, digits: Int) -> [UInt8]? {
        guard content.endIndex - index >= digits else { return nil }
        let text = String(decoding: content[index..<index + digits], as: UTF8.self)
        index += digits
        return UInt32(text, radix: 16).flatMap(Unicode.Scalar.init).map { Array(String($0).utf8) }
    }

    private static func braced(_ content: ArraySlice<UInt8>, _ index: inout Int) -> [UInt8]? {
        guard let end = content[index...].firstIndex(of: UInt8(ascii: "}")) else { return nil }
        let text = String(decoding: content[(index + 1)..<end], as: UTF8.self)
        index = end + 1
        return UInt32(text, radix: 16).flatMap(Unicode.Scalar.init).map { Array(String($0).utf8) }
    }

    private static func octal(_ content: ArraySlice<UInt8>, _ index: inout Int, first: UInt8) -> [UInt8]? {
        var value = UInt32(first - UInt8(ascii: "0"))
        var digits = 1
        while digits < 3, index < content.endIndex, (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(content[index]) {
            value = value * 8 + UInt32(content[index] - UInt8(ascii: "0"))
            index += 1
            digits += 1
        }
        return Unicode.Scalar(value).map { Array(String($0).utf8) }
    }
}
