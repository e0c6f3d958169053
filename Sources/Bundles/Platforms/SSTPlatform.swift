package import Topology
import Workspace

/// SST, as evidence (sst.dev/docs/reference/config); what it runs, Lambda's entry says.
package struct SSTPlatform: EvidencePlatform {
    package let id = "sst"
    package let name = "SST"

    /// Makes the entry.
    package init() {}

    /// Each configuration.
    package func repositoryEvidence(in repository: RepositoryView) -> [Evidence] {
        ["sst.config.ts", "sst.config.js"].flatMap { repository.files.named($0) }.filter { !SourceRole.isAside($0) }
            .sorted().map { Evidence("iac", name, at: FilePlace($0, line: 1)) }
    }
}
