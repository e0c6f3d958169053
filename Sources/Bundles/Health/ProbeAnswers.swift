package import Topology
package import Workspace

/// What the Health bundle asks of a platform: who asks the endpoint, and where that is configured.
package protocol ProbeAnswers: Sendable {
    /// How this platform probes the unit today.
    func probe(of unit: DeployableUnit, in repository: RepositoryView) -> ProbeState
    /// How the probe is added for the endpoint at the URL path `path`. Pure: nothing is written. Throws `probe/...`
    /// where the platform's file cannot be edited.
    func planProbe(of unit: DeployableUnit, path: String, in repository: RepositoryView) throws(Diagnostic) -> ProbePlan
    /// The port that the platform's file asks and the one on which the unit listens; nil where files do not say both.
    func ports(of unit: DeployableUnit, in repository: RepositoryView) -> PortPair?
    /// The edits that make the platform ask the port on which the unit listens.
    func planPort(_ ports: PortPair, of unit: DeployableUnit, in repository: RepositoryView) throws(Diagnostic)
        -> [FileChange]
}

extension ProbeAnswers {
    /// No file says both.
    package func ports(of unit: DeployableUnit, in repository: RepositoryView) -> PortPair? { nil }

    /// Nothing to edit.
    package func planPort(
        _ ports: PortPair, of unit: DeployableUnit, in repository: RepositoryView
    ) throws(Diagnostic) -> [FileChange] { [] }
}

/// The port that a platform asks, and the one on which the unit listens.
package struct PortPair: Sendable, Hashable {
    /// The port that the platform's file asks.
    package var asked: Int
    /// Where it says so.
    package var askedPlace: FilePlace
    /// The port on which the unit listens.
    package var listening: Int
    /// Where that is said: an environment variable in the platform's file, the Dockerfile, the code.
    package var listeningPlace: FilePlace

    /// Makes a pair.
    package init(asked: Int, askedPlace: FilePlace, listening: Int, listeningPlace: FilePlace) {
        self.asked = asked
        self.askedPlace = askedPlace
        self.listening = listening
        self.listeningPlace = listeningPlace
    }
}

/// How a platform probes a unit today.
package enum ProbeState: Sendable, Hashable {
    /// The platform watches by itself and needs no endpoint, such as `serverless`.
    case automatic(reason: String)
    /// A file configures it: the path that is probed (nil for a probe that names none, such as a command), and where.
    case configured(path: String?, place: FilePlace)
    /// A file could hold it and does not.
    case missing(file: String)
    /// Only a dashboard can hold it.
    case dashboard
    /// This platform has no probes.
    case none
}

/// How a probe is added.
package struct ProbePlan: Sendable {
    /// Edits of the platform's file; empty where only a dashboard holds it.
    package var changes: [FileChange]
    /// The platform's name, such as `Coolify`.
    package var platform: String
    /// URL path that is probed.
    package var path: String
    /// Seconds between two probes.
    package var interval: Int
    /// Steps in the dashboard, in order, without numbers; empty where a file holds it.
    package var requiredSetup: [String]

    /// Makes a plan.
    package init(
        changes: [FileChange] = [], platform: String, path: String, interval: Int = 30, requiredSetup: [String] = []
    ) {
        self.changes = changes
        self.platform = platform
        self.path = path
        self.interval = interval
        self.requiredSetup = requiredSetup
    }

    /// The line after `Configured:`: `Coolify probe (HTTP, /health, 30s)`, for a single repository
    /// `Coolify health probe (HTTP, /health, 30s interval)`.
    package func summary(isMonorepo: Bool) -> String {
        isMonorepo
            ? "\(platform) probe (HTTP, \(path), \(interval)s)"
            : "\(platform) health probe (HTTP, \(path), \(interval)s interval)"
    }

    /// Details for the Health row, such as `/health, 30s interval`, with `: to do` where a dashboard has yet to be told.
    package var details: String {
        "\(path), \(interval)s interval" + (requiredSetup.isEmpty ? "" : ": to do")
    }
}
