extension Conventions {
    /// The smallest edits that make the table say what `entries` say.
    ///
    /// A person's rows keep their place and their extra cells, and everything outside the table stays as it is. New
    /// rows are put in the order of the contract among them. Without a table one is added below the heading
    /// `Infrastructure`, without that heading at the end of the file. Applied to its own result it gives no edits.
    ///
    /// - Parameters:
    ///   - entries: What the table shall say; rows that it does not name stay.
    ///   - packageColumn: Whether there is more than one unit, so that the table needs a Package column. One that is
    ///     there is never taken away.
    ///   - packageOf: The path of the package that a person's row is about when the column is added; absent if it is
    ///     not known or if the row serves several.
    /// - Returns: The edits, in any order; none where the table says it all already.
    package func edits(
        recording entries: [InfrastructureEntry], packageColumn: Bool,
        packageOf: (InfrastructureRow) -> String? = { _ in nil }
    ) -> [TextEdit] {
        guard let table, let columns else {
            return entries.isEmpty ? [] : [insertingTable(entries.map(\.row), packageColumn: packageColumn)]
        }
        var recorder = TableRecorder(conventions: self, table: table, columns: columns)
        if packageColumn, columns.package == nil { recorder.addPackageColumn(packageOf) }
        recorder.record(entries)
        return recorder.edits
    }

    /// The bytes of the file after `edits(recording:packageColumn:packageOf:)`.
    ///
    /// - Throws: `edit/overlap` or `edit/range`, which would be a mistake of the recorder.
    package func bytes(
        recording entries: [InfrastructureEntry], packageColumn: Bool,
        packageOf: (InfrastructureRow) -> String? = { _ in nil }
    ) throws(Diagnostic) -> [UInt8] {
        let edits = edits(recording: entries, packageColumn: packageColumn, packageOf: packageOf)
        return try TextEdit.apply(edits, to: document.bytes)
    }

    /// A new file for a repository that has none.
    ///
    /// - Parameters:
    ///   - name: What the title calls the repository.
    ///   - entries: The rows, in any order.
    ///   - packageColumn: Whether there is more than one unit.
    /// - Returns: The bytes of the file.
    package static func create(name: String, entries: [InfrastructureEntry], packageColumn: Bool) -> [UInt8] {
        let text = """
            # Conventions of \(MarkdownText.cell(name))

            What holds for the whole repository. `infra-ws` reads the table below and adds rows to it; everything else
            in this file is yours and stays as it is.

            ## Infrastructure

            \(renderTable(entries.map(\.row), packageColumn: packageColumn))
            """
        return Array(text.utf8)
    }

    /// A whole table, rows in the order of the contract, each line ended by `\n`.
    private static func renderTable(_ rows: [InfrastructureRow], packageColumn: Bool) -> String {
        let sorted = rows.sorted(by: InfrastructureRow.precedes)
        guard packageColumn else {
            return MarkdownTable.render(
                header: ["Component", "Provider", "Details"],
                rows: sorted.map { [$0.component, $0.provider, $0.details] }
            )
        }
        return MarkdownTable.render(
            header: ["Component", "Package", "Provider", "Details"],
            rows: sorted.map { [$0.component, $0.package ?? InfrastructureRow.shared, $0.provider, $0.details] })
    }

    /// A table where there was none: at the end of the text right below the heading, or with a heading of its own.
    private func insertingTable(_ rows: [InfrastructureRow], packageColumn: Bool) -> TextEdit {
        var text = Self.renderTable(rows, packageColumn: packageColumn)
        let bytes = document.bytes
        var limit = document.unclosedBlock ?? bytes.count
        if let heading, heading.end <= limit {
            let next = document.headings.first { $0.span.lowerBound >= heading.end }
            limit = min(limit, next?.span.lowerBound ?? limit)
        } else {
            text = "## Infrastructure\n\n" + text
        }
        var offset = limit
        while offset > 0, isBlankByte(bytes[offset - 1]) { offset -= 1 }
        // The last line keeps what stands at its end: without it, it may mean something else.
        while offset < limit, bytes[offset] != UInt8(ascii: "\n"), !bytes[offset...].starts(with: "\r\n".utf8) {
            offset += 1
        }
        if offset > 0 { text = "\n\n" + text }
        if limit < bytes.count {
            // The blank line that follows is the one that stood there, or a new one where there was none.
            let gap = bytes[offset..<limit].count { $0 == UInt8(ascii: "\n") }
            if gap >= 2 { text.removeLast() } else if gap == 0 { text += "\n" }
        } else if offset < limit {
            text.removeLast()
        }
        return TextEdit(insert: document.withLineEndings(text), at: offset)
    }

    private func isBlankByte(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: " ")
            || byte == UInt8(ascii: "\t")
    }
}

extension MarkdownDocument {
    /// A text whose lines end in `\n`, with the line endings of the file instead.
    func withLineEndings(_ text: String) -> String {
        lineEnding == "\n"
            ? text : text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: lineEnding)
    }
}
