/// A pipe table of a Markdown file, with the bytes of each cell.
package struct MarkdownTable: Sendable {
    /// One cell of a row.
    package struct Cell: Sendable {
        /// Everything between two pipes, blanks included.
        package var raw: Range<Int>
        /// The raw bytes without the blanks at both ends; empty at the start of `raw` where the cell is blank.
        package var content: Range<Int>
        /// The text that the cell shows, with escapes resolved.
        package var text: String
    }

    /// One line of the table.
    package struct Row: Sendable {
        /// 1-based line.
        package var line: Int
        /// The bytes of the line, without its line ending.
        package var span: Range<Int>
        /// Offset of the first byte after the line ending; the end of the file where there is none.
        package var end: Int
        /// The cells from left to right; a row may have fewer or more than the header.
        package var cells: [Cell]

        /// The text of a cell; empty where the row has no such cell.
        package func text(at column: Int) -> String {
            cells.indices.contains(column) ? cells[column].text : ""
        }
    }

    /// The column names.
    package var header: Row
    /// The row of dashes.
    package var alignment: Row
    /// What is below it.
    package var rows: [Row]

    /// The column whose header shows one of the names, whatever the case of letters and the markup around it.
    package func column(_ names: String...) -> Int? {
        let wanted = names.map { $0.lowercased() }
        return header.cells.firstIndex { wanted.contains(MarkdownText.withoutMarkup($0.text).lowercased()) }
    }

    /// The last row of the table, which may be the row of dashes.
    package var lastRow: Row { rows.last ?? alignment }
}

extension MarkdownTable {
    /// A table as text: one line each for header, dashes and rows, each ended by `\n`.
    ///
    /// Cells are made safe with `MarkdownText.cell`; a row that is too short is filled with empty cells.
    package static func render(header: [String], rows: [[String]]) -> String {
        var text = line(header) + "\n" + dashes(header) + "\n"
        for row in rows {
            let missing = max(0, header.count - row.count)
            text += line(row + [String](repeating: "", count: missing)) + "\n"
        }
        return text
    }

    /// One row without a line ending: `| a | b |`.
    package static func line(_ cells: [String]) -> String {
        "|" + cells.map { " \(MarkdownText.cell($0)) |" }.joined()
    }

    /// The row of dashes below a header, each as wide as the name and the blanks around it.
    private static func dashes(_ header: [String]) -> String {
        "|" + header.map { dashes(under: $0) + "|" }.joined()
    }

    /// The dashes below one column name.
    package static func dashes(under name: String) -> String {
        String(repeating: "-", count: MarkdownText.cell(name).count + 2)
    }
}

extension MarkdownTable.Row {
    /// Splits the line `span` of `bytes` at its pipes.
    ///
    /// A pipe inside a code span ends a cell too, as GitHub has it; only a backslash protects it.
    init(line: Int, span: Range<Int>, end: Int, of bytes: [UInt8]) {
        self.line = line
        self.span = span
        self.end = end
        let content = bytes.withoutBlanks(span)
        var start = content.lowerBound
        if !content.isEmpty, bytes[start] == UInt8(ascii: "|") { start += 1 }
        var cells: [MarkdownTable.Cell] = []
        var index = start
        while index < content.upperBound {
            if bytes[index] == UInt8(ascii: "\\"), index + 1 < content.upperBound {
                index += 2
                continue
            }
            if bytes[index] == UInt8(ascii: "|") {
                cells.append(MarkdownTable.Cell(start..<index, of: bytes))
                start = index + 1
            }
            index += 1
        }
        if start < content.upperBound { cells.append(MarkdownTable.Cell(start..<content.upperBound, of: bytes)) }
        self.cells = cells
    }

    /// Whether each cell is a run of dashes with an optional colon at either end: what makes lines a table.
    func isAlignment(in bytes: [UInt8]) -> Bool {
        !cells.isEmpty
            && cells.allSatisfy { cell in
                var content = bytes[cell.content]
                if content.first == UInt8(ascii: ":") { content.removeFirst() }
                if content.last == UInt8(ascii: ":") { content.removeLast() }
                return !content.isEmpty && content.allSatisfy { $0 == UInt8(ascii: "-") }
            }
    }
}

extension MarkdownTable.Cell {
    fileprivate init(_ raw: Range<Int>, of bytes: [UInt8]) {
        self.raw = raw
        content = bytes.withoutBlanks(raw)
        text = MarkdownText.plain(String(decoding: bytes[content], as: UTF8.self))
    }
}

extension [UInt8] {
    /// The range without spaces, tabs and carriage returns at both ends; empty at its start if there is nothing else.
    func withoutBlanks(_ range: Range<Int>) -> Range<Int> {
        func isBlank(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
        }
        var lower = range.lowerBound
        var upper = range.upperBound
        while lower < upper, isBlank(self[lower]) { lower += 1 }
        while upper > lower, isBlank(self[upper - 1]) { upper -= 1 }
        return lower == upper ? range.lowerBound..<range.lowerBound : lower..<upper
    }
}
