package import Topology
package import Workspace

/// Terraform and OpenTofu, as evidence: they say how infrastructure is made and run no unit by themselves.
package struct TerraformPlatform: KnownPlatform {
    package let id = "terraform"
    package let name = "Terraform"
    package let proof = Proof.snippet

    /// Makes the entry.
    package init() {}

    /// No package: see `repositoryEvidence`.
    package func recognise(in repository: RepositoryView) -> [PlatformMatch] { [] }

    /// The first configuration file of each folder.
    package func repositoryEvidence(in repository: RepositoryView) -> [Evidence] {
        var folders: Set<String> = []
        return repository.files.paths.filter { $0.hasSuffix(".tf") || $0.hasSuffix(".tofu") }
            .filter { !SourceRole.isAside($0) && folders.insert(RelativePath.folder(of: $0)).inserted }
            .map { Evidence("iac", $0.hasSuffix(".tofu") ? "OpenTofu" : name, at: FilePlace($0, line: 1)) }
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
