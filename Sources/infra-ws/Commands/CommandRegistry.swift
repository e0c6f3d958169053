/// The commands that there are.
enum CommandRegistry {
    /// Every command, in the order in which help lists them.
    static let all: [any Subcommand] = [
        RunCommand(), RehearseCommand(), TopologyCommand(), StatusCommand(), ValidateCommand(), ExplainCommand(),
        TriggersCommand(), AffectedCommand(), InitCommand(), UndoCommand(), CompletionsCommand(),
    ]

    /// Their declarations, in the same order.
    static var specs: [CommandSpec] { all.map(\.spec) }
}
