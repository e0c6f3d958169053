/// `on.push.paths` of GitHub Actions (docs.github.com, "Workflow syntax for GitHub Actions", `on.<push>.paths`).
package struct GitHubPathFilter: ChangeFilter {
    /// How many files of a diff are looked at: a match behind them does not start the workflow (docs.github.com,
    /// "Workflow syntax for GitHub Actions", "Git diff comparisons"; the page said 300 until 2026).
    package static let fileLimit = 3000

    /// The patterns in their order.
    package let patterns: [GitHubPathPattern]
    /// Whether the list is that of `paths-ignore`: a push runs unless all files match.
    package let ignores: Bool

    /// Makes the filter of a list.
    package init(_ patterns: [String], ignores: Bool = false) {
        self.patterns = patterns.map { GitHubPathPattern($0) }
        self.ignores = ignores
    }

    /// Whether the list includes a path.
    package func includes(_ path: String) -> Bool { patterns.includes(path) }

    /// Whether a push starts the workflow.
    package func fires(on changed: [String]) -> Bool {
        let seen = changed.prefix(Self.fileLimit)
        return seen.contains { includes($0) != ignores }
    }

    /// The patterns as they are written.
    package var parts: [String] { patterns.map(\.text) }
}
