import Workspace

/// Step 9: what to do next, for each of the three cases.
package struct Recommendation: Sendable {
    private let report: RunReport

    /// Reads a report.
    package init(_ report: RunReport) {
        self.report = report
    }

    /// The bundles that still lack something after this run, in order of priority.
    package var remaining: [BundleName] {
        BundleName.allCases.filter { bundle in
            report.units(of: bundle).contains { unit in
                unit.finding.isOpen && (unit.changes.isEmpty || unit.withheld != nil)
            }
        }
    }

    /// One or more sentences.
    package var text: String {
        if report.hasFailed { return failureText }
        if let next = remaining.first {
            let names = remaining.map(\.title).joined(separator: ", ")
            return "Remaining bundles: \(names). Run `infra-ws run` again to add \(next.title)."
        }
        if report.checks.contains(where: { $0.verdict != .passed }) {
            return "All 4 bundles configured; what was not run is still to be validated. Next: `/documents`."
        }
        return "All 4 bundles configured and validated. Next: `/documents`."
    }

    private var failureText: String {
        let failed = report.units.filter { $0.verdict == .failed }
        let actions = failed.map { unit -> String in
            let cause =
                unit.checks.first { $0.verdict == .failed }.map { $0.cause ?? "\($0.name): \($0.observed)" }
                ?? unit.diagnostics.first?.message ?? "see above"
            return "- [\(unit.path)] \(unit.bundle.title): \(cause)"
        }
        let next =
            report.mode == .validate
            ? "`infra-ws run` mends what a file of the repository can hold; the rest is yours."
            : "Then run `infra-ws run` again."
        return "Required actions:\n" + actions.joined(separator: "\n") + "\n" + next
    }
}
