import Bundles
import Workspace

/// Puts back what the last command that wrote has changed.
struct UndoCommand: Subcommand {
    /// The declaration.
    let spec = CommandSpec.undo

    /// Undoes, or with `--dry-run` prints the diff of it.
    func run(_ options: GlobalOptions, output: Output) async throws(Diagnostic) -> CommandStatus {
        let context = try await CommandContext.make(options, output: output)
        let store = UndoStore(stateFolder: context.request.state.path, root: context.root.path)
        if options.isDryRun { return try preview(store, output) }
        let lock = try context.request.state.lock()
        let outcome: UndoStore.Outcome
        do throws(Diagnostic) {
            outcome = try store.undo(force: options.isForced)
        } catch {
            output.report(error)
            return .rolledBack
        }
        _ = consume lock
        return show(outcome, output)
    }

    private func preview(_ store: UndoStore, _ output: Output) throws(Diagnostic) -> CommandStatus {
        guard let plan = try store.plan() else {
            output.result("nothing to undo\n")
            return .success
        }
        output.result(UnifiedDiff.render(plan.changes))
        for path in plan.edited { output.report(.editedSince(path)) }
        return .success
    }

    private func show(_ outcome: UndoStore.Outcome, _ output: Output) -> CommandStatus {
        switch outcome {
        case .nothing:
            output.result("nothing to undo\n")
            return .success
        case .refused(let edited):
            for path in edited { output.report(.editedSince(path)) }
            output.result("nothing was put back; `infra-ws undo --force` puts back the other files\n")
            return .checkFailed
        case .undone(let command, let restored, let kept):
            output.result("undid `infra-ws \(command)`: \(restored.count) files put back\n")
            for path in restored { output.result("- \(path)\n") }
            for path in kept { output.report(.editedSince(path)) }
            return .success
        }
    }
}

extension Diagnostic {
    fileprivate static func editedSince(_ path: String) -> Diagnostic {
        .warning("undo-edited", "it was edited since and stays as it is", at: FilePlace(path))
    }
}

extension CommandSpec {
    /// `infra-ws undo`
    static let undo = CommandSpec(
        "undo", summary: "put back every file that the last command changed",
        details: """
            Puts back every file that the last command that wrote has changed: contents and modes, without the files \
            and folders that it created. If one was edited since, nothing is put back, they are listed, and the exit \
            status is 1.
            """,
        options: [.root, .dryRun, .force, .verbose])
}
