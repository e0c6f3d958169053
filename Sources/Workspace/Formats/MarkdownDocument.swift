/// A heading of a Markdown file.
package struct MarkdownHeading: Sendable, Hashable {
    /// 1 for `#` to 6 for `######`.
    package var level: Int
    /// The text without `#` and without the markup around words.
    package var title: String
    /// 1-based line of the text.
    package var line: Int
    /// The bytes of the heading without the last line ending; two lines where it is underlined.
    package var span: Range<Int>
    /// Offset of the first byte after the heading's last line ending.
    package var end: Int
}

/// An item of a list.
package struct MarkdownListItem: Sendable, Hashable {
    /// The text of its first line, without bullet, number and check box.
    package var text: String
    /// The number of columns before the bullet.
    package var indentation: Int
    /// 1-based line.
    package var line: Int
    /// The bytes of the text.
    package var span: Range<Int>
}

/// What the program needs of a Markdown file: headings, tables and list items with their bytes.
///
/// Fenced code, HTML comments, block quotes and front matter are passed over. Nothing is kept but positions, so that
/// an edit leaves everything else as it was. Any input has an answer; there is no Markdown that is wrong.
package struct MarkdownDocument: Sendable {
    /// Path relative to the root.
    package let path: String
    /// The bytes that were read.
    package let bytes: [UInt8]
    /// The headings in the order of the file.
    package let headings: [MarkdownHeading]
    /// The tables in the order of the file.
    package let tables: [MarkdownTable]
    /// The list items in the order of the file.
    package let listItems: [MarkdownListItem]
    /// Where a code block or comment starts that the file never ends: what is appended must stand before it.
    package let unclosedBlock: Int?

    /// Reads a file.
    package init(_ bytes: [UInt8], path: String) {
        var reader = MarkdownReader(bytes)
        reader.read()
        self.path = path
        self.bytes = bytes
        headings = reader.headings
        tables = reader.tables
        listItems = reader.listItems
        unclosedBlock = reader.openBlock
    }

    /// The line ending of the first line that has one: `\r\n` or `\n`.
    package var lineEnding: String {
        guard let newline = bytes.firstIndex(of: UInt8(ascii: "\n")), newline > 0,
            bytes[newline - 1] == UInt8(ascii: "\r")
        else { return "\n" }
        return "\r\n"
    }

    /// The bytes below a heading up to the next heading of its level or a higher one.
    package func section(of heading: MarkdownHeading) -> Range<Int> {
        let next = headings.first { $0.span.lowerBound >= heading.end && $0.level <= heading.level }
        return heading.end..<max(heading.end, next?.span.lowerBound ?? bytes.count)
    }

    /// The headings whose text contains `words`, whatever the case of letters.
    package func headings(containing words: String) -> [MarkdownHeading] {
        let wanted = words.lowercased()
        return headings.filter { $0.title.lowercased().contains(wanted) }
    }

    /// The tables that stand wholly in a range of bytes.
    package func tables(in range: Range<Int>) -> [MarkdownTable] {
        tables.filter {
            range.lowerBound <= $0.header.span.lowerBound && $0.lastRow.span.upperBound <= range.upperBound
        }
    }

    /// The list items in a range of bytes.
    package func listItems(in range: Range<Int>) -> [MarkdownListItem] {
        listItems.filter { range.lowerBound <= $0.span.lowerBound && $0.span.upperBound <= range.upperBound }
    }

    /// The place of an offset.
    package func place(of offset: Int) -> FilePlace { LineIndex(bytes).place(of: offset, in: path) }
}
