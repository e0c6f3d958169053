// Names, characters, references and comments of XML.

extension XMLParser {
    /// The byte at `position`; 0, which is legal nowhere, at the end.
    var current: UInt8 { position < bytes.count ? bytes[position] : 0 }

    /// Whether these ASCII characters stand at `position`.
    func starts(with text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard position + count <= bytes.count else { return false }
        for offset in 0..<count where bytes[position + offset] != text.utf8Start[offset] { return false }
        return true
    }

    /// Steps over white space. True where there was some.
    @discardableResult
    mutating func skipSpaces() -> Bool {
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): position += 1
            default: return position > start
            }
        }
        return position > start
    }

    /// Steps over everything up to and including `end`.
    mutating func skip(past end: StaticString, _ what: String) throws(Diagnostic) {
        let start = position
        while position < bytes.count {
            if starts(with: end) {
                position += end.utf8CodeUnitCount
                return
            }
            position += 1
        }
        throw failure("unclosed", "\(what) that is not closed", at: start, remedy: "add `\(end)`")
    }

    /// Steps over the comment at `position`.
    mutating func skipComment() throws(Diagnostic) {
        let start = position
        position += 4
        while position < bytes.count, !starts(with: "--") { position += 1 }
        guard position < bytes.count else {
            throw failure("unclosed", "a comment that is not closed", at: start, remedy: "add `-->`")
        }
        guard starts(with: "-->") else { throw failure("comment", "`--` inside a comment", remedy: "write one `-`") }
        position += 3
    }

    /// Reads a name: letters, digits, `_`, `:`, `-`, `.` and everything beyond ASCII.
    mutating func parseName() throws(Diagnostic) -> String {
        let start = position
        while isNameByte(current, isFirst: position == start) { position += 1 }
        guard position > start else { throw unexpected("a name") }
        return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
    }

    private func isNameByte(_ byte: UInt8, isFirst: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
            UInt8(ascii: ":"), 0x80...:
            true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."): !isFirst
        default: false
        }
    }

    /// Appends the byte at `position`, line breaks as `\n` (XML 1.0, section 2.11).
    mutating func parseCharacter(into text: inout [UInt8]) throws(Diagnostic) {
        let byte = bytes[position]
        switch byte {
        case UInt8(ascii: "\r"):
            text.append(UInt8(ascii: "\n"))
            if starts(with: "\r\n") { position += 1 }
        case UInt8(ascii: "\t"), UInt8(ascii: "\n"), 0x20...: text.append(byte)
        default: throw failure("control-character", "\(ByteDescription.describe(bytes, at: position)) in the text")
        }
        position += 1
    }

    /// Appends the character of `&name;`, `&#10;` or `&#xA;`.
    mutating func parseReference(into text: inout [UInt8]) throws(Diagnostic) {
        let start = position
        // The longest reference is `&#x10FFFF;`; a few leading zeros more are harmless.
        var end = start + 1
        while end < bytes.count, end - start < 32, bytes[end] != UInt8(ascii: ";") { end += 1 }
        guard end < bytes.count, bytes[end] == UInt8(ascii: ";") else {
            throw failure("entity", "an `&` that starts no entity", remedy: "write `&amp;`")
        }
        let name = String(decoding: UnsafeBufferPointer(rebasing: bytes[start + 1..<end]), as: UTF8.self)
        guard let scalar = Self.scalar(ofReference: name) else {
            throw failure("entity", "the entity `&\(name);`, which is not one of XML's own", remedy: "write it as text")
        }
        text += Array(String(scalar).utf8)
        position = end + 1
    }

    private static func scalar(ofReference name: String) -> Unicode.Scalar? {
        switch name {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default: break
        }
        guard name.hasPrefix("#") else { return nil }
        let isHexadecimal = name.hasPrefix("#x")
        let digits = name.dropFirst(isHexadecimal ? 2 : 1)
        guard digits.utf8.allSatisfy({ HexadecimalDigit.value(of: $0) != nil }),
            let value = UInt32(digits, radix: isHexadecimal ? 16 : 10), let scalar = Unicode.Scalar(value)
        else { return nil }
        let isCharacter = value >= 0x20 || value == 0x9 || value == 0xA || value == 0xD
        return isCharacter && value != 0xFFFE && value != 0xFFFF ? scalar : nil
    }

    /// The error that something else was expected at `position`.
    func unexpected(_ expected: String) -> Diagnostic {
        let found = ByteDescription.describe(bytes, at: position)
        return failure(
            position >= bytes.count ? "unexpected-end" : "unexpected", "expected \(expected), found \(found)")
    }

    /// An error `xml/<problem>` at an offset, or at `position`.
    func failure(_ problem: String, _ message: String, at offset: Int? = nil, remedy: String? = nil) -> Diagnostic {
        .error(
            "xml/\(problem)", message, at: LineIndex(Array(bytes)).place(of: offset ?? position, in: path),
            remedy: remedy)
    }
}
