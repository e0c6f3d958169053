package import Topology
package import Workspace

/// What the Security bundle asks of a platform or CDN about its web application firewall.
package protocol WAFAnswers: Sendable {
    /// The firewall in front of a unit, or of all units of a domain; nil where it has none.
    ///
    /// `exempt` are the URL paths that probes ask for: rules must let them pass.
    func firewall(exempt: [String], in repository: RepositoryView) -> Firewall?
}

extension WAFAnswers {
    /// None.
    package func firewall(exempt: [String], in repository: RepositoryView) -> Firewall? { nil }
}

/// The firewall of a platform or CDN.
package struct Firewall: Sendable, Hashable {
    /// What a file of the repository holds of it.
    package enum InFile: Sendable, Hashable {
        /// A file turns its rules on.
        case present(FilePlace)
        /// A file can, and this one does once it is created.
        case addable(FileChange)
        /// Only the dashboard can.
        case none
    }

    /// The name of its maker, such as `Cloudflare`.
    package var provider: String
    /// The rules for the table, such as `OWASP ruleset`.
    package var rules: String
    /// What a file holds.
    package var inFile: InFile
    /// The steps in the dashboard, in order, without numbers.
    package var steps: [String]
    /// Environment variables that the file needs.
    package var variables: [String]

    /// Makes a firewall.
    package init(
        provider: String, rules: String, inFile: InFile = .none, steps: [String], variables: [String] = []
    ) {
        self.provider = provider
        self.rules = rules
        self.inFile = inFile
        self.steps = steps
        self.variables = variables
    }
}
