import Topology
import Workspace

/// The section of `docs/infrastructure.md` that says how a deployment of one unit is taken back.
struct RollbackGuide: Sendable {
    let trigger: UnitTrigger
    let rollback: Rollback

    /// Makes the section of a unit; nil where its platform deploys nothing.
    init?(_ trigger: UnitTrigger, in context: BundleContext) {
        let names = trigger.names
        guard
            let rollback = trigger.platform?.rollback(of: trigger.unit, as: names, in: context.repository)
        else { return nil }
        self.trigger = trigger
        self.rollback = rollback
    }

    /// What its markers name.
    static func id(of names: DeployNames) -> String { "deploy-\(names.slug)" }

    /// The section.
    var section: InfrastructureGuide.Section {
        InfrastructureGuide.Section(
            id: Self.id(of: trigger.names),
            text: ([introduction] + steps + [limits]).joined(separator: "\n\n"))
    }

    private var introduction: String {
        let path = MarkdownText.cell(trigger.unit.path)
        let file = trigger.file.map { " (`\($0)`)" } ?? ""
        let title = "## Deployment of \(MarkdownText.cell(trigger.unit.package.name)) (\(path))"
        if case .byHand(let manual) = trigger.delivery {
            let steps = manual.steps.map { "- \($0)" }.joined(separator: "\n")
            return """
                \(title)

                It is deployed to \(manual.provider) by hand:

                \(steps)

                To go back to an earlier version:
                """
        }
        return """
            \(title)

            \(trigger.provider ?? "-") deploys it\(file) when a push changes something that it is made from: \
            `infra-ws triggers` lists what that is. To go back to an earlier version:
            """
    }

    private var steps: [String] {
        rollback.steps.enumerated().map { index, step in
            let number = "\(index + 1). "
            guard !step.command.isEmpty else { return number + step.text }
            let line = step.command.map { $0.hasPrefix("<") ? $0 : ShellText.quoted($0) }.joined(separator: " ")
            let indent = String(repeating: " ", count: number.count)
            return "\(number)\(step.text)\n\n\(indent)```sh\n\(indent)\(line)\n\(indent)```"
        }
    }

    private var limits: String {
        let databases = trigger.unit.components.filter { $0.kind == .database }.map { "`\($0.id)`" }
        let migrations =
            databases.isEmpty
            ? "Secrets and settings stay as they are."
            : "Secrets and settings stay as they are, and so does the schema of \(databases.joined(separator: ", ")): a "
                + "migration that the earlier version does not know has to be undone first."
        return "\(migrations) \(rollback.afterwards)"
    }
}
