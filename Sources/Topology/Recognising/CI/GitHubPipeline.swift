import Workspace

/// Workflows of GitHub Actions with the local workflows and actions that they use (docs.github.com, "Workflow syntax
/// for GitHub Actions", "Metadata syntax for GitHub Actions").
struct GitHubPipeline: PipelineReader {
    private static let folder = ".github/workflows"
    private static let maximumDepth = 3

    func files(in repository: RepositoryView) -> [String] {
        repository.files.under(Self.folder).filter { path in
            (path.hasSuffix(".yml") || path.hasSuffix(".yaml")) && RelativePath.folder(of: path) == Self.folder
        }
    }

    func steps(of document: Document, _ calls: CICalls) -> [CIStep] {
        let on = document.root["on"]
        // What only other workflows call is read where it is called, with what it is given.
        guard Self.events(on) != ["workflow_call"] else { return [] }
        let isForPullRequests = Self.isForPullRequests(on)
        let run = Run(document: document, values: PipelineValues(), isForPullRequests: isForPullRequests)
        return steps(of: run, calls, depth: 0)
    }

    /// A workflow with what it was given.
    private struct Run {
        var document: Document
        var values: PipelineValues
        var isForPullRequests: Bool
        /// Where another file calls it.
        var call: FilePlace?
        var job: String?
        /// Variables of the shell.
        var environment: [String: String] = [:]
        var folder: String = "."

        mutating func addEnvironment(_ node: DocumentNode?) {
            for member in node?.members ?? [] {
                guard let text = member.value.scalarText.map(values.expand), !text.contains("${{") else { continue }
                values.values["env." + member.key] = text
                environment[member.key] = text
            }
        }
    }

    private func steps(of run: Run, _ calls: CICalls, depth: Int) -> [CIStep] {
        var run = run
        run.addEnvironment(run.document.root["env"])
        let shared = run.document.root[path: "defaults", "run", "working-directory"]?.string
        return (run.document.root["jobs"]?.members ?? []).flatMap { job -> [CIStep] in
            let own = job.value[path: "defaults", "run", "working-directory"]?.string ?? shared
            return PipelineMatrix.combinations(of: job.value[path: "strategy", "matrix"]).flatMap { combination in
                var run = run
                run.job = run.job ?? "\(run.document.path)#\(job.key)"
                for (name, value) in combination { run.values.values["matrix." + name] = run.values.expand(value) }
                run.addEnvironment(job.value["env"])
                run.folder = own.map(run.values.expand) ?? "."
                run.isForPullRequests = run.isForPullRequests || Self.isForPullRequests(condition: job.value["if"])
                if let uses = job.value["uses"] { return self.call(uses, job.value, run, calls, depth: depth) }
                return steps(in: job.value["steps"], run, calls, depth: depth)
            }
        }
    }

    private func steps(in list: DocumentNode?, _ run: Run, _ calls: CICalls, depth: Int) -> [CIStep] {
        (list?.elements ?? []).flatMap { step -> [CIStep] in
            var run = run
            run.addEnvironment(step["env"])
            let written = step["working-directory"]?.string.map(run.values.expand) ?? run.folder
            let folder = RepositoryPath.resolve(written, from: ".")
            run.isForPullRequests = run.isForPullRequests || Self.isForPullRequests(condition: step["if"])
            if let script = step["run"] {
                let found = PipelineScript([script], in: run.document, run.values.expand).steps(
                    folder: folder, variables: run.environment, job: run.job ?? run.document.path,
                    isForPullRequests: run.isForPullRequests, calls)
                return found.map { Self.moved($0, to: run.call) }
            }
            guard let uses = step["uses"] else { return [] }
            return call(uses, step, run, calls, depth: depth)
        }
    }

    /// An action, or a workflow or action of the repository in place of its call.
    private func call(
        _ uses: DocumentNode, _ step: DocumentNode, _ run: Run, _ calls: CICalls, depth: Int
    ) -> [CIStep] {
        guard let name = uses.string else { return [] }
        let place = run.call ?? run.document.place(of: uses)
        var inputs: [String: String] = [:]
        for member in step["with"]?.members ?? [] {
            inputs[member.key] = member.value.scalarText.map(run.values.expand)
        }
        guard name.hasPrefix("./") else {
            let action = String(name.prefix { $0 != "@" })
            return [
                CIStep(
                    .action(action, inputs), folder: ".", at: place, job: run.job ?? run.document.path,
                    isForPullRequests: run.isForPullRequests)
            ]
        }
        guard depth < Self.maximumDepth, let path = RelativePath.normal(String(name.dropFirst(2))) else { return [] }
        var inner = run
        inner.call = place
        inner.values.values = [:]
        let manifests = calls.repository.manifests
        if let workflow = manifests.document(path), path.hasPrefix(Self.folder) {
            inner.document = workflow
            inner.values.add(Self.defaults(workflow.root[path: "on", "workflow_call", "inputs"]), inputs)
            return steps(of: inner, calls, depth: depth + 1)
        }
        let files = ["action.yml", "action.yaml"].map { ManifestStore.path($0, in: path) }
        guard let action = files.lazy.compactMap({ manifests.document($0) }).first else { return [] }
        inner.document = action
        inner.values.add(Self.defaults(action.root["inputs"]), inputs)
        return steps(in: action.root[path: "runs", "steps"], inner, calls, depth: depth + 1)
    }

    private static func moved(_ step: CIStep, to place: FilePlace?) -> CIStep {
        var step = step
        step.place = place ?? step.place
        return step
    }

    private static func defaults(_ inputs: DocumentNode?) -> [String: String] {
        (inputs?.members ?? []).reduce(into: [:]) { $0[$1.key] = $1.value["default"]?.scalarText }
    }

    private static func events(_ on: DocumentNode?) -> [String] {
        guard let on else { return [] }
        return on.string.map { [$0] } ?? (on.elements.compactMap(\.string) + on.members.map(\.key))
    }

    private static func isForPullRequests(_ on: DocumentNode?) -> Bool {
        let events = events(on)
        return !events.isEmpty && events.allSatisfy { $0.hasPrefix("pull_request") || $0 == "merge_group" }
    }

    private static func isForPullRequests(condition: DocumentNode?) -> Bool {
        guard let text = condition?.string else { return false }
        return text.contains("== 'pull_request'") && !text.contains("||") && !text.contains("!= 'pull_request'")
    }
}

extension PipelineValues {
    /// Inputs with their defaults.
    fileprivate mutating func add(_ defaults: [String: String], _ inputs: [String: String]) {
        for (name, value) in defaults.merging(inputs, uniquingKeysWith: { $1 }) { values["inputs." + name] = value }
    }
}
