package import Topology
import Workspace

/// Kustomize, as evidence (kubectl.docs.kubernetes.io, "kustomization").
package struct KustomizePlatform: EvidencePlatform {
    package let id = "kustomize"
    package let name = "Kustomize"

    /// Makes the entry.
    package init() {}

    /// Each kustomization.
    package func repositoryEvidence(in repository: RepositoryView) -> [Evidence] {
        ["kustomization.yaml", "kustomization.yml", "Kustomization"].flatMap { repository.files.named($0) }
            .filter { !SourceRole.isAside($0) }.sorted().map { Evidence("iac", name, at: FilePlace($0, line: 1)) }
    }
}
