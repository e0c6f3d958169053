package import Topology
import Workspace

/// Argo CD, as evidence (argo-cd.readthedocs.io, "Declarative setup").
package struct ArgoCDPlatform: EvidencePlatform {
    package let id = "argo-cd"
    package let name = "Argo CD"

    /// Makes the entry.
    package init() {}

    /// Each `Application` and `ApplicationSet`.
    package func repositoryEvidence(in repository: RepositoryView) -> [Evidence] {
        KubernetesManifests(in: repository).gitOps.filter { $0.kind == name }.map {
            Evidence("iac", name, at: $0.place)
        }
    }
}
