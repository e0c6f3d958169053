import Topology
import Workspace

/// The preview of `--dry-run`, in the form of the command's description.
package struct PreviewText: Sendable {
    private let report: RunReport
    private let stack: [StackLine]

    /// One line under `Stack detected:`.
    package struct StackLine: Sendable, Hashable {
        /// `CDN`, `Platform`, `Database` or `Cache`.
        package var role: String
        /// What was seen, such as `PostgreSQL 16`.
        package var value: String

        /// Makes a line.
        package init(role: String, value: String) {
            self.role = role
            self.value = value
        }
    }

    /// Makes the preview of a report whose changes are only planned.
    package init(_ report: RunReport, stack: [StackLine]) {
        self.report = report
        self.stack = stack
    }

    /// The whole text.
    package func render() -> String {
        var sections: [[String]] = [["INFRA PREVIEW (DRY RUN)"], stackLines()]
        sections.append(report.isMonorepo ? packageLines() : singleLines())
        sections += [planLines(), problems(), requiredSetup(), report.notes].filter { !$0.isEmpty }
        sections.append(["Run without --dry-run to apply."])
        return sections.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private func stackLines() -> [String] {
        ["Stack detected:"]
            + (stack.isEmpty ? ["- nothing"] : stack.map { "- \($0.role): \(Terminal.sanitised($0.value))" })
    }

    private func packageLines() -> [String] {
        let paths = Set(report.units.map(\.path)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let lines = paths.map { path -> String in
            let own = report.units.filter { $0.path == path }
            let configured = names(own) {
                $0.state == .configured || $0.state == .notApplicable || $0.state == .skipped
            }
            let missing = names(own, where: \.isOpen)
            return "[\(Terminal.sanitised(path))] Configured: \(configured); Missing: \(missing)"
        }
        return lines + report.leftOut.map { "[\(Terminal.sanitised($0.path))] Skipped (\($0.reason))" }
    }

    private func singleLines() -> [String] {
        [
            "Configured: " + names(report.units) { !$0.isOpen },
            "Missing: " + names(report.units, where: \.isOpen),
        ]
    }

    private func names(_ units: [UnitReport], where condition: (Finding) -> Bool) -> String {
        let names = units.filter { condition($0.finding) }.map { unit -> String in
            switch unit.finding.state {
            case .partial: "\(unit.bundle.title) (partial, lacks \(unit.finding.lacking.joined(separator: ", ")))"
            case .notApplicable: "\(unit.bundle.title) (\(unit.finding.reason ?? "not applicable"))"
            case .skipped: "\(unit.bundle.title) (skipped)"
            case .configured, .missing: unit.bundle.title
            }
        }
        return names.isEmpty ? "-" : Terminal.sanitised(names.joined(separator: ", "))
    }

    private func planLines() -> [String] {
        guard let selected = report.selected else {
            return [report.allConfigured ? Selection.allConfigured : "Would add: -"]
        }
        let units = report.units(of: selected)
        var lines = ["Would add: \(selected.title)"]
        lines += unique(units.flatMap(\.changes).filter { $0.action == .created }.map(\.path))
            .map { "Would create: \(Terminal.sanitised($0))" }
        lines += unique(units.flatMap(\.changes).filter { $0.action == .edited }.map(\.path))
            .map { "Would edit: \(Terminal.sanitised($0))" }
        lines += unique(units.flatMap(\.configured)).map { "Would configure: \(Terminal.sanitised($0))" }
        return lines
    }

    /// Why nothing is planned for a unit.
    private func problems() -> [String] {
        report.units.flatMap { unit in
            unit.diagnostics.map {
                "[\(Terminal.sanitised(unit.path))] \(unit.bundle.title): \(Terminal.sanitised($0.line))"
            }
        }
    }

    private func requiredSetup() -> [String] {
        let steps = unique(report.units.flatMap(\.requiredSetup))
        let variables = unique(report.units.flatMap(\.variables)).map { "\($0) in environment" }
        let lines = (steps + variables).map { "- \(Terminal.sanitised($0))" }
        return lines.isEmpty ? [] : ["Required setup:"] + lines
    }

    private func unique(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }
    }
}
