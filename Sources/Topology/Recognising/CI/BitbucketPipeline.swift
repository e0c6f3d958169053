import Workspace

/// Bitbucket Pipelines (support.atlassian.com, "Step options"): `script` of all steps; pipes are actions.
struct BitbucketPipeline: PipelineReader {
    private static let maximumDepth = 16

    func files(in repository: RepositoryView) -> [String] {
        present(["bitbucket-pipelines.yml"], in: repository)
    }

    func steps(of document: Document, _ calls: CICalls) -> [CIStep] {
        let pipelines = document.root["pipelines"]?.members ?? []
        return pipelines.flatMap { pipeline in
            let isForPullRequests = pipeline.key == "pull-requests"
            return Self.scripts(in: pipeline.value, depth: 0).flatMap { script in
                let commands = PipelineScript([script], in: document).steps(
                    folder: ".", variables: [:], job: document.path, isForPullRequests: isForPullRequests, calls)
                return commands
                    + script.elements.compactMap { element in
                        element["pipe"].flatMap { pipe in
                            pipe.string.map { name in
                                action(name, pipe, element["variables"], document, isForPullRequests)
                            }
                        }
                    }
            }
        }
    }

    private func action(
        _ name: String, _ pipe: DocumentNode, _ variables: DocumentNode?, _ document: Document,
        _ isForPullRequests: Bool
    ) -> CIStep {
        var inputs: [String: String] = [:]
        for member in variables?.members ?? [] { inputs[member.key] = member.value.scalarText }
        return CIStep(
            .action(String(name.prefix { $0 != ":" }), inputs), folder: ".", at: document.place(of: pipe),
            job: document.path, isForPullRequests: isForPullRequests)
    }

    private static func scripts(in node: DocumentNode, depth: Int) -> [DocumentNode] {
        guard depth < maximumDepth else { return [] }
        let inMembers = node.members.flatMap { member in
            member.key == "script" ? [member.value] : scripts(in: member.value, depth: depth + 1)
        }
        return inMembers + node.elements.flatMap { scripts(in: $0, depth: depth + 1) }
    }
}
