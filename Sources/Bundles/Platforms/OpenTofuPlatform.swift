package import Topology
import Workspace

/// OpenTofu, as evidence: its own files, or a lock file whose providers come from its registry (opentofu.org/docs,
/// "Files and Directories", "Dependency Lock File").
package struct OpenTofuPlatform: EvidencePlatform {
    package let id = "opentofu"
    package let name = "OpenTofu"

    /// Makes the entry.
    package init() {}

    /// The first such file of each folder.
    package func repositoryEvidence(in repository: RepositoryView) -> [Evidence] {
        var folders: Set<String> = []
        let own = TelltalePaths(in: repository).terraform.filter { $0.hasSuffix(".tofu") && !SourceRole.isAside($0) }
        let locks = repository.files.named(".terraform.lock.hcl").filter { path in
            repository.files.text(path)?.contains("registry.opentofu.org") ?? false
        }
        return (own + locks).filter { folders.insert(RelativePath.folder(of: $0)).inserted }
            .map { Evidence("iac", name, at: FilePlace($0, line: 1)) }
    }
}
