import Topology
import Workspace

/// The report of a run as text, in the form of the command's description: one block for each package of a monorepo,
/// one list for a single repository.
package struct ReportText: Sendable {
    private let report: RunReport
    private let isVerbose: Bool

    /// Makes the text of a report; `isVerbose` adds every check that passed.
    package init(_ report: RunReport, isVerbose: Bool = false) {
        self.report = report
        self.isVerbose = isVerbose
    }

    /// The whole text, ending with the tally line.
    package func render() -> String {
        var sections: [[String]] = [header()]
        sections += report.isMonorepo ? packageBlocks() : [singleBlock()].filter { !$0.isEmpty }
        if report.isMonorepo {
            sections += report.leftOut.map { ["[\(shown($0.path))] Skipped (\($0.reason))"] }
        }
        sections += [platformNotes(), requiredSetup(), variables(), withheld(), written(), report.notes]
            .filter { !$0.isEmpty }
        sections.append([Recommendation(report).text])
        sections.append([report.tally])
        return sections.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private func header() -> [String] {
        var lines = ["REPORT"]
        if let selected = report.selected, report.units(of: selected).contains(where: { !$0.changes.isEmpty }) {
            lines.append("- Added: \(selected.title) bundle")
        } else if report.mode == .validate || report.allConfigured || report.selected == nil {
            let failed = report.checks.count { $0.verdict == .failed }
            let found = failed == 0 ? "" : " (\(failed) of \(report.checks.count) checks failed)"
            lines.append(
                "- Validated: " + (validatedBundles().isEmpty ? "nothing is configured yet" : validatedBundles())
                    + found)
        } else {
            lines.append("- Added: nothing")
        }
        if !report.isMonorepo { lines += singleLines() }
        return lines
    }

    private func validatedBundles() -> String {
        BundleName.allCases.filter { !report.units(of: $0).filter { !$0.checks.isEmpty }.isEmpty }
            .map { "\($0.title) bundle" }.joined(separator: ", ")
    }

    // MARK: Monorepo

    private func packageBlocks() -> [[String]] {
        let paths = Set(report.units.map(\.path)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return paths.flatMap { path in
            report.units.filter { $0.path == path && isWorthABlock($0) }.map(block)
        }
    }

    private func isWorthABlock(_ unit: UnitReport) -> Bool {
        !unit.checks.isEmpty || unit.bundle == report.selected || !unit.diagnostics.isEmpty || !unit.changes.isEmpty
    }

    private func block(_ unit: UnitReport) -> [String] {
        var lines = ["[\(shown(unit.path))] \(unit.bundle.title): \(headline(of: unit))"]
        if !unit.configured.isEmpty { lines.append("  - Configured: \(unit.configured.joined(separator: "; "))") }
        lines += checkLines(unit).map { $0.hasPrefix("  ") ? "  " + $0 : "  - \($0)" }
        lines += unit.attempts.map {
            "  - Attempt \($0.number) (\($0.approach)): \(shown($0.cause)); \(shown($0.remedy))"
        }
        lines += unit.diagnostics.map { "  - \(shown($0.line))" }
        return lines
    }

    private func headline(of unit: UnitReport) -> String {
        if let headline = unit.headline { return shown(headline) }
        switch unit.finding.state {
        case .configured: return "configured"
        case .partial: return "partial, lacks " + shown(unit.finding.lacking.joined(separator: ", "))
        case .missing: return "missing"
        case .notApplicable: return shown(unit.finding.reason ?? "not applicable")
        case .skipped: return "Skipped (\(shown(unit.finding.reason ?? "known-issues.md")))"
        }
    }

    private func checkLines(_ unit: UnitReport) -> [String] {
        var lines: [String] = []
        let passed = unit.checks.filter { $0.verdict == .passed }
        for (group, checks) in groups(passed) {
            let time = checks.compactMap(\.milliseconds).first.map { " (\($0)ms)" } ?? ""
            lines.append("\(group): " + unique(checks.map(\.short)).joined(separator: ", ") + time)
        }
        if isVerbose { lines += passed.map { "\(shown($0.name)): \(shown($0.observed))" } }
        for check in unit.checks {
            switch check.verdict {
            case .passed: continue
            case .failed: lines += failureLines(check)
            case .notRun(let reason):
                lines.append("Not run: \(check.name): \(reason.rawValue), \(shown(check.observed))")
            }
        }
        return lines
    }

    private func failureLines(_ check: Check) -> [String] {
        var lines = [
            "Failed: \(shown(check.name)): expected \(shown(check.expected)), observed \(shown(check.observed))"
        ]
        if let cause = check.cause { lines.append("  Cause: \(shown(cause))") }
        lines += check.log.map { "  | \(shown($0))" }
        return lines
    }

    // MARK: Single repository

    private func singleLines() -> [String] {
        var lines: [String] = []
        for unit in report.units where isWorthABlock(unit) {
            let created = unit.changes.filter { $0.action == .created }.map { shown($0.path) }
            let edited = unit.changes.filter { $0.action == .edited }.map { shown($0.path) }
            if !created.isEmpty { lines.append("- Created: \(created.joined(separator: ", "))") }
            if !edited.isEmpty { lines.append("- Edited: \(edited.joined(separator: ", "))") }
            if unit.changes.isEmpty, unit.finding.state != .configured {
                lines.append("- \(unit.bundle.title): \(headline(of: unit))")
            }
            if !unit.configured.isEmpty { lines.append("- Configured: \(unit.configured.joined(separator: "; "))") }
            lines += singleCheckLines(unit)
        }
        return lines
    }

    private func singleCheckLines(_ unit: UnitReport) -> [String] {
        let passed = unit.checks.filter { $0.verdict == .passed }
        var lines: [String] = []
        for (group, checks) in groups(passed) {
            lines.append("- \(group): " + unique(checks.map(\.phrase)).joined(separator: ", "))
        }
        if let time = passed.compactMap(\.milliseconds).first { lines.append("- Response time: \(time)ms") }
        if isVerbose { lines += passed.map { "- \(shown($0.name)): \(shown($0.observed))" } }
        for check in unit.checks {
            switch check.verdict {
            case .passed: continue
            case .failed: lines += failureLines(check).map { $0.hasPrefix(" ") ? $0 : "- " + $0 }
            case .notRun(let reason):
                lines.append("- Not run: \(check.name): \(reason.rawValue), \(shown(check.observed))")
            }
        }
        lines += unit.attempts.map {
            "- Attempt \($0.number) (\($0.approach)): \(shown($0.cause)); \(shown($0.remedy))"
        }
        return lines + unit.diagnostics.map { "- \(shown($0.line))" }
    }

    private func singleBlock() -> [String] { [] }

    private func platformNotes() -> [String] {
        let notes = report.isMonorepo ? [] : report.units.flatMap(\.platformNotes)
        return notes.isEmpty ? [] : ["Platform notes:"] + notes.map { "- \(shown($0))" }
    }

    // MARK: After the blocks

    private func requiredSetup() -> [String] {
        var steps: [String] = []
        for unit in report.units {
            for step in unit.requiredSetup where !steps.contains(step) { steps.append(step) }
        }
        steps += report.units.filter { $0.withheld != nil && !hasFailed($0.path) }.map { unit in
            "[\(unit.path)] Try the change below for \(unit.bundle.title) and apply it with `git apply`: nothing on this "
                + "machine could prove it"
        }
        return steps.isEmpty ? [] : ["Required setup:"] + steps.enumerated().map { "\($0 + 1). \(shown($1))" }
    }

    private func variables() -> [String] {
        let names = Set(report.units.flatMap(\.variables)).sorted()
        return names.isEmpty ? [] : ["Environment variables to provide:"] + names.map { "- \(shown($0))" }
    }

    private func withheld() -> [String] {
        let held = report.units.filter { $0.withheld != nil }
        return held.flatMap { unit -> [String] in
            let reason = hasFailed(unit.path) ? "a check failed, see above" : "it was not tried"
            return ["Not written for \(shown(unit.path)) (\(unit.bundle.title)), because \(reason):"]
                + (unit.withheld ?? "").split(separator: "\n").map {
                    shown(String($0))
                }
        }
    }

    private func hasFailed(_ path: String) -> Bool {
        report.units.contains { $0.path == path && $0.verdict == .failed }
    }

    private func written() -> [String] {
        let changes = report.units.flatMap(\.changes)
        if changes.isEmpty { return [] }
        var seen: Set<String> = []
        let lines = changes.sorted { $0.path < $1.path }.filter { seen.insert($0.path).inserted }
            .map { "- \(shown($0.path)) (\($0.action.rawValue)): \(shown($0.why))" }
        let title =
            report.isWritten ? "Files written (`infra-ws undo` puts them back):" : "Files that would be written:"
        return report.isMonorepo || !report.isWritten ? [title] + lines : []
    }

    /// Checks by the word before them, in the order in which the words come first.
    private func groups(_ checks: [Check]) -> [(group: String, checks: [Check])] {
        unique(checks.map(\.group)).map { group in (group, checks.filter { $0.group == group }) }
    }

    private func unique(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }
    }

    private func shown(_ text: String) -> String { Terminal.sanitised(text) }
}
