/// An action of somebody else's, pinned to the commit of a release: a tag can be moved.
struct GitHubAction: Sendable, Hashable {
    /// `owner/name`, or `owner/name/folder`.
    let name: String
    /// The release.
    let version: String
    /// Its commit.
    let commit: String

    /// What stands behind `uses:`, with the release as a comment.
    var reference: String { "\(name)@\(commit) # \(version)" }

    /// github.com/actions/checkout
    static let checkout = GitHubAction(
        name: "actions/checkout", version: "v7.0.1", commit: "3d3c42e5aac5ba805825da76410c181273ba90b1")
    /// github.com/actions/setup-node
    static let setupNode = GitHubAction(
        name: "actions/setup-node", version: "v7.0.0", commit: "820762786026740c76f36085b0efc47a31fe5020")
    /// github.com/superfly/flyctl-actions
    static let setupFly = GitHubAction(
        name: "superfly/flyctl-actions/setup-flyctl", version: "v1.4",
        commit: "dfdfedc86b296f5e5384f755a18bf400409a15d0")

    /// The action that installs a tool; nil for one that runners have.
    static func installing(_ tool: String) -> (action: GitHubAction, settings: [(key: String, value: String)])? {
        switch tool {
        case "flyctl": (setupFly, [])
        case "node": (setupNode, [("node-version", "lts/*")])
        default: nil
        }
    }
}
