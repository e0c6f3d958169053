/// A program to start, with everything that it gets: nothing is inherited.
package struct ToolCommand: Sendable, Hashable {
    /// A name that is looked up in the `PATH` of `environment`, an absolute path, or a path with a `/` in it that is
    /// relative to `workingDirectory`.
    package var executable: String
    /// The arguments after the name.
    package var arguments: [String]
    /// The absolute path of the folder that it starts in.
    package var workingDirectory: String
    /// Its whole environment.
    package var environment: [String: String]
    /// Wall-clock time that it may take; afterwards its process group gets SIGTERM and, 2 s later, SIGKILL.
    package var timeLimit: Duration
    /// Bytes that are kept of standard output, and as many of standard error; what comes after them is read and
    /// dropped.
    package var outputLimit: Int
    /// Bytes for its standard input, which is `/dev/null` where there are none.
    package var input: [UInt8]?

    /// Makes a command.
    package init(
        _ executable: String, _ arguments: [String] = [], in workingDirectory: String,
        environment: [String: String], timeLimit: Duration = .seconds(60), outputLimit: Int = 16 << 20,
        input: [UInt8]? = nil
    ) {
        self.executable = executable
        self.arguments = arguments
        self.workingDirectory = workingDirectory
        self.environment = environment
        self.timeLimit = timeLimit
        self.outputLimit = outputLimit
        self.input = input
    }

    /// The command as a person would type it into a POSIX shell, for messages and logs.
    package var line: String {
        ([executable] + arguments).map(ShellText.quoted).joined(separator: " ")
    }
}
