import Workspace

/// A command that works: its declaration and what it does.
///
/// Adding one is one file with the declaration and the type, and one line in ``CommandRegistry/all``.
protocol Subcommand: Sendable {
    /// What parser, help, completions and documentation know about it.
    var spec: CommandSpec { get }

    /// What Ctrl-C does to it.
    var interruption: Interruption { get }

    /// Does the work.
    ///
    /// - Parameters:
    ///   - options: What the command line said; everything in it was checked.
    ///   - output: The only place to which it writes.
    /// - Returns: How the program ends.
    /// - Throws: What makes the whole command impossible before anything was changed: it is printed, and the exit
    ///   status is 2.
    func run(_ options: GlobalOptions, output: Output) async throws(Diagnostic) -> CommandStatus
}

/// What the first Ctrl-C, or another signal that ends programs, does to a command; a second one ends it at once.
enum Interruption: Sendable {
    /// The task is cancelled, and the command ends its children and rolls back before it returns.
    case unwinds
    /// The program ends at once: the command only reads.
    case endsAtOnce
}

extension Subcommand {
    /// The safe answer: the command has time to clean up.
    var interruption: Interruption { .unwinds }
}
