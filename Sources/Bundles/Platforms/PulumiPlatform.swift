package import Topology
package import Workspace

/// Pulumi, as evidence (pulumi.com/docs, "Project file reference").
package struct PulumiPlatform: KnownPlatform {
    package let id = "pulumi"
    package let name = "Pulumi"
    package let proof = Proof.snippet

    /// Makes the entry.
    package init() {}

    /// No package: see `repositoryEvidence`.
    package func recognise(in repository: RepositoryView) -> [PlatformMatch] { [] }

    /// Each project file.
    package func repositoryEvidence(in repository: RepositoryView) -> [Evidence] {
        ["Pulumi.yaml", "Pulumi.yml"].flatMap { repository.files.named($0) }.filter { !SourceRole.isAside($0) }
            .map { Evidence("iac", name, at: FilePlace($0, line: 1)) }
    }

    /// It probes nothing by itself.
    package func probe(of unit: DeployableUnit, in repository: RepositoryView) -> ProbeState { .none }

    /// Nothing to add.
    package func planProbe(
        of unit: DeployableUnit, path: String, in repository: RepositoryView
    ) throws(Diagnostic) -> ProbePlan {
        ProbePlan(platform: name, path: path)
    }
}
