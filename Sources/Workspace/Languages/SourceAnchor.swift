/// The start of a line at which whole lines can be inserted without touching any other byte.
package struct SourceAnchor: Sendable, Hashable {
    /// Byte offset; the first byte of a line, or the end of the file.
    package var offset: Int
    /// The indentation that inserted lines need.
    package var indentation: String
    /// The 1-based line that the first inserted line will have.
    package var line: Int
}

extension SourceText {
    /// The anchor on the line after the one that holds an offset.
    package func anchor(afterLineOf offset: Int, indentation: String? = nil) -> SourceAnchor {
        let next = nextLineStart(after: offset)
        let isLastLine = next == count && (count == 0 || bytes[count - 1] != UInt8(ascii: "\n"))
        return SourceAnchor(
            offset: next, indentation: indentation ?? self.indentation(at: offset),
            line: line(of: next) + (isLastLine && count > 0 ? 1 : 0))
    }

    /// The anchor at the start of the line that holds an offset.
    package func anchor(beforeLineOf offset: Int, indentation: String? = nil) -> SourceAnchor {
        let start = lineStart(of: offset)
        return SourceAnchor(
            offset: start, indentation: indentation ?? self.indentation(at: offset), line: line(of: start))
    }

    /// Whole lines at an anchor, indented like it, in the line breaks of this file.
    ///
    /// An empty line stays empty. At the end of a file without a final line break one is written first.
    package func insertion(of newLines: [String], at anchor: SourceAnchor) -> TextEdit {
        let offset = min(max(anchor.offset, 0), count)
        var text = ""
        if offset > 0, bytes[offset - 1] != UInt8(ascii: "\n") { text += lineBreak.rawValue }
        for line in newLines { text += (line.isEmpty ? "" : anchor.indentation + line) + lineBreak.rawValue }
        return TextEdit(insert: text, at: offset)
    }
}
