package import Workspace

/// A push, as GitHub sees it when it decides which workflows start (docs.github.com, "Workflow syntax for GitHub
/// Actions", `on.push`).
package struct GitHubPush: Sendable, Hashable {
    /// What was pushed.
    package enum Reference: Sendable, Hashable {
        /// A branch, by its name without `refs/heads/`.
        case branch(String)
        /// A tag, by its name without `refs/tags/`.
        case tag(String)
    }

    /// The branch or tag.
    package var reference: Reference
    /// How many commits it has.
    package var commits: Int
    /// The changed files in the order of GitHub's list; nil where making the list took GitHub too long.
    package var files: [String]?

    /// Makes a push.
    package init(_ reference: Reference, files: [String]?, commits: Int = 1) {
        self.reference = reference
        self.commits = commits
        self.files = files
    }
}

/// `branches` or `tags`, or one of them with `-ignore`, of `on.push`.
package struct GitHubReferenceFilter: Sendable {
    private let patterns: [GitHubPathPattern]
    private let ignores: Bool

    /// Makes the filter of a list.
    package init(_ patterns: [String], ignores: Bool = false) {
        self.patterns = patterns.map { GitHubPathPattern($0) }
        self.ignores = ignores
    }

    /// Whether a name passes.
    package func passes(_ name: String) -> Bool {
        patterns.includes(name) != ignores
    }
}

/// `on.push` of a workflow as a whole.
package struct GitHubPushFilter: Sendable {
    /// More commits than this in one push, and the workflow runs whatever changed ("Git diff comparisons").
    package static let commitLimit = 1000

    private let branches: GitHubReferenceFilter?
    private let tags: GitHubReferenceFilter?
    private let paths: GitHubPathFilter?

    /// Reads the value of `on.push`; keys that it does not have filter nothing.
    package init(_ push: DocumentNode) {
        branches = Self.references("branches", in: push)
        tags = Self.references("tags", in: push)
        if let list = push["paths"] {
            paths = GitHubPathFilter(GitHubWorkflow.list(list))
        } else {
            paths = push["paths-ignore"].map { GitHubPathFilter(GitHubWorkflow.list($0), ignores: true) }
        }
    }

    private static func references(_ key: String, in push: DocumentNode) -> GitHubReferenceFilter? {
        if let list = push[key] { return GitHubReferenceFilter(GitHubWorkflow.list(list)) }
        return push[key + "-ignore"].map { GitHubReferenceFilter(GitHubWorkflow.list($0), ignores: true) }
    }

    /// Whether pushes of branches start it at all: a filter of tags alone leaves branches out.
    package var answersBranches: Bool { branches != nil || tags == nil }

    /// Whether a push starts the workflow. Both filters have to pass; paths are not looked at for a tag.
    package func fires(on push: GitHubPush) -> Bool {
        switch push.reference {
        case .tag(let name): return tags?.passes(name) ?? (branches == nil)
        case .branch(let name):
            guard branches?.passes(name) ?? (tags == nil) else { return false }
        }
        guard let paths else { return true }
        guard push.commits <= Self.commitLimit, let files = push.files else { return true }
        return paths.fires(on: files)
    }
}
