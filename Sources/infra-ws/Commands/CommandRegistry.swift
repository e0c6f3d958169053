/// The commands that there are.
enum CommandRegistry {
    /// Every command, in the order in which help lists them.
    static let all: [any Subcommand] = [
        TopologyCommand(), ExplainCommand(), CompletionsCommand(),
    ]

    /// Their declarations, in the same order.
    static var specs: [CommandSpec] { all.map(\.spec) }
}
