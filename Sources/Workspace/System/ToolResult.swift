/// What a program left behind when it ended.
package struct ToolResult: Sendable, Hashable {
    /// How a program ended.
    package enum Status: Sendable, Hashable {
        /// By itself, with this exit code (0 to 255).
        case exited(Int32)
        /// By a signal that did not come from us because of the time limit.
        case signalled(Int32)
        /// By us, because its time limit had passed.
        case timedOut
    }

    /// How it ended.
    package var status: Status
    /// What it wrote to standard output, up to the limit of the command.
    package var standardOutput: [UInt8]
    /// What it wrote to standard error, up to the limit of the command.
    package var standardError: [UInt8]
    /// Whether some output came after the limit and was dropped.
    package var isCut: Bool
    /// Wall-clock time from start to end.
    package var duration: Duration

    /// Makes a result, as a runner or a test double does.
    package init(
        status: Status, standardOutput: [UInt8] = [], standardError: [UInt8] = [], isCut: Bool = false,
        duration: Duration = .zero
    ) {
        self.status = status
        self.standardOutput = standardOutput
        self.standardError = standardError
        self.isCut = isCut
        self.duration = duration
    }

    /// Whether it ended by itself with the exit code 0.
    package var isSuccess: Bool { status == .exited(0) }

    /// Standard output as text; bytes that are not UTF-8 become U+FFFD.
    package var output: String { String(decoding: standardOutput, as: UTF8.self) }

    /// Standard error as text; bytes that are not UTF-8 become U+FFFD.
    package var errors: String { String(decoding: standardError, as: UTF8.self) }
}

extension ToolResult.Status: CustomStringConvertible {
    /// The words for a message: `exit code 1`, `signal 11`, `time limit`.
    package var description: String {
        switch self {
        case .exited(let code): "exit code \(code)"
        case .signalled(let signal): "signal \(signal)"
        case .timedOut: "time limit"
        }
    }
}
