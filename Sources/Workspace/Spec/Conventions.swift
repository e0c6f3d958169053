/// `.spec_system/CONVENTIONS.md` with its Infrastructure table, read tolerantly.
///
/// The table stands below a heading of any level that contains `Infrastructure`; its columns may come in any order,
/// others may stand between them, and `Package` may be absent. A file without it has no rows and is not wrong.
package struct Conventions: Sendable {
    /// Path of the file relative to the root.
    package static let path = ".spec_system/CONVENTIONS.md"

    /// Which column of the table holds what, 0-based.
    struct Columns: Sendable {
        /// The name of the component: the one column that must be there.
        var component: Int
        /// The path of the package.
        var package: Int?
        /// The provider.
        var provider: Int?
        /// The details.
        var details: Int?
    }

    /// The file.
    package let document: MarkdownDocument
    /// The Infrastructure table; absent if there is none.
    package let table: MarkdownTable?
    /// The rows in the order of the file, without those that name no component.
    package let rows: [InfrastructureRow]

    /// The columns of the table.
    let columns: Columns?
    /// The first heading that contains `Infrastructure`: a new table goes below it.
    let heading: MarkdownHeading?
    /// For each of `rows`, its position in the table.
    let positions: [Int]

    /// Reads the file.
    ///
    /// - Parameters:
    ///   - bytes: The file; empty where there is none.
    ///   - packageNames: Paths by package name, so that a person may write `api` where the path is `apps/api`.
    package init(_ bytes: [UInt8], packageNames: [String: String] = [:]) {
        document = MarkdownDocument(bytes, path: Self.path)
        let candidates = document.headings(containing: "infrastructure")
        heading = candidates.first
        let found = Self.findTable(below: candidates, in: document)
        table = found?.table
        columns = found?.columns
        var rows: [InfrastructureRow] = []
        var positions: [Int] = []
        for (position, row) in (found?.table.rows ?? []).enumerated() {
            guard let columns = found?.columns, !row.text(at: columns.component).isEmpty else { continue }
            positions.append(position)
            rows.append(Self.read(row, columns, packageNames: packageNames))
        }
        self.rows = rows
        self.positions = positions
    }

    /// The rows about a component.
    package func rows(of component: InfrastructureComponent) -> [InfrastructureRow] {
        rows.filter { $0.kind == component }
    }

    /// Whether the table has a Package column.
    package var hasPackageColumn: Bool { columns?.package != nil }
}

extension Conventions {
    /// The first table with a `Component` column below one of the headings.
    private static func findTable(
        below headings: [MarkdownHeading], in document: MarkdownDocument
    ) -> (table: MarkdownTable, columns: Columns)? {
        for heading in headings {
            for table in document.tables(in: document.section(of: heading)) {
                guard let component = table.column("component", "components") else { continue }
                let columns = Columns(
                    component: component, package: table.column("package", "packages", "path"),
                    provider: table.column("provider", "providers"), details: table.column("details", "detail"))
                return (table, columns)
            }
        }
        return nil
    }

    private static func read(
        _ row: MarkdownTable.Row, _ columns: Columns, packageNames: [String: String]
    ) -> InfrastructureRow {
        InfrastructureRow(
            component: row.text(at: columns.component),
            package: columns.package.flatMap { packagePath(row.text(at: $0), packageNames: packageNames) },
            provider: columns.provider.map { row.text(at: $0) } ?? "",
            details: columns.details.map { row.text(at: $0) } ?? "",
            place: FilePlace(path, line: row.line))
    }

    /// The path that a Package cell names; absent for `(shared)`, `-` and an empty cell.
    static func packagePath(_ cell: String, packageNames: [String: String]) -> String? {
        var text = cell
        if text.first == "`", text.last == "`", text.count > 2 { text = String(text.dropFirst().dropLast()) }
        if ["", "-", InfrastructureRow.shared].contains(text.lowercased()) { return nil }
        if let path = packageNames[text], !packageNames.values.contains(text) { return path }
        if text.hasPrefix("./") { text.removeFirst(2) }
        while text.count > 1, text.last == "/" { text.removeLast() }
        return text.isEmpty ? "." : text
    }
}
