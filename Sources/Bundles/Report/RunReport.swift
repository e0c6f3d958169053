import Topology
package import Workspace

/// What a command that looks at bundles found and did: the value that text and JSON are made from.
package struct RunReport: Sendable {
    /// Which command it reports.
    package enum Mode: String, Sendable, Hashable {
        /// Everything, written.
        case run
        /// Everything but the last write.
        case rehearse
        /// Validation alone.
        case validate
        /// Findings alone.
        case status
        /// Findings and the plan.
        case preview
    }

    /// Which command it reports.
    package var mode: Mode
    /// Whether texts have their monorepo form.
    package var isMonorepo: Bool
    /// The bundle that was selected; nil where none was missing, or none was asked for.
    package var selected: BundleName?
    /// True where every bundle of every filtered unit was configured before.
    package var allConfigured: Bool
    /// One report for each bundle and package, sorted by bundle, then path.
    package var units: [UnitReport]
    /// Packages that are not deployed, sorted by path, with the reason, such as `library, not deployed`.
    package var leftOut: [LeftOutPackage]
    /// Items of known-issues.md that were read.
    package var knownIssueCount: Int
    /// The unified diff of everything that was or would be written.
    package var diff: String
    /// Whether the repository was written to.
    package var isWritten: Bool
    /// Lines about the selection, such as `Health: 1 unit needs you`.
    package var notes: [String]
    /// Warnings about the repository.
    package var warnings: [Diagnostic]

    /// Makes an empty report.
    package init(mode: Mode, isMonorepo: Bool) {
        self.mode = mode
        self.isMonorepo = isMonorepo
        allConfigured = false
        units = []
        leftOut = []
        knownIssueCount = 0
        diff = ""
        isWritten = false
        notes = []
        warnings = []
    }

    /// The reports of one bundle, sorted by path.
    package func units(of bundle: BundleName) -> [UnitReport] {
        units.filter { $0.bundle == bundle }
    }

    /// Every check of every unit.
    package var checks: [Check] { units.flatMap(\.checks) }

    /// Whether a check failed or a bundle could not be implemented: exit code 1.
    package var hasFailed: Bool { units.contains { $0.verdict == .failed } }

    /// The last line of a report, such as `12 passed, 0 failed, 3 not run (2 needs-url, 1 needs-tool)`.
    package var tally: String {
        var passed = 0
        var failed = 0
        var reasons: [NotRunReason: Int] = [:]
        for check in checks {
            switch check.verdict {
            case .passed: passed += 1
            case .failed: failed += 1
            case .notRun(let reason): reasons[reason, default: 0] += 1
            }
        }
        let notRun = reasons.values.reduce(0, +)
        let text = "\(passed) passed, \(failed) failed, \(notRun) not run"
        if notRun == 0 { return text }
        let parts = NotRunReason.allCases.compactMap { reason in reasons[reason].map { "\($0) \(reason.rawValue)" } }
        return text + " (" + parts.joined(separator: ", ") + ")"
    }
}

/// A package that no bundle works on.
package struct LeftOutPackage: Sendable, Hashable {
    /// Its folder relative to the root.
    package var path: String
    /// Why, such as `library, not deployed`.
    package var reason: String

    /// Makes an entry.
    package init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }
}
