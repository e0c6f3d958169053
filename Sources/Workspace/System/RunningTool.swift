#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A program that was started and goes on, such as a server.
package final class RunningTool: Sendable {
    private let child: ChildProcess
    /// Absolute path of the file that its standard output and standard error go to.
    package let logPath: String
    /// The command as a person would type it.
    package let line: String

    /// Wraps a child that was started.
    init(child: ChildProcess, logPath: String, line: String) {
        self.child = child
        self.logPath = logPath
        self.line = line
    }

    /// The id of the process and of its group.
    package var processID: Int32 { child.processID }

    /// Whether it has not ended yet.
    package var isRunning: Bool { child.status == nil }

    /// How it ended; absent while it runs.
    package var status: ToolResult.Status? { child.status }

    /// Ends the whole group: `signal`, then SIGKILL after `grace`. Returns when it has ended, at once if it had.
    ///
    /// It does so in a cancelled task too.
    package func stop(signal: Int32 = SIGTERM, grace: Duration = .seconds(2)) async {
        child.end(.stopped, signal: signal, grace: grace)
        _ = await child.waitForEnd(limit: nil, isCancellable: false)
    }

    /// Sends a signal to the whole group, such as SIGHUP to have it read its configuration again.
    package func send(signal: Int32) {
        child.send(signal)
    }

    /// Awaits its end without ending it.
    ///
    /// - Parameter limit: How long to wait.
    /// - Returns: How it ended, or nil if it still runs or the task was cancelled.
    package func waitForEnd(limit: Duration) async -> ToolResult.Status? {
        await child.waitForEnd(limit: limit, isCancellable: true)
    }

    /// The last lines of its log, or of the last 64 kB of it.
    ///
    /// - Parameter lines: How many lines at most.
    /// - Returns: The lines without a newline at the end; empty if there is no log.
    package func logTail(lines: Int) -> String {
        let bytes = (try? FileSystemAccess.readTail(logPath, limit: 1 << 16)) ?? []
        let text = String(decoding: bytes, as: UTF8.self)
        let all = text.split(separator: "\n", omittingEmptySubsequences: false)
        let end = all.last?.isEmpty == true ? all.dropLast() : all[...]
        return end.suffix(lines).joined(separator: "\n")
    }
}
