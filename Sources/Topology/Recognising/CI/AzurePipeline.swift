import Workspace

/// Azure Pipelines (learn.microsoft.com/azure/devops/pipelines/yaml-schema): `script`, `bash`, `pwsh` and `task` steps
/// of all stages and jobs.
struct AzurePipeline: PipelineReader {
    private static let maximumDepth = 16
    private static let folders: [String] = [".azure-pipelines", ".azuredevops", ".pipelines", "azure-pipelines"]

    func files(in repository: RepositoryView) -> [String] {
        repository.yamlFiles.filter { path in
            RelativePath.baseName(of: path).hasPrefix("azure-pipelines")
                || Self.folders.contains { path.hasPrefix($0 + "/") }
        }
    }

    func steps(of document: Document, _ calls: CICalls) -> [CIStep] {
        var values = PipelineValues(open: "$(", close: ")")
        values.add(document.root["variables"], prefix: "")
        for entry in document.root["variables"]?.elements ?? [] {
            if let name = entry["name"]?.string { values.values[name] = entry["value"]?.scalarText }
        }
        return Self.stepLists(in: document.root, depth: 0).flatMap { list in
            list.elements.flatMap { step(of: $0, document, values, calls) }
        }
    }

    private func step(
        of node: DocumentNode, _ document: Document, _ values: PipelineValues, _ calls: CICalls
    ) -> [CIStep] {
        let inputs = node["inputs"]
        let written = node["workingDirectory"]?.string ?? inputs?["workingDirectory"]?.string ?? "."
        let folder = RepositoryPath.resolve(values.expand(written), from: ".")
        let keys = ["script", "bash", "pwsh", "powershell"]
        let script = keys.lazy.compactMap { node[$0] }.first ?? inputs?["inlineScript"] ?? inputs?["script"]
        if let script {
            return PipelineScript([script], in: document, values.expand).steps(
                folder: folder, variables: [:], job: document.path, isForPullRequests: false, calls)
        }
        guard let task = node["task"], let name = task.string else { return [] }
        var given: [String: String] = [:]
        for input in inputs?.members ?? [] { given[input.key] = input.value.scalarText.map(values.expand) }
        let content = CIStep.Content.action(String(name.prefix { $0 != "@" }), given)
        return [CIStep(content, folder: ".", at: document.place(of: task), job: document.path)]
    }

    /// Every `steps` list, wherever stages, jobs and deployment strategies put it.
    private static func stepLists(in node: DocumentNode, depth: Int) -> [DocumentNode] {
        guard depth < maximumDepth else { return [] }
        let inMembers = node.members.flatMap { member in
            member.key == "steps" ? [member.value] : stepLists(in: member.value, depth: depth + 1)
        }
        return inMembers + node.elements.flatMap { stepLists(in: $0, depth: depth + 1) }
    }
}
