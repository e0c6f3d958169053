import Bundles
import Workspace

/// Steps 1 to 3.
struct StatusCommand: Subcommand {
    /// The declaration.
    let spec = CommandSpec.status
    /// It only reads.
    let interruption = Interruption.endsAtOnce

    /// Prints the package x bundle matrix of findings.
    func run(_ options: GlobalOptions, output: Output) async throws(Diagnostic) -> CommandStatus {
        let context = try await CommandContext.make(options, output: output)
        let report = try await context.pipeline.status()
        if options.format == .json {
            output.document(JSONText.encode(ReportJSON.value(of: report)))
        } else {
            output.result(StatusTable(report).render())
        }
        output.report(report.warnings)
        return .success
    }
}

extension CommandSpec {
    /// `infra-ws status`
    static let status = CommandSpec(
        "status", summary: "print what each package has of each bundle",
        details: "Prints a table of packages and bundles: configured, partial, missing, not applicable or skipped.",
        formats: [.table, .json],
        options: [.root, .filter, .bundle, .verbose])
}
