package import Topology
import Workspace

/// AWS CDK, as evidence (docs.aws.amazon.com/cdk, "Configure the AWS CDK CLI": `cdk.json`).
package struct CDKPlatform: EvidencePlatform {
    package let id = "cdk"
    package let name = "AWS CDK"

    /// Makes the entry.
    package init() {}

    /// Each application.
    package func repositoryEvidence(in repository: RepositoryView) -> [Evidence] {
        repository.files.named("cdk.json").filter { !SourceRole.isAside($0) }.sorted()
            .map { Evidence("iac", name, at: FilePlace($0, line: 1)) }
    }
}
