/// Starts programs. Everything that starts one asks this protocol, so that tests can answer instead.
package protocol ToolRunner: Sendable {
    /// Runs a program to its end.
    ///
    /// Cancelling the task ends the program and what it started.
    ///
    /// - Returns: What it left behind, whatever its exit code: a code other than 0 is an answer, not an error.
    /// - Throws: `tool-not-found` or `tool-not-started` if it cannot be started, `interrupted` if the task is cancelled.
    func run(_ command: ToolCommand) async throws(Diagnostic) -> ToolResult

    /// Starts a program that goes on, such as a server; standard output and standard error go to one file.
    ///
    /// The command's time limit counts for it too.
    ///
    /// - Parameters:
    ///   - command: What to start.
    ///   - logPath: Absolute path of the log file, which is created with mode 0600, or emptied.
    /// - Returns: The handle that ends it.
    /// - Throws: `tool-not-found` or `tool-not-started` if it cannot be started, `file-system` if the log cannot be
    ///   written.
    func start(_ command: ToolCommand, logPath: String) async throws(Diagnostic) -> RunningTool
}
