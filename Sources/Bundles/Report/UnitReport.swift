import Topology
package import Workspace

/// What one bundle saw, did and proved for one package.
package struct UnitReport: Sendable {
    /// Name of the package.
    package var name: String
    /// Its folder relative to the root.
    package var path: String
    /// The bundle.
    package var bundle: BundleName
    /// What was there before any change.
    package var finding: Finding
    /// What was done, for the package's line, such as `/health endpoint created (FastAPI)`.
    package var headline: String?
    /// Files that were written, or would be.
    package var changes: [ChangeReport]
    /// Lines after `Configured:`.
    package var configured: [String]
    /// What was asked, in the order of asking.
    package var checks: [Check]
    /// Each try of the fix loop, in order; empty where the first plan held.
    package var attempts: [Attempt]
    /// Steps that only a person can do, in order, without numbers.
    package var requiredSetup: [String]
    /// Names of environment variables that production must provide.
    package var variables: [String]
    /// Lines under `Platform notes:` of a single repository's report.
    package var platformNotes: [String]
    /// Rows for the Infrastructure table.
    package var rows: [InfrastructureEntry]
    /// What was not written because a check failed or nothing proved it: a unified diff.
    package var withheld: String?
    /// Problems of this package alone.
    package var diagnostics: [Diagnostic]

    /// Makes a report of a finding alone.
    package init(name: String, path: String, bundle: BundleName, finding: Finding) {
        self.name = name
        self.path = path
        self.bundle = bundle
        self.finding = finding
        changes = []
        configured = []
        checks = []
        attempts = []
        requiredSetup = []
        variables = []
        rows = []
        platformNotes = []
        diagnostics = []
    }

    /// The verdict over all checks: failed if one failed, passed if one passed, else not run; nil without a check.
    package var verdict: Verdict? {
        if checks.contains(where: { $0.verdict == .failed }) || diagnostics.contains(where: { $0.severity == .error }) {
            return .failed
        }
        if checks.contains(where: { $0.verdict == .passed }) { return .passed }
        return checks.first?.verdict
    }
}

/// One file that a run wrote, or would write.
package struct ChangeReport: Sendable, Hashable {
    /// What happens to the file.
    package enum Action: String, Sendable, Hashable {
        /// It is new.
        case created
        /// It was edited in place.
        case edited
    }

    /// Path relative to the root.
    package var path: String
    /// What happens to it.
    package var action: Action
    /// Why, in a few words.
    package var why: String

    /// Makes a change.
    package init(path: String, action: Action, why: String) {
        self.path = path
        self.action = action
        self.why = why
    }
}

/// One try of the fix loop.
package struct Attempt: Sendable, Hashable {
    /// The approach that was tried.
    package var approach: String
    /// Which try of this approach it was, 1 to 3.
    package var number: Int
    /// What was seen, in one sentence.
    package var cause: String
    /// What was done about it, in one sentence.
    package var remedy: String

    /// Makes an attempt.
    package init(approach: String, number: Int, cause: String, remedy: String) {
        self.approach = approach
        self.number = number
        self.cause = cause
        self.remedy = remedy
    }
}
