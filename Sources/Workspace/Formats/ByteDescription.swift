/// Names bytes of a document in messages.
enum ByteDescription {
    /// The character at an offset in backticks, its code where it cannot be printed, or the end of the file.
    static func describe(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> String {
        guard offset < bytes.count else { return "the end of the file" }
        let byte = bytes[offset]
        switch byte {
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"): return "the end of the line"
        case UInt8(ascii: "`"): return "a backtick"
        case 0x20...0x7E: return "`\(Character(UnicodeScalar(byte)))`"
        case 0x80...:
            let character = String(decoding: bytes[offset..<min(offset + 4, bytes.count)], as: UTF8.self).unicodeScalars
            guard let first = character.first, first.value >= 0xA0, first != "\u{FFFD}" else { break }
            return "`\(Character(first))`"
        default: break
        }
        return "the byte 0x" + hexadecimal(byte)
    }

    /// Two upper-case hexadecimal digits.
    static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.count < 2 ? "0" + digits : digits
    }
}
