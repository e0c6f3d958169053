import Topology
import Workspace

/// The package x bundle matrix of `infra-ws status`.
package struct StatusTable: Sendable {
    private let report: RunReport

    /// Makes the matrix of a report of findings.
    package init(_ report: RunReport) {
        self.report = report
    }

    /// The table, what lacks where, and the bundle that comes next.
    package func render() -> String {
        let paths = Set(report.units.map(\.path)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let rows = paths.map { path -> [String] in
            let own = report.units.filter { $0.path == path }
            let cells = BundleName.allCases.map { bundle in
                own.first { $0.bundle == bundle }.map { word($0.finding) } ?? "-"
            }
            return [own.first?.name ?? path, path] + cells
        }
        var sections = [
            MarkdownTable.render(header: ["Package", "Path"] + BundleName.allCases.map(\.title), rows: rows)
        ]
        let details = detailLines()
        if !details.isEmpty { sections.append(details.joined(separator: "\n") + "\n") }
        if !report.leftOut.isEmpty {
            let lines = report.leftOut.map { "[\(Terminal.sanitised($0.path))] Skipped (\($0.reason))" }
            sections.append(lines.joined(separator: "\n") + "\n")
        }
        sections.append((report.notes + [next]).joined(separator: "\n") + "\n")
        return sections.joined(separator: "\n")
    }

    private var next: String {
        report.selected.map(Selection.line) ?? Selection.allConfigured
    }

    private func word(_ finding: Finding) -> String {
        finding.state == .notApplicable ? "n/a" : finding.state.rawValue
    }

    private func detailLines() -> [String] {
        report.units.sorted { ($0.path, $0.bundle) < ($1.path, $1.bundle) }.compactMap { unit in
            let subject = "[\(Terminal.sanitised(unit.path))] \(unit.bundle.title): "
            switch unit.finding.state {
            case .configured:
                let places = unit.finding.present.map { part in
                    Terminal.sanitised(part.name + (part.place.map { " (\($0))" } ?? ""))
                }
                return places.isEmpty ? nil : subject + places.joined(separator: ", ")
            case .partial, .missing:
                return unit.finding.lacking.isEmpty
                    ? nil : subject + "lacks " + Terminal.sanitised(unit.finding.lacking.joined(separator: ", "))
            case .notApplicable, .skipped:
                return unit.finding.reason.map { subject + Terminal.sanitised($0) }
            }
        }
    }
}
