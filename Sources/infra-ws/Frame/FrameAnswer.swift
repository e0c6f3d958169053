import Workspace

/// What the program does about a command line, before any task is started.
enum FrameAnswer: Sendable {
    /// A text for standard output, and success.
    case text(String)
    /// A command to start.
    case start(any Subcommand, GlobalOptions)

    /// Reads a command line.
    ///
    /// - Throws: A diagnostic whose code begins with `usage/`.
    init(_ arguments: [String], commands: [any Subcommand]) throws(Diagnostic) {
        let specs = commands.map(\.spec)
        switch try ArgumentParser(commands: specs).parse(arguments) {
        case .version:
            self = .text("infra-ws \(ProgramVersion.current)\n")
        case .help(let command):
            let help = HelpText(commands: specs)
            self = .text(command.map(help.page) ?? help.overview)
        case .command(let spec, let options):
            guard let command = commands.first(where: { $0.spec.name == spec.name }) else {
                preconditionFailure("the parser returned `\(spec.name)`, which is no command")
            }
            self = .start(command, options)
        }
    }
}
