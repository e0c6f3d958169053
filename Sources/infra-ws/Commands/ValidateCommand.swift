import Bundles
import Workspace

/// Step 5 alone.
struct ValidateCommand: Subcommand {
    /// The declaration.
    let spec = CommandSpec.validate

    /// Starts every unit with something configured, asks it, and prints what was seen.
    func run(_ options: GlobalOptions, output: Output) async throws(Diagnostic) -> CommandStatus {
        let context = try await CommandContext.make(options, output: output)
        let report = try await context.pipeline.validate()
        return ReportPrinter.print(report, options, to: output)
    }
}

extension CommandSpec {
    /// `infra-ws validate`
    static let validate = CommandSpec(
        "validate", summary: "validate every bundle that is configured",
        details: """
            Starts each unit in a private copy with databases and caches of its own, asks it, stops what it depends \
            on, and asks again. Nothing in the repository is changed.
            """,
        formats: [.text, .json],
        options: [.root, .filter, .bundle, .url, .live, .strict, .concurrency, .timeout, .verbose])
}
