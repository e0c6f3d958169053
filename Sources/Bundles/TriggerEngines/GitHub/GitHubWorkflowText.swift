import Topology
import Workspace

/// Writes the workflow that deploys one unit.
struct GitHubWorkflowText: Sendable {
    let job: DeployJob
    /// Where it will stand.
    let path: String
    /// The branch whose pushes deploy.
    let branch: String

    /// The whole file.
    ///
    /// - Throws: `deploy/expression` where a name of the repository would be read as an expression of the workflow.
    func text() throws(Diagnostic) -> String {
        try Self.validate(job)
        let slug = job.names.slug
        let steps = Self.steps(of: job).flatMap { $0.map { $0.isEmpty ? "" : "      " + $0 } }
        let sections: [[String]] = [
            header,
            ["name: Deploy \(slug)"],
            ["on:", "  push:", "    branches: [\(YAMLText.scalar(branch, inFlow: true))]"] + paths + [
                "  workflow_dispatch:"
            ],
            ["permissions: {}"],
            // One group for each unit: a group keeps one waiting run alone, and a shared one would lose deployments.
            ["concurrency:", "  group: deploy-\(slug)", "  cancel-in-progress: false"],
            [
                "jobs:", "  deploy:", "    name: Deploy \(slug)", "    runs-on: ubuntu-latest",
                "    timeout-minutes: 20",
            ] + permissions + ["    steps:"] + steps,
        ]
        return sections.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private var header: [String] {
        let unit = ShellText.comment(job.unit.path)
        let places = job.inputs.inputs.compactMap(\.place).map { "\($0)" }
        let evidence = job.unit.package.evidence.filter { $0.fact == "platform" }.map { "\($0.place)" }
        var facts: [String] = []
        for fact in evidence + places where !facts.contains(fact) { facts.append(fact) }
        let from = facts.isEmpty ? [] : ["# From: " + ShellText.comment(facts.prefix(6).joined(separator: ", "))]
        return [
            "\(GitHubWorkflow.mark): deploys \(unit) (\(job.steps.provider)) when something that it is made from changes."
        ] + from + [
            "# `infra-ws triggers --write` keeps `paths` up to date and leaves every other line alone: edit as you like."
        ]
    }

    private var paths: [String] {
        let patterns = GitHubPatterns.of(job.inputs, workflow: path)
        return patterns.isEmpty ? [] : ["    paths:"] + patterns.map { "      - " + YAMLText.scalar($0) }
    }

    private var permissions: [String] {
        job.steps.needsCheckout ? ["    permissions:", "      contents: read"] : []
    }

    /// The steps, each as lines with its first `- `, without indentation.
    static func steps(of job: DeployJob) -> [[String]] {
        var steps: [[String]] = []
        if job.steps.needsCheckout {
            steps.append([
                "- uses: \(GitHubAction.checkout.reference)", "  with:", "    persist-credentials: false",
            ])
        }
        for (action, settings) in job.steps.tools.compactMap({ GitHubAction.installing($0) }) {
            let lines = settings.map { "    \($0.key): \(YAMLText.scalar($0.value))" }
            steps.append(["- uses: \(action.reference)"] + (lines.isEmpty ? [] : ["  with:"] + lines))
        }
        return steps + [deployStep(of: job), healthStep(of: job)]
    }

    /// The step that deploys.
    static func deployStep(of job: DeployJob) -> [String] {
        ["- name: \(YAMLText.scalar(job.steps.title))", "  env:"]
            + job.steps.secrets.sorted { $0.variable < $1.variable }.map {
                "    \($0.variable): ${{ secrets.\($0.secret) }}"
            }
            + script(job.steps.script)
    }

    /// The step that asks the new version, where its address is known.
    private static func healthStep(of job: DeployJob) -> [String] {
        [
            "- name: Wait until it is healthy", "  if: vars.\(job.healthVariable) != ''", "  env:",
            "    HEALTH_URL: ${{ vars.\(job.healthVariable) }}",
        ]
            + script([
                "for _ in $(seq 30); do",
                "  if curl --fail --silent --show-error --max-time 10 --output /dev/null \"$HEALTH_URL\"; then exit 0; fi",
                "  sleep 10",
                "done",
                "exit 1",
            ])
    }

    private static func script(_ lines: [String]) -> [String] {
        lines.count == 1 && YAMLText.scalar(lines[0]) == lines[0]
            ? ["  run: \(lines[0])"] : ["  run: |"] + lines.map { $0.isEmpty ? "" : "    " + $0 }
    }

    /// `${{` in a script starts an expression (docs.github.com, "Evaluate expressions in workflows"): a folder with such
    /// a name must not become one.
    static func validate(_ job: DeployJob) throws(Diagnostic) {
        guard job.steps.script.contains(where: { $0.contains("${{") }) else { return }
        throw .error(
            "deploy/expression", "the path `\(job.unit.path)` would be read as an expression of the workflow",
            at: FilePlace(job.unit.path), remedy: "rename it")
    }
}
