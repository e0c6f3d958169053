import Bundles
import Topology
import Workspace

/// Creates or refreshes what people and programs read about the repository.
struct InitCommand: Subcommand {
    /// The declaration.
    let spec = CommandSpec.initialise

    /// Writes both files in one transaction, or with `--dry-run` prints the diff.
    func run(_ options: GlobalOptions, output: Output) async throws(Diagnostic) -> CommandStatus {
        let context = try await CommandContext.make(options, output: output)
        let detection = try await Detection.run(context.request, in: context.surroundings)
        let changes = try Initialisation.changes(of: detection)
        output.report(detection.context.graph.warnings)
        if options.isDryRun {
            output.result(changes.isEmpty ? "nothing to change\n" : UnifiedDiff.render(changes))
            return .success
        }
        do throws(Diagnostic) {
            try context.pipeline.write(changes, command: "init")
        } catch {
            output.report(error)
            return .rolledBack
        }
        if changes.isEmpty { output.result("nothing to change\n") }
        for change in changes.changes {
            output.result("\(change.original == nil ? "created" : "edited") \(change.path)\n")
        }
        return .success
    }
}

extension CommandSpec {
    /// `infra-ws init`
    static let initialise = CommandSpec(
        "init", summary: "create or refresh CONVENTIONS.md and state.json",
        details: """
            Creates `.spec_system/CONVENTIONS.md` and `.spec_system/state.json` from what is detected, or refreshes \
            them in place. Every field and line that infra-ws does not know is kept.
            """,
        options: [.root, .dryRun, .verbose])
}
