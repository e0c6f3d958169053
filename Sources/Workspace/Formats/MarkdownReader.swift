/// Finds the blocks of a Markdown file line by line; the work behind `MarkdownDocument`.
struct MarkdownReader {
    /// A line of the file.
    private struct Line {
        /// 1-based.
        var number: Int
        /// Without the line ending.
        var span: Range<Int>
        /// After the line ending.
        var end: Int
    }

    private let bytes: [UInt8]
    private let lines: [Line]
    private var index = 0
    /// A line of running text that an underline would make a heading.
    private var paragraph: Line?

    /// Headings found so far.
    private(set) var headings: [MarkdownHeading] = []
    /// Tables found so far.
    private(set) var tables: [MarkdownTable] = []
    /// List items found so far.
    private(set) var listItems: [MarkdownListItem] = []
    /// Start of a block that the end of the file cut off.
    private(set) var openBlock: Int?

    /// Splits the file into lines.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var lines: [Line] = []
        // A byte order mark is no part of the first line.
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while start < bytes.count {
            let newline = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            // A return at the end of the file ends no line: what is appended needs a line break of its own.
            let hasReturn = newline > start && newline < bytes.count && bytes[newline - 1] == UInt8(ascii: "\r")
            let end = min(newline + 1, bytes.count)
            lines.append(Line(number: lines.count + 1, span: start..<(hasReturn ? newline - 1 : newline), end: end))
            start = end
        }
        self.lines = lines
    }

    /// Reads the whole file.
    mutating func read() {
        skipFrontMatter()
        while index < lines.count {
            let line = lines[index]
            let taken = takeFence(line) || takeComment(line) || takeHeading(line) || takeTable(line)
            if taken {
                paragraph = nil
            } else {
                takeText(line)
                index += 1
            }
        }
    }
}

extension MarkdownReader {
    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    /// The columns before the first character that is no blank; a tab goes to the next multiple of four.
    private func indentation(of line: Line) -> Int {
        var columns = 0
        for byte in bytes[line.span] {
            if byte == UInt8(ascii: " ") {
                columns += 1
            } else if byte == UInt8(ascii: "\t") {
                columns += 4 - columns % 4
            } else {
                break
            }
        }
        return columns
    }

    /// The line without blanks at both ends.
    private func content(of line: Line) -> Range<Int> { bytes.withoutBlanks(line.span) }

    private func run(of byte: UInt8, in range: Range<Int>) -> Int {
        bytes[range].prefix { $0 == byte }.count
    }
}

extension MarkdownReader {
    /// `---` on the first line up to the next `---`: metadata of site generators.
    private mutating func skipFrontMatter() {
        guard let first = lines.first, text(first.span) == "---" else { return }
        guard let end = lines.dropFirst().firstIndex(where: { text($0.span) == "---" }) else { return }
        index = end + 1
    }

    /// Passes over a block between fences of at least three backticks or tildes.
    ///
    /// An indented fence counts too: it belongs to a list item.
    private mutating func takeFence(_ line: Line) -> Bool {
        let opening = content(of: line)
        guard let mark = bytes[opening].first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else {
            return false
        }
        let length = run(of: mark, in: opening)
        guard length >= 3 else { return false }
        let info = bytes[opening].dropFirst(length)
        // Backticks after backticks are a code span in running text.
        if mark == UInt8(ascii: "`"), info.contains(mark) { return false }
        let close = lines[(index + 1)...].firstIndex { candidate in
            let range = content(of: candidate)
            return range.count >= length && run(of: mark, in: range) == range.count
        }
        if close == nil { openBlock = line.span.lowerBound }
        index = (close ?? lines.count - 1) + 1
        return true
    }

    /// Passes over an HTML comment that starts a line, up to the line that ends it.
    private mutating func takeComment(_ line: Line) -> Bool {
        let mark = Array("<!--".utf8)
        let opening = content(of: line)
        guard bytes[opening].starts(with: mark) else { return false }
        if ends(comment: opening.dropFirst(mark.count)) {
            index += 1
            return true
        }
        let close = lines[(index + 1)...].firstIndex { ends(comment: $0.span) }
        if close == nil { openBlock = line.span.lowerBound }
        index = (close ?? lines.count - 1) + 1
        return true
    }

    private func ends(comment range: Range<Int>) -> Bool {
        guard range.count >= 3 else { return false }
        return (range.lowerBound...(range.upperBound - 3)).contains {
            bytes[$0] == UInt8(ascii: "-") && bytes[$0 + 1] == UInt8(ascii: "-") && bytes[$0 + 2] == UInt8(ascii: ">")
        }
    }

