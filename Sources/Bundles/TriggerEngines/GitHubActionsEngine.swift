package import Topology
package import Workspace

/// GitHub Actions (docs.github.com, "Workflow syntax for GitHub Actions").
package struct GitHubActionsEngine: TriggerEngine {
    package let id = "github-actions"
    package let name = "GitHub Actions"

    /// The folder of workflows.
    static let folder = ".github/workflows"

    /// Makes the entry.
    package init() {}

    package func committed(_ job: DeployJob, in repository: RepositoryView) -> CommittedTrigger? {
        workflow(of: job, in: repository).map { workflow in
            CommittedTrigger(
                file: workflow.path, place: workflow.triggerPlace, filter: workflow.filter,
                hasStep: workflow.has(job.steps.marks), isGenerated: workflow.isGenerated)
        }
    }

    package func filter(for job: DeployJob, in repository: RepositoryView) -> any ChangeFilter {
        let patterns = GitHubPatterns.of(job.inputs, workflow: path(of: job, in: repository))
        return patterns.isEmpty ? EveryChange() : GitHubPathFilter(patterns)
    }

    package func change(_ job: DeployJob, in repository: RepositoryView) throws(Diagnostic) -> FileChange? {
        if let workflow = workflow(of: job, in: repository) {
            return try GitHubWorkflowEdit(
                workflow: workflow, job: job, files: repository.files, branch: branch(in: repository)
            ).change()
        }
        let path = path(of: job, in: repository)
        let text = try GitHubWorkflowText(job: job, path: path, branch: branch(in: repository)).text()
        return .create(path, text, why: "deploys \(job.unit.path) when something that it is made from changes")
    }

    package func orphans(besides slugs: Set<String>, in repository: RepositoryView) -> [String] {
        workflows(in: repository).filter { workflow in
            guard workflow.isGenerated, let slug = workflow.generatedSlug else { return false }
            return !slugs.contains(slug)
        }.map(\.path)
    }

    /// The branch that other workflows name for pushes, where they agree; `main` where none does.
    package func branch(in repository: RepositoryView) -> String {
        let names = Set(workflows(in: repository).flatMap(\.pushBranches))
        if names.contains("main") { return "main" }
        return names.count == 1 ? names.first ?? "main" : names.contains("master") ? "master" : "main"
    }

    /// The workflow that deploys a unit: the surest of those that are about it.
    private func workflow(of job: DeployJob, in repository: RepositoryView) -> GitHubWorkflow? {
        let all = workflows(in: repository).map { ($0, $0.relation(to: job)) }.filter { $0.1 > 0 }
        return all.max { ($0.1, $1.0.path) < ($1.1, $0.0.path) }?.0
    }

    /// Where the unit's workflow is, or would be.
    private func path(of job: DeployJob, in repository: RepositoryView) -> String {
        if let workflow = workflow(of: job, in: repository) { return workflow.path }
        let path = "\(Self.folder)/deploy-\(job.names.slug).yml"
        return repository.files.contains(path) ? "\(Self.folder)/deploy-\(job.names.slug)-infra.yml" : path
    }

    private func workflows(in repository: RepositoryView) -> [GitHubWorkflow] {
        let manifests = repository.packages.first?.manifests ?? ManifestStore(repository.files)
        return repository.files.under(Self.folder).filter { $0.hasSuffix(".yml") || $0.hasSuffix(".yaml") }
            .compactMap { manifests.document($0).map { GitHubWorkflow($0) } }
    }
}
