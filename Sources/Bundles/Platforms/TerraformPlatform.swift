package import Topology
import Workspace

/// Terraform, as evidence: it says how infrastructure is made and runs no unit by itself (developer.hashicorp.com,
/// "Files and configuration structure").
package struct TerraformPlatform: EvidencePlatform {
    package let id = "terraform"
    package let name = "Terraform"

    /// Makes the entry.
    package init() {}

    /// The first configuration file of each folder that is not OpenTofu's.
    package func repositoryEvidence(in repository: RepositoryView) -> [Evidence] {
        let taken = OpenTofuPlatform().repositoryEvidence(in: repository).map { RelativePath.folder(of: $0.place.path) }
        var folders: Set<String> = Set(taken)
        return TelltalePaths(in: repository).terraform.filter { $0.hasSuffix(".tf") }
            .filter { !SourceRole.isAside($0) && folders.insert(RelativePath.folder(of: $0)).inserted }
            .map { Evidence("iac", name, at: FilePlace($0, line: 1)) }
    }
}
