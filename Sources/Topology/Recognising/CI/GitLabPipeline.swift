import Workspace

/// GitLab CI (docs.gitlab.com, "CI/CD YAML syntax reference"): jobs with `script`, `extends`, `variables`,
/// `parallel:matrix`, and local `include`s.
struct GitLabPipeline: PipelineReader {
    private static let maximumExtends = 8

    func files(in repository: RepositoryView) -> [String] {
        let main = repository.files.named(".gitlab-ci.yml").filter { !SourceRole.isAside($0) }
        let included = main.flatMap { path -> [String] in
            let include = repository.manifests.document(path)?.root["include"]
            let entries = include.map { $0.elements.isEmpty ? [$0] : $0.elements } ?? []
            return entries.compactMap { $0.string ?? $0["local"]?.string }.compactMap { local in
                RelativePath.normal(String(local.drop { $0 == "/" }))
            }
        }
        var seen: Set<String> = []
        return (main + present(included, in: repository)).filter { seen.insert($0).inserted }
    }

    func steps(of document: Document, _ calls: CICalls) -> [CIStep] {
        let root = document.root
        let global = Self.variables(root["variables"])
        return root.members.flatMap { job -> [CIStep] in
            guard !job.key.hasPrefix("."), let script = inherited("script", by: job.value, root) else { return [] }
            let before =
                inherited("before_script", by: job.value, root) ?? root[path: "default", "before_script"]
                ?? root["before_script"]
            let own = Self.variables(inherited("variables", by: job.value, root))
            let lists = job.value[path: "parallel", "matrix"]?.elements ?? []
            let combinations = lists.isEmpty ? [[:]] : lists.flatMap { PipelineMatrix.combinations(of: $0) }
            return combinations.flatMap { combination in
                var variables = global.merging(own) { $1 }.merging(combination) { $1 }
                for (name, value) in variables {
                    variables[name] = ShellVariables.expand(value) { variables[$0] }
                }
                return PipelineScript([before, script], in: document).steps(
                    folder: ".", variables: variables, job: "\(document.path)#\(job.key)",
                    isForPullRequests: Self.isForMergeRequests(job.value), calls)
            }
        }
    }

    /// A key of a job or of those that it extends, the last of them first.
    private func inherited(_ key: String, by job: DocumentNode, _ root: DocumentNode) -> DocumentNode? {
        var open = [job]
        var count = 0
        while let next = open.popLast(), count < Self.maximumExtends {
            if let value = next[key] { return value }
            count += 1
            let extends = next["extends"]
            let names = extends?.string.map { [$0] } ?? extends?.elements.compactMap(\.string) ?? []
            open += names.compactMap { root[$0] }
        }
        return nil
    }

    private static func variables(_ node: DocumentNode?) -> [String: String] {
        (node?.members ?? []).reduce(into: [:]) { $0[$1.key] = $1.value.scalarText ?? $1.value["value"]?.scalarText }
    }

    private static func isForMergeRequests(_ job: DocumentNode) -> Bool {
        let only = job["only"]?.elements.compactMap(\.string) ?? []
        let rules = job["rules"]?.elements.compactMap { $0["if"]?.string } ?? []
        return only == ["merge_requests"]
            || (!rules.isEmpty && rules.allSatisfy { $0.contains("merge_request_event") && !$0.contains("!=") })
    }
}
