@testable import infra_ws

/// Commands with every option of the table, whether or not they are registered yet.
enum DeclaredCommands {
    /// In the order of help.
    static let all: [CommandSpec] = [
        .run, .rehearse, .topology, .status, .validate, triggers, .affected, .initialise, .explain, .undo, .completions,
    ]

    /// A command that has the options of `triggers`.
    static let triggers = CommandSpec(
        "triggers", summary: "print the deploy triggers", details: "Prints them.",
        options: [.root, .filter, .dryRun, .write, .check, .replay])

    /// What a command line without mistakes means.
    static func options(_ line: String) throws -> (command: String, options: GlobalOptions) {
        let words = line.split(separator: " ").map(String.init)
        guard case .command(let spec, let options) = try ArgumentParser(commands: all).parse(words) else {
            throw NoCommand()
        }
        return (spec.name, options)
    }

    /// The command line asked for help or the version.
    struct NoCommand: Error {}
}
