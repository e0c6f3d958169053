import Bundles
import Workspace

/// Prints a report in the form that was asked for, and says how the program ends.
enum ReportPrinter {
    /// Prints warnings to standard error and the report to standard output.
    static func print(_ report: RunReport, _ options: GlobalOptions, to output: Output) -> CommandStatus {
        output.report(report.warnings)
        if options.format == .json {
            output.document(JSONText.encode(ReportJSON.value(of: report)))
        } else {
            output.result(ReportText(report, isVerbose: options.isVerbose).render())
            if report.mode == .rehearse, !report.diff.isEmpty { output.result("\n" + report.diff) }
        }
        return status(of: report, isStrict: options.isStrict)
    }

    /// 1 where a check failed, or, with `--strict`, was not run.
    static func status(of report: RunReport, isStrict: Bool) -> CommandStatus {
        if report.hasFailed { return .checkFailed }
        let hasNotRun = report.checks.contains { if case .notRun = $0.verdict { true } else { false } }
        return isStrict && hasNotRun ? .checkFailed : .success
    }
}
