import Workspace

/// Writes errors and warnings as one line each: `error: file:line:column: what is wrong; what to do`.
enum DiagnosticPrinter {
    /// The line with its colours, without a line feed; whatever the repository put into it is made safe.
    static func line(for diagnostic: Diagnostic) -> StyledText {
        let severity = diagnostic.severity.rawValue
        let style: StyledText.Style = diagnostic.severity == .error ? .red : .yellow
        let rest = String(diagnostic.line.dropFirst(severity.count + 1))
        return "\("\(severity):", style)\(rest)"
    }
}
