/// The page `docs/commands.md`, made from the declarations.
struct CommandReference {
    /// The commands that exist.
    let commands: [CommandSpec]

    /// The page in Markdown.
    var page: String {
        var text = """
            <!-- made from the declarations in Sources/infra-ws by `UPDATE_SNAPSHOTS=1 swift test --filter CommandReference` -->
            # Commands and options

            `infra-ws` \(HelpText.purpose). Without a command, `\(CommandSpec.defaultName)` is meant. Options stand \
            before or after the command, as `--name value` or `--name=value`; `--` ends them.

            | command | what it does |
            | --- | --- |

            """
        for command in commands {
            text += "| [`infra-ws \(command.name)`](#infra-ws-\(command.name)) | \(cell(command.summary)) |\n"
        }
        for command in commands { text += section(of: command) }
        text += "\n## Options of every command\n\n" + table(of: OptionSpec.everywhere)
        text += "\n## Exit status\n\n| status | meaning |\n| --- | --- |\n"
        for (code, meaning) in CommandStatus.explanations { text += "| \(code) | \(cell(meaning)) |\n" }
        return text
    }

    private func section(of command: CommandSpec) -> String {
        var text = "\n## infra-ws \(command.name)\n\n`\(command.usage)`\n\n\(command.details)\n"
        let everywhere = Set(OptionSpec.everywhere.map(\.name))
        let own = command.allOptions.filter { !everywhere.contains($0.name) }
        if !own.isEmpty { text += "\n" + table(of: own) }
        return text
    }

    private func table(of options: [OptionSpec]) -> String {
        var text = "| option | what it does |\n| --- | --- |\n"
        for option in options {
            let repeats = option.isRepeatable ? " (repeatable)" : ""
            text += "| `\(cell(option.usage))`\(repeats) | \(cell(option.details)) |\n"
        }
        return text
    }

    /// A pipe would end the cell.
    private func cell(_ text: String) -> String {
        text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }
}
