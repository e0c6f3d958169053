package import Topology
import Workspace

/// What the Security bundle asks of a platform about what stands between clients and a unit.
package protocol EdgeAnswers: Sendable {
    /// Where a unit on this platform finds the address of its client.
    func clientAddress(of unit: DeployableUnit, in repository: RepositoryView) -> ClientAddress
    /// Whether the platform may run the unit more than once at a time, so that a count in memory is not the whole.
    func canRunSeveral(_ unit: DeployableUnit, in repository: RepositoryView) -> Bool
    /// Rate limiting by the platform itself, in place of the unit's code; nil where the code has to do it.
    func edgeRateLimit(of unit: DeployableUnit, in repository: RepositoryView) -> EdgeRateLimit?
}

extension EdgeAnswers {
    /// The peer of the connection.
    package func clientAddress(of unit: DeployableUnit, in repository: RepositoryView) -> ClientAddress { .socket }
    /// Once.
    package func canRunSeveral(_ unit: DeployableUnit, in repository: RepositoryView) -> Bool { false }
    /// None.
    package func edgeRateLimit(of unit: DeployableUnit, in repository: RepositoryView) -> EdgeRateLimit? { nil }
}

/// Rate limiting that a platform does by itself and that only its dashboard holds.
package struct EdgeRateLimit: Sendable, Hashable {
    /// Why the code has none, such as `Vercel limits requests in its firewall`.
    package var reason: String
    /// The steps in the dashboard, in order, without numbers.
    package var steps: [String]

    /// Makes an answer.
    package init(reason: String, steps: [String]) {
        self.reason = reason
        self.steps = steps
    }
}
