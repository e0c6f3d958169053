/// The forms in which results are printed; which of them a command knows, it says itself.
enum OutputFormat: String, Sendable, CaseIterable {
    /// Sentences and lists for people.
    case text
    /// A Markdown pipe table.
    case table
    /// One JSON object with a `schema`.
    case json
    /// The language of Graphviz.
    case dot
    /// The language of Mermaid.
    case mermaid
    /// One page without outside parts.
    case html
    /// One name on each line.
    case names
    /// A matrix for GitHub Actions.
    case githubMatrix = "github-matrix"
    /// A child pipeline for GitLab.
    case gitlab
    /// Pipeline steps for Buildkite.
    case buildkite
}
