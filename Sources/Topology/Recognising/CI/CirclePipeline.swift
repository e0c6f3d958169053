import Workspace

/// CircleCI (circleci.com/docs/configuration-reference): `run` steps of jobs and of their commands, with parameters and
/// the matrix of workflows; orbs are actions.
struct CirclePipeline: PipelineReader {
    private static let maximumDepth = 4

    func files(in repository: RepositoryView) -> [String] {
        repository.files.under(".circleci").filter { $0.hasSuffix(".yml") || $0.hasSuffix(".yaml") }
    }

    func steps(of document: Document, _ calls: CICalls) -> [CIStep] {
        let jobs = document.root["jobs"]?.members ?? []
        return jobs.flatMap { job in
            parameters(of: job, document).flatMap { values in
                let folder = job.value["working_directory"]?.string.map(values.expand) ?? "."
                return steps(
                    job.value["steps"], folder.hasPrefix("~") ? "." : folder, values,
                    "\(document.path)#\(job.key)", document, calls, depth: 0)
            }
        }
    }

    /// What the workflows give a job; its defaults where none says anything.
    private func parameters(of job: DocumentMember, _ document: Document) -> [PipelineValues] {
        var standard = Self.empty
        standard.add(defaultsOf: job.value)
        let workflows = document.root["workflows"]?.members ?? []
        let uses = workflows.flatMap { $0.value["jobs"]?.elements ?? [] }.compactMap { $0[job.key] }
        let given = uses.flatMap { use in
            PipelineMatrix.combinations(of: use[path: "matrix", "parameters"]).map { combination in
                var values = standard
                values.add(use, prefix: "parameters.")
                for (name, value) in combination { values.values["parameters." + name] = value }
                return values
            }
        }
        return given.isEmpty ? [standard] : given
    }

    private func steps(
        _ list: DocumentNode?, _ folder: String, _ values: PipelineValues, _ job: String, _ document: Document,
        _ calls: CICalls, depth: Int
    ) -> [CIStep] {
        (list?.elements ?? []).flatMap { step -> [CIStep] in
            guard let member = step.members.first else { return [] }
            if member.key == "run" {
                let script = member.value.string == nil ? member.value["command"] : member.value
                let own = member.value["working_directory"]?.string.map(values.expand) ?? folder
                return PipelineScript([script], in: document, values.expand).steps(
                    folder: RepositoryPath.resolve(own, from: "."), variables: [:], job: job,
                    isForPullRequests: false, calls)
            }
            if member.key == "when" || member.key == "unless" {
                return steps(member.value["steps"], folder, values, job, document, calls, depth: depth + 1)
            }
            guard let command = document.root["commands"]?[member.key] else {
                return [action(member, values, job, document)]
            }
            guard depth < Self.maximumDepth else { return [] }
            var inner = Self.empty
            inner.add(defaultsOf: command)
            for given in member.value.members {
                inner.values["parameters." + given.key] = given.value.scalarText.map(values.expand)
            }
            return steps(command["steps"], folder, inner, job, document, calls, depth: depth + 1)
        }
    }

    private func action(
        _ member: DocumentMember, _ values: PipelineValues, _ job: String, _ document: Document
    ) -> CIStep {
        var inputs: [String: String] = [:]
        for input in member.value.members { inputs[input.key] = input.value.scalarText.map(values.expand) }
        return CIStep(.action(member.key, inputs), folder: ".", at: document.place(of: member), job: job)
    }

    private static let empty = PipelineValues(open: "<<", close: ">>")
}

extension PipelineValues {
    /// The defaults of `parameters`.
    fileprivate mutating func add(defaultsOf node: DocumentNode) {
        for member in node["parameters"]?.members ?? [] {
            values["parameters." + member.key] = member.value["default"]?.scalarText
        }
    }
}
