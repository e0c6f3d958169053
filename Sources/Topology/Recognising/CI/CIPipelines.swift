package import Workspace

/// All steps of all CI pipelines of a repository, each file read once.
package enum CIPipelines {
    /// The steps of GitHub Actions, GitLab CI, CircleCI, Cloud Build, Azure Pipelines and Bitbucket Pipelines, with
    /// those of the scripts, Makefile targets and package scripts that they call.
    ///
    /// A file that cannot be read has none; `warnings` says what is wrong with it.
    package static func steps(in repository: RepositoryView) -> [CIStep] {
        repository.manifests.derived("ci-steps") {
            let calls = CICalls(repository)
            return readers.flatMap { reader in
                reader.files(in: repository).flatMap { path in
                    repository.manifests.document(path).map { reader.steps(of: $0, calls) } ?? []
                }
            }
        }
    }

    /// What is wrong with pipelines that cannot be read.
    package static func warnings(in repository: RepositoryView) -> [Diagnostic] {
        readers.flatMap { $0.files(in: repository) }.compactMap { repository.manifests.failure($0)?.asWarning }
    }

    private static let readers: [any PipelineReader] = [
        GitHubPipeline(), GitLabPipeline(), CirclePipeline(), CloudBuildPipeline(), AzurePipeline(),
        BitbucketPipeline(),
    ]
}

/// Reads the pipelines of one CI engine.
protocol PipelineReader: Sendable {
    /// Paths of its files.
    func files(in repository: RepositoryView) -> [String]
    /// The steps of one file.
    func steps(of document: Document, _ calls: CICalls) -> [CIStep]
}

extension PipelineReader {
    /// Those of a list that the repository has.
    func present(_ paths: [String], in repository: RepositoryView) -> [String] {
        paths.filter { repository.files.contains($0) }
    }
}

extension RepositoryView {
    /// The parsed files that all of its packages share.
    package var manifests: ManifestStore { packages.first?.manifests ?? ManifestStore(files) }

    /// Paths of all YAML files that are no tests, examples or generated files, sorted; looked for once.
    package var yamlFiles: [String] {
        manifests.derived("yaml-files") {
            files.ending(in: [".yaml", ".yml"]).filter { !SourceRole.isAside($0) && files.contains($0) }
        }
    }
}

extension Document {
    /// The line of a script's command: a block scalar begins on the line below its mark.
    func place(of script: DocumentNode, line: Int) -> FilePlace {
        let start = place(of: script)
        guard let first = bytes[script.span].first, let number = start.line else { return start }
        // A folded block or a plain scalar over several lines is one line of the script.
        guard first == UInt8(ascii: "|") else { return start }
        return FilePlace(path, line: number + 1 + line)
    }
}
