/// Why a check could not be made. Never printed or counted as passed.
package enum NotRunReason: String, Sendable, Hashable, CaseIterable {
    /// Only the user has the credential.
    case needsCredential = "needs-credential"
    /// Only a platform's dashboard shows it.
    case needsDashboard = "needs-dashboard"
    /// It needs rights that we do not have.
    case needsSudo = "needs-sudo"
    /// No address is known; `--url PACKAGE=URL` gives one.
    case needsURL = "needs-url"
    /// A registry or host was not reached; its words are quoted.
    case needsNetwork = "needs-network"
    /// A tool is missing, after local binary, container and installation without sudo were tried.
    case needsTool = "needs-tool"
    /// known-issues.md or an option says to leave it.
    case skipped
}

/// How a check ended.
package enum Verdict: Sendable, Hashable {
    /// What was expected was seen.
    case passed
    /// Something else was seen.
    case failed
    /// It was not made.
    case notRun(NotRunReason)

    /// `passed`, `failed` or `notRun`.
    package var word: String {
        switch self {
        case .passed: "passed"
        case .failed: "failed"
        case .notRun: "notRun"
        }
    }
}

/// One thing that validation asked, and what it saw.
package struct Check: Sendable, Hashable {
    /// What was asked, such as `GET /health` or `GET /health with database stopped`.
    package var name: String
    /// What should be seen.
    package var expected: String
    /// What was seen; for a check that was not run, why.
    package var observed: String
    /// How it ended.
    package var verdict: Verdict
    /// How long the answer took, in milliseconds; nil where nothing was asked.
    package var milliseconds: Int?
    /// The cause of a failure, with file and line where there is one, in one sentence.
    package var cause: String?
    /// Last lines of the unit's log, for a failure.
    package var log: [String]
    /// What is wrong as the bundle itself knows it, so that it can mend it; nil where it does not say.
    package var fault: String?
    /// The word of a monorepo's report for a check that passed, such as `200 OK` or `DB pass`.
    package var short: String
    /// The word before what passed in a report: `Validated`, or what the check was about besides.
    package var group = "Validated"
    /// The words of a single repository's report, such as `Endpoint returns 200` or `DB check passes`.
    package var phrase: String

    /// Makes a check. `short` and `phrase` are the name where they are not given.
    package init(
        _ name: String, expected: String, observed: String, verdict: Verdict, milliseconds: Int? = nil,
        cause: String? = nil, log: [String] = [], short: String? = nil, phrase: String? = nil,
        fault: String? = nil
    ) {
        self.fault = fault
        self.name = name
        self.expected = expected
        self.observed = observed
        self.verdict = verdict
        self.milliseconds = milliseconds
        self.cause = cause
        self.log = log
        self.short = short ?? name
        self.phrase = phrase ?? name
    }
}
