package import Workspace

/// One way to implement a bundle for a unit.
package struct Approach: Sendable, Hashable {
    /// Stable id, such as `existing-connection`.
    package var id: String
    /// What it does, in a few words for the report.
    package var summary: String

    /// Makes an approach.
    package init(_ id: String, _ summary: String) {
        self.id = id
        self.summary = summary
    }
}

/// What a bundle wants to do for one unit: pure data, nothing is written by making it.
package struct UnitPlan: Sendable {
    /// The approach that it follows; nil where there is nothing to choose.
    package var approach: Approach?
    /// Files to create and to edit, paths relative to the root.
    package var changes: [FileChange]
    /// What it does, for `Created`/`[path] Health: ...` lines, such as `/health endpoint created (FastAPI)`.
    package var headline: String?
    /// Lines after `Configured:`, such as `Coolify probe (HTTP, /health, 30s)`.
    package var configured: [String]
    /// Steps that only a person can do, in order, without numbers.
    package var requiredSetup: [String]
    /// Names of environment variables that production must provide.
    package var variables: [String]
    /// Rows for the Infrastructure table.
    package var rows: [InfrastructureEntry]
    /// Lines under `Platform notes:` of a single repository's report.
    package var platformNotes: [String]
    /// Dependencies to add by the unit's own package manager, such as `slowapi`.
    package var dependencies: [String]

    /// Makes an empty plan.
    package init() {
        changes = []
        configured = []
        requiredSetup = []
        variables = []
        rows = []
        platformNotes = []
        dependencies = []
    }
}
