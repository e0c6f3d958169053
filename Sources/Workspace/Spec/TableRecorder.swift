/// Collects the edits of an Infrastructure table that is there already.
struct TableRecorder {
    /// The edits so far, in any order.
    private(set) var edits: [TextEdit] = []

    private let document: MarkdownDocument
    private let table: MarkdownTable
    private let columns: Conventions.Columns
    /// The rows as they will be when the Package column is there.
    private var rows: [InfrastructureRow]
    private let positions: [Int]
    private var addsPackageColumn = false

    /// Starts with a table and no edits.
    init(conventions: Conventions, table: MarkdownTable, columns: Conventions.Columns) {
        document = conventions.document
        self.table = table
        self.columns = columns
        rows = conventions.rows
        positions = conventions.positions
    }

    /// Adds one cell after the Component cell of each line.
    mutating func addPackageColumn(_ packageOf: (InfrastructureRow) -> String?) {
        addsPackageColumn = true
        addCell(" Package ", to: table.header)
        addCell(MarkdownTable.dashes(under: "Package"), to: table.alignment)
        for index in rows.indices {
            rows[index].package = packageOf(rows[index])
        }
        for (position, row) in table.rows.enumerated() {
            let known = positions.firstIndex(of: position).flatMap { rows[$0].package }
            addCell(" \(MarkdownText.cell(known ?? InfrastructureRow.shared)) ", to: row)
        }
    }

    /// Changes the rows that the entries replace, and adds those that are not there.
    mutating func record(_ entries: [InfrastructureEntry]) {
        let matches = match(entries)
        var added: [InfrastructureRow] = []
        for (entry, match) in zip(entries, matches) {
            guard let match else {
                added.append(entry.row)
                continue
            }
            if entry.rule == .replaceCells { replaceCells(at: match, with: entry.row) }
        }
        insert(added.sorted(by: InfrastructureRow.precedes))
    }
}

extension TableRecorder {
    /// For each entry the index of the row that is about the same thing; each row is taken once.
    ///
    /// Rows with the same provider are paired first, so that two databases of one package keep apart.
    private func match(_ entries: [InfrastructureEntry]) -> [Int?] {
        var matches = [Int?](repeating: nil, count: entries.count)
        var taken: Set<Int> = []
        for needsProvider in [true, false] {
            for (index, entry) in entries.enumerated() where matches[index] == nil {
                let found = rows.indices.first { candidate in
                    !taken.contains(candidate) && rows[candidate].key == key(of: entry.row)
                        && (!needsProvider || rows[candidate].hasProvider(of: entry.row))
                }
                guard let found else { continue }
                matches[index] = found
                taken.insert(found)
            }
        }
        return matches
    }

    /// A table without a Package column tells nothing of packages, so nothing is compared there.
    private func key(of row: InfrastructureRow) -> InfrastructureRow.Key {
        var key = row.key
        if columns.package == nil, !addsPackageColumn { key.package = nil }
        return key
    }

    private mutating func replaceCells(at index: Int, with row: InfrastructureRow) {
        replaceCell(columns.provider, of: positions[index], with: row.provider)
        replaceCell(columns.details, of: positions[index], with: row.details)
    }

    private mutating func replaceCell(_ column: Int?, of position: Int, with text: String) {
        let row = table.rows[position]
        guard let column, row.cells.indices.contains(column) else { return }
        let cell = row.cells[column]
        let wanted = MarkdownText.cell(text)
        guard cell.text != MarkdownText.plain(wanted) else { return }
        if cell.content.isEmpty {
            edits.append(TextEdit(range: cell.raw, replacement: " \(wanted) "))
        } else {
            edits.append(TextEdit(range: cell.content, replacement: wanted))
        }
    }

    /// Adds a cell with this raw text after the Component cell.
    private mutating func addCell(_ raw: String, to row: MarkdownTable.Row) {
        guard row.cells.indices.contains(columns.component) else { return }
        let end = row.cells[columns.component].raw.upperBound
        let isClosed = end < row.span.upperBound && document.bytes[end] == UInt8(ascii: "|")
        let text = isClosed || row.isAlignment(in: document.bytes) ? "|" + raw : " |" + raw + "|"
        edits.append(TextEdit(insert: text, at: end))
    }
}

extension TableRecorder {
    /// Inserts rows that are sorted, each where the order of the contract puts it among those that are there.
    private mutating func insert(_ added: [InfrastructureRow]) {
        var groups: [Int: [InfrastructureRow]] = [:]
        for row in added { groups[slot(for: row), default: []].append(row) }
        for (slot, rows) in groups.sorted(by: { $0.key < $1.key }) {
            insert(lines: rows.map(line), before: slot)
        }
    }

    /// The position of the table's row before which a new row goes; the number of rows for the end.
    private func slot(for row: InfrastructureRow) -> Int {
        guard let rank = row.kind?.rank else { return table.rows.count }
        if let last = rows.lastIndex(where: { $0.kind?.rank == rank && !InfrastructureRow.precedes(row, $0) }) {
            return positions[last] + 1
        }
        if let first = rows.firstIndex(where: { $0.kind?.rank == rank }) { return positions[first] }
        if let last = rows.lastIndex(where: { ($0.kind?.rank ?? .max) < rank }) { return positions[last] + 1 }
        if let first = rows.firstIndex(where: { ($0.kind?.rank ?? -1) > rank }) { return positions[first] }
        return table.rows.count
    }

    private mutating func insert(lines: [String], before slot: Int) {
        let previous = slot == 0 ? table.alignment : table.rows[slot - 1]
        let ending = document.lineEnding
        if previous.end > previous.span.upperBound {
            edits.append(TextEdit(insert: lines.map { $0 + ending }.joined(), at: previous.end))
        } else {
            // The last line of the file has no line ending, and keeps having none.
            edits.append(TextEdit(insert: lines.map { ending + $0 }.joined(), at: previous.span.upperBound))
        }
    }

    /// The line of a new row, with an empty cell for each column that is the person's own.
    private func line(_ row: InfrastructureRow) -> String {
        var cells = [String](repeating: "", count: table.header.cells.count)
        cells[columns.component] = row.component
        if let column = columns.provider { cells[column] = row.provider }
        if let column = columns.details { cells[column] = row.details }
        let package = row.package ?? InfrastructureRow.shared
        if let column = columns.package {
            cells[column] = package
        } else if addsPackageColumn {
            cells.insert(package, at: columns.component + 1)
        }
        let header = document.bytes[table.header.span]
        let indentation = header.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        return String(decoding: indentation, as: UTF8.self) + MarkdownTable.line(cells)
    }
}
