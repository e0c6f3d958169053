package import Topology
import Workspace

/// Flux, as evidence (fluxcd.io/flux/components).
package struct FluxPlatform: EvidencePlatform {
    package let id = "flux"
    package let name = "Flux"

    /// Makes the entry.
    package init() {}

    /// Each object of its toolkit.
    package func repositoryEvidence(in repository: RepositoryView) -> [Evidence] {
        KubernetesManifests(in: repository).gitOps.filter { $0.kind == name }.map {
            Evidence("iac", name, at: $0.place)
        }
    }
}
