package import Topology
import Workspace

/// Pulumi, as evidence (pulumi.com/docs, "Project file reference").
package struct PulumiPlatform: EvidencePlatform {
    package let id = "pulumi"
    package let name = "Pulumi"

    /// Makes the entry.
    package init() {}

    /// Each project file.
    package func repositoryEvidence(in repository: RepositoryView) -> [Evidence] {
        ["Pulumi.yaml", "Pulumi.yml"].flatMap { repository.files.named($0) }.filter { !SourceRole.isAside($0) }
            .map { Evidence("iac", name, at: FilePlace($0, line: 1)) }
    }
}
