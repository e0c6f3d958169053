/// What the command line asks for.
enum Invocation: Sendable {
    /// The version of the program.
    case version
    /// The help of a command, or of the program.
    case help(CommandSpec?)
    /// A command with its options.
    case command(CommandSpec, GlobalOptions)
}