    /// `## Title`, `## Title ##`, or a line of text above a line of `=` or `-`.
    private mutating func takeHeading(_ line: Line) -> Bool {
        guard indentation(of: line) < 4 else { return false }
        var range = content(of: line)
        if let above = paragraph, let level = underline(range) {
            append(level: level, title: content(of: above), first: above, last: line)
            return true
        }
        let level = run(of: UInt8(ascii: "#"), in: range)
        guard (1...6).contains(level) else { return false }
        range = (range.lowerBound + level)..<range.upperBound
        if let next = bytes[range].first, next != UInt8(ascii: " "), next != UInt8(ascii: "\t") { return false }
        var title = bytes.withoutBlanks(range)
        let closing = bytes[title].reversed().prefix { $0 == UInt8(ascii: "#") }.count
        let beforeClosing = title.upperBound - closing - 1
        if closing == title.count || (closing > 0 && bytes[beforeClosing] == UInt8(ascii: " ")) {
            title = bytes.withoutBlanks(title.dropLast(closing))
        }
        append(level: level, title: title, first: line, last: line)
        return true
    }

    private mutating func append(level: Int, title: Range<Int>, first: Line, last: Line) {
        headings.append(
            MarkdownHeading(
                level: level, title: MarkdownText.withoutMarkup(text(title)), line: first.number,
                span: first.span.lowerBound..<last.span.upperBound, end: last.end))
        index += 1
    }

    private func underline(_ range: Range<Int>) -> Int? {
        guard let mark = bytes[range].first, run(of: mark, in: range) == range.count else { return nil }
        return mark == UInt8(ascii: "=") ? 1 : mark == UInt8(ascii: "-") ? 2 : nil
    }

    /// A line with a pipe above a row of dashes, and the lines with a pipe below.
    ///
    /// Unlike GitHub, a row of dashes that is shorter or longer than the header counts: the person meant a table.
    private mutating func takeTable(_ line: Line) -> Bool {
        guard isRow(line), index + 1 < lines.count, isRow(lines[index + 1]) else { return false }
        let alignment = row(lines[index + 1])
        guard alignment.isAlignment(in: bytes) else { return false }
        var table = MarkdownTable(header: row(line), alignment: alignment, rows: [])
        index += 2
        while index < lines.count, isRow(lines[index]), !startsBlock(lines[index]) {
            table.rows.append(row(lines[index]))
            index += 1
        }
        tables.append(table)
        return true
    }

    private func isRow(_ line: Line) -> Bool {
        indentation(of: line) < 4 && bytes[line.span].contains(UInt8(ascii: "|"))
            && bytes[content(of: line)].first != UInt8(ascii: ">")
    }

    /// Whether a line below a table starts something else although it has a pipe in it.
    private func startsBlock(_ line: Line) -> Bool {
        let range = content(of: line)
        let head = bytes[range]
        return head.starts(with: Array("```".utf8)) || head.starts(with: Array("~~~".utf8))
            || head.starts(with: Array("<!--".utf8)) || head.starts(with: Array("# ".utf8))
            || head.starts(with: Array("##".utf8)) || bullet(range) != nil
    }

    private func row(_ line: Line) -> MarkdownTable.Row {
        MarkdownTable.Row(line: line.number, span: line.span, end: line.end, of: bytes)
    }

    /// A list item, or a line of running text.
    private mutating func takeText(_ line: Line) {
        let range = content(of: line)
        paragraph = nil
        if let length = bullet(range) {
            let item = withoutCheckBox(bytes.withoutBlanks(range.dropFirst(length)))
            listItems.append(
                MarkdownListItem(
                    text: text(item), indentation: indentation(of: line), line: line.number, span: item))
        } else if !range.isEmpty, bytes[range].first != UInt8(ascii: ">") {
            paragraph = line
        }
    }

    /// The bytes of `- `, `* `, `+ `, `1. ` or `1) `; absent where the line is no list item.
    private func bullet(_ range: Range<Int>) -> Int? {
        guard let first = bytes[range].first else { return nil }
        var length = 1
        if first >= UInt8(ascii: "0"), first <= UInt8(ascii: "9") {
            let digits = bytes[range].prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }.count
            guard digits <= 9, digits < range.count else { return nil }
            let mark = bytes[range.lowerBound + digits]
            guard mark == UInt8(ascii: ".") || mark == UInt8(ascii: ")") else { return nil }
            length = digits + 1
        } else if first != UInt8(ascii: "-"), first != UInt8(ascii: "*"), first != UInt8(ascii: "+") {
            return nil
        }
        guard range.count > length else { return nil }
        let next = bytes[range.lowerBound + length]
        return next == UInt8(ascii: " ") || next == UInt8(ascii: "\t") ? length : nil
    }

    private func withoutCheckBox(_ range: Range<Int>) -> Range<Int> {
        let head = Array(bytes[range].prefix(3))
        let boxes: [[UInt8]] = [Array("[ ]".utf8), Array("[x]".utf8), Array("[X]".utf8)]
        return boxes.contains(head) ? bytes.withoutBlanks(range.dropFirst(3)) : range
    }
}
