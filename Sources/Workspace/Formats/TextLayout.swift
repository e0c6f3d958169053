/// How the lines of a file are written, so that new ones look like their neighbours.
struct TextLayout {
    /// The bytes of the file.
    let bytes: [UInt8]

    /// The line break of the file: that of its first line; `\n` where there is none.
    var newline: String {
        guard let first = bytes.firstIndex(of: UInt8(ascii: "\n")), first > 0 else { return "\n" }
        return bytes[first - 1] == UInt8(ascii: "\r") ? "\r\n" : "\n"
    }

    /// The offset of the first byte of the line that holds `offset`; a byte order mark belongs to no line.
    func lineStart(of offset: Int) -> Int {
        let start = bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return start == 0 && bytes.starts(with: UTF8Validation.byteOrderMark)
            ? UTF8Validation.byteOrderMark.count : start
    }

    /// The offset of the line break (its `\r` where it has one) that ends the line that holds `offset`, or the end.
    func lineEnd(of offset: Int) -> Int {
        guard let end = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) else { return bytes.count }
        return end > offset && bytes[end - 1] == UInt8(ascii: "\r") ? end - 1 : end
    }

    /// The offset behind the line break that ends the line that holds `offset`, or the end.
    func nextLine(of offset: Int) -> Int {
        bytes[offset...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
    }

    /// The spaces and tabs that start the line that holds `offset`.
    func indentation(ofLineAt offset: Int) -> String {
        let start = min(lineStart(of: offset), offset)
        return String(
            decoding: bytes[start...].prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }, as: UTF8.self)
    }

    /// Whether only spaces and tabs stand before `offset` on its line.
    func isFirstOnLine(_ offset: Int) -> Bool {
        bytes[min(lineStart(of: offset), offset)..<offset]
            .allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    }

    /// Whether a line break lies in a range.
    func hasLineBreak(in range: Range<Int>) -> Bool {
        bytes[range].contains(UInt8(ascii: "\n"))
    }
}
