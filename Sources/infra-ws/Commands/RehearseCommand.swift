import Bundles
import Workspace

/// The nine steps without the last write.
struct RehearseCommand: Subcommand {
    /// The declaration.
    let spec = CommandSpec.rehearse

    /// Rehearses, and prints report and diff.
    func run(_ options: GlobalOptions, output: Output) async throws(Diagnostic) -> CommandStatus {
        let context = try await CommandContext.make(options, output: output)
        let report = try await context.pipeline.run(isRehearsal: true)
        return ReportPrinter.print(report, options, to: output)
    }
}

extension CommandSpec {
    /// `infra-ws rehearse`
    static let rehearse = CommandSpec(
        "rehearse", summary: "the same run without the last write: the report and the diff",
        details: """
            Does everything that `run` does in its private copy, and then prints the report and the diff rather than \
            writing to the repository. Nothing is deployed.
            """,
        formats: [.text, .json],
        options: [.root, .filter, .bundle, .skipInstall, .url, .strict, .concurrency, .timeout, .verbose])
}
