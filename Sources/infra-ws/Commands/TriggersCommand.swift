import Bundles
import Topology
import Workspace

/// The deploy triggers that follow from the dependency graph.
struct TriggersCommand: Subcommand {
    /// The declaration.
    let spec = CommandSpec.triggers

    /// Prints, writes, checks or replays them.
    func run(_ options: GlobalOptions, output: Output) async throws(Diagnostic) -> CommandStatus {
        let context = try await CommandContext.make(options, output: output)
        let detection = try await Detection.run(context.request, in: context.surroundings)
        let survey = TriggerSurvey(of: detection)
        output.report(detection.context.graph.warnings + survey.warnings)
        if let count = options.triggers.replay { return try await replay(count, survey, context, output) }
        if options.triggers.checks { return check(survey, output) }
        if options.triggers.writes { return try write(survey, options, context, output) }
        if options.format == .json {
            output.document(JSONText.encode(TriggersText.json(survey), sortedKeys: true))
        } else {
            output.result(TriggersText.render(survey))
        }
        return .success
    }

    private func replay(
        _ count: Int, _ survey: TriggerSurvey, _ context: CommandContext, _ output: Output
    ) async throws(Diagnostic) -> CommandStatus {
        let replay = try await TriggerReplay.read(
            count, root: context.root.path, over: survey.triggers, runner: context.surroundings.runner)
        output.result(replay.render())
        return replay.hasMissed ? .checkFailed : .success
    }

    private func check(_ survey: TriggerSurvey, _ output: Output) -> CommandStatus {
        output.result(survey.changes.isEmpty ? "nothing to change\n" : UnifiedDiff.render(survey.changes))
        return survey.isUpToDate ? .success : .checkFailed
    }

    private func write(
        _ survey: TriggerSurvey, _ options: GlobalOptions, _ context: CommandContext, _ output: Output
    ) throws(Diagnostic) -> CommandStatus {
        let changes = survey.changes
        if options.isDryRun {
            output.result(changes.isEmpty ? "nothing to change\n" : UnifiedDiff.render(changes))
            return .success
        }
        if changes.isEmpty {
            output.result("nothing to change\n")
            return .success
        }
        do throws(Diagnostic) {
            try context.pipeline.write(changes, command: "triggers --write")
        } catch {
            output.report(error)
            return .rolledBack
        }
        for change in changes.changes {
            output.result("\(change.original == nil ? "created" : "edited") \(change.path)\n")
        }
        return .success
    }
}

extension CommandSpec {
    /// `infra-ws triggers`
    static let triggers = CommandSpec(
        "triggers", summary: "print, write or check the deploy triggers that follow from dependencies",
        details: """
            Prints for each unit what starts its deployment: its own files, every package that it depends on at any \
            depth, and the files at the root that it reads, each with its reason. `--write` writes them into the \
            workflows and platform files, `--check` exits with 1 and a diff if what is committed differs, `--replay N` \
            says what the last N commits would have deployed.
            """,
        formats: [.text, .json],
        options: [.root, .filter, .dryRun, .write, .check, .replay, .verbose])
}
