package import Topology
package import Workspace

/// What the Health bundle asks of a platform: who asks the endpoint, and where that is configured.
package protocol ProbeAnswers: Sendable {
    /// How this platform probes the unit today.
    func probe(of unit: DeployableUnit, in repository: RepositoryView) -> ProbeState
    /// How the probe is added for the endpoint at the URL path `path`. Pure: nothing is written. Throws `probe/...`
    /// where the platform's file cannot be edited.
    func planProbe(of unit: DeployableUnit, path: String, in repository: RepositoryView) throws(Diagnostic) -> ProbePlan
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
    /// For the report, such as `Coolify probe (HTTP, /health, 30s)`.
    package var summary: String
    /// Steps in the dashboard, in order, without numbers.
    package var requiredSetup: [String]
    /// Details for the Health row, such as `/health, 30s interval`.
    package var details: String

    /// Makes a plan.
    package init(changes: [FileChange] = [], summary: String, requiredSetup: [String] = [], details: String) {
        self.changes = changes
        self.summary = summary
        self.requiredSetup = requiredSetup
        self.details = details
    }
}
