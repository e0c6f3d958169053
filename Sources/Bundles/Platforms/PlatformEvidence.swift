package import Topology
package import Workspace

/// A tool that says how infrastructure is made and runs no unit by itself.
package protocol EvidencePlatform: KnownPlatform {}

extension EvidencePlatform {
    /// Nothing of it is started.
    package var proof: Proof { .snippet }

    /// No package: see `repositoryEvidence`.
    package func recognise(in repository: RepositoryView) -> [PlatformMatch] { [] }

    /// It probes nothing by itself.
    package func probe(of unit: DeployableUnit, in repository: RepositoryView) -> ProbeState { .none }

    /// Nothing to add.
    package func planProbe(
        of unit: DeployableUnit, path: String, in repository: RepositoryView
    ) throws(Diagnostic) -> ProbePlan {
        ProbePlan(platform: name, path: path)
    }
}
