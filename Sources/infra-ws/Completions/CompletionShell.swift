/// The shells that can complete commands and options.
enum CompletionShell: String, Sendable, CaseIterable {
    /// bash 3.2 and later.
    case bash
    /// zsh 5 and later.
    case zsh
    /// fish 3 and later.
    case fish

    /// The script for these commands.
    func script(for commands: [CommandSpec]) -> String {
        switch self {
        case .bash: BashCompletion(commands: commands).script
        case .zsh: ZshCompletion(commands: commands).script
        case .fish: FishCompletion(commands: commands).script
        }
    }
}

extension Sequence<CommandSpec> {
    /// The options of all of them, each name once, in the order of the first that has it.
    ///
    /// `--format` is left out: each command has its own.
    var sharedOptions: [OptionSpec] {
        var seen: Set<String> = ["format"]
        return flatMap(\.allOptions).filter { seen.insert($0.name).inserted }
    }
}

/// A text in single quotes, as bash and zsh read it.
func singleQuoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
}
