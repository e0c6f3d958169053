/// The bytes of one source file with what an edit has to know about their form.
package struct SourceText: Sendable {
    /// How lines end.
    package enum LineBreak: String, Sendable, Hashable {
        /// One byte, as on Unix.
        case lineFeed = "\n"
        /// Two bytes, as on Windows.
        case carriageReturnLineFeed = "\r\n"
    }

    /// The most bytes that a lexer reads of one file; what follows is not looked at.
    package static let maximumLength = 8 << 20

    /// The file as it is on disk.
    package let bytes: [UInt8]
    /// Where its lines start.
    package let lines: LineIndex
    /// How its first line ends; `lineFeed` for a file of one line.
    package let lineBreak: LineBreak

    /// Takes the bytes of a file; they need not be UTF-8.
    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
        lines = LineIndex(bytes)
        let first = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? 0
        lineBreak = first > 0 && bytes[first - 1] == UInt8(ascii: "\r") ? .carriageReturnLineFeed : .lineFeed
    }

    /// The number of bytes.
    package var count: Int { bytes.count }

    /// The 1-based line of an offset.
    package func line(of offset: Int) -> Int { lines.position(of: offset).line }

    /// The text of a range, with invalid UTF-8 replaced; parts outside the file are left out.
    package func string(in range: Range<Int>) -> String {
        String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
    }

    /// The offset of the first byte of the line that holds an offset; a byte order mark belongs to no line.
    package func lineStart(of offset: Int) -> Int {
        var start = min(max(offset, 0), bytes.count)
        while start > 0, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
        return start == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : start
    }

    /// The offset just after the line break at or after an offset; the length of the file if there is none.
    package func nextLineStart(after offset: Int) -> Int {
        var end = min(max(offset, 0), bytes.count)
        while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
        return min(end + 1, bytes.count)
    }

    /// The spaces and tabs that open the line of an offset.
    package func indentation(at offset: Int) -> String {
        let start = lineStart(of: offset)
        var end = start
        while end < bytes.count, bytes[end] == UInt8(ascii: " ") || bytes[end] == UInt8(ascii: "\t") { end += 1 }
        return string(in: start..<end)
    }

    /// Whether more lines are indented with tabs than with spaces.
    package var hasTabIndentation: Bool { indentUnit(default: "") == "\t" }

    /// One level of indentation: a tab, or the smallest step of spaces that at least a tenth of the indented lines
    /// use; `fallback` for a file without indented lines.
    package func indentUnit(default fallback: String) -> String {
        var tabs = 0
        var widths: [Int] = Array(repeating: 0, count: 9)
        var line = 1
        while let start = lines.start(ofLine: line) {
            line += 1
            guard start < bytes.count else { break }
            if bytes[start] == UInt8(ascii: "\t") { tabs += 1 }
            var width = 0
            while width < 9, start + width < bytes.count, bytes[start + width] == UInt8(ascii: " ") { width += 1 }
            // A line of a block comment starts with one space and a star: it says nothing about levels.
            if width > 1, width < 9 { widths[width] += 1 }
        }
        let spaced = widths.reduce(0, +)
        if tabs > spaced { return "\t" }
        for width in [2, 3, 4, 8] where widths[width] * 10 > spaced { return String(repeating: " ", count: width) }
        return fallback
    }
}
