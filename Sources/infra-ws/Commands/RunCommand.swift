import Bundles
import Workspace

/// The nine steps, or with `--dry-run` their preview.
struct RunCommand: Subcommand {
    /// The declaration.
    let spec = CommandSpec.run

    /// Runs, and prints the report.
    func run(_ options: GlobalOptions, output: Output) async throws(Diagnostic) -> CommandStatus {
        let context = try await CommandContext.make(options, output: output)
        if options.isDryRun { return try await preview(context, options, output) }
        do throws(Diagnostic) {
            let report = try await context.pipeline.run(isRehearsal: false)
            return ReportPrinter.print(report, options, to: output)
        } catch {
            guard error.code.hasPrefix("changes/") || error.code == "interrupted" else { throw error }
            output.report(error)
            return .rolledBack
        }
    }

    private func preview(
        _ context: CommandContext, _ options: GlobalOptions, _ output: Output
    ) async throws(Diagnostic) -> CommandStatus {
        let (report, stack) = try await context.pipeline.preview()
        if options.format == .json { return ReportPrinter.print(report, options, to: output) }
        output.report(report.warnings)
        output.result(PreviewText(report, stack: stack).render())
        return .success
    }
}

extension CommandSpec {
    /// `infra-ws run`
    static let run = CommandSpec(
        "run", summary: "add one bundle and validate all that are configured",
        details: """
            Detects what is there, compares it with the four bundles, selects the first one that is missing, implements \
            it for each unit, validates every configured bundle, fixes what fails, records, reports and recommends what \
            comes next. The work is done in a private copy; what was proved there is written in one transaction.
            """,
        formats: [.text, .json],
        options: [
            .root, .filter, .bundle, .dryRun, .skipInstall, .url, .live, .strict, .concurrency, .timeout, .verbose,
        ])
}
