import Workspace

/// Prints a script that teaches a shell the commands and options.
struct CompletionsCommand: Subcommand {
    /// The declaration.
    let spec = CommandSpec.completions
    /// It only prints.
    let interruption = Interruption.endsAtOnce

    /// Prints the script for the shell that is named.
    func run(_ options: GlobalOptions, output: Output) async throws(Diagnostic) -> CommandStatus {
        // The parser has checked the name.
        guard let name = options.arguments.first, let shell = CompletionShell(rawValue: name) else { return .usage }
        output.document(shell.script(for: CommandRegistry.specs))
        return .success
    }
}

extension CommandSpec {
    /// `infra-ws completions`
    static let completions = CommandSpec(
        "completions", summary: "print a completion script for a shell",
        details: """
            Prints a completion script. bash: `source <(infra-ws completions bash)` in `~/.bashrc`. zsh: \
            `infra-ws completions zsh > _infra-ws` in a folder of `$fpath`. fish: `infra-ws completions fish > \
            ~/.config/fish/completions/infra-ws.fish`.
            """,
        argument: ArgumentSpec("SHELL", choices: CompletionShell.allCases.map(\.rawValue)), options: [])
}
