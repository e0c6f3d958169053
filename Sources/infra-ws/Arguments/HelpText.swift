/// What `--help` prints.
struct HelpText {
    /// The commands that exist.
    let commands: [CommandSpec]

    /// What the program is for, in one sentence.
    static let purpose = "adds and proves production infrastructure in a monorepo, one bundle at a time"

    /// The help of the program.
    var overview: String {
        var text = """
            infra-ws \(HelpText.purpose)

            Usage: infra-ws [COMMAND] [OPTIONS]

            Commands:

            """
        text += HelpText.aligned(
            commands.map { command in
                let isDefault = command.name == CommandSpec.defaultName
                return (command.name, command.summary + (isDefault ? " (default)" : ""))
            })
        text += "\nOptions of several commands:\n"
        text += HelpText.aligned(generalOptions.map { ($0.usage, $0.summary) })
        text += "\nExit status:\n"
        text += HelpText.aligned(CommandStatus.explanations.map { ($0.code, $0.meaning) })
        return text + "\n`infra-ws COMMAND --help` prints all options of a command and what they do.\n"
    }

    /// The help of one command.
    func page(of command: CommandSpec) -> String {
        var text = "infra-ws \(command.name): \(command.summary)\n\nUsage: \(command.usage)\n\n"
        text += HelpText.wrapped(command.details, indent: 0) + "\nOptions:\n"
        for option in command.allOptions {
            text += "  \(option.usage)\n\(HelpText.wrapped(option.details, indent: 6))"
        }
        return text
    }

    /// The options that every command or at least two have, and those of the command that is meant when none is named.
    private var generalOptions: [OptionSpec] {
        let always = Set(OptionSpec.everywhere.map(\.name))
        let ordered = commands.sharedOptions.filter { !always.contains($0.name) } + OptionSpec.everywhere
        return ordered.filter { option in
            let fitting = commands.filter { $0.allOptions.contains { $0.name == option.name } }
            return always.contains(option.name) || fitting.count > 1
                || fitting.contains { $0.name == CommandSpec.defaultName }
        }
    }

    /// Two columns, the left as wide as its longest text.
    private static func aligned(_ rows: [(String, String)]) -> String {
        let width = rows.map(\.0.count).max() ?? 0
        return rows.map { left, right in
            "  \(left)\(String(repeating: " ", count: width - left.count + 2))\(right)\n"
        }.joined()
    }

    /// Words in lines of at most 80 columns, unless a single word is longer; a literal in backticks counts as one word.
    private static func wrapped(_ text: String, indent: Int) -> String {
        var lines: [String] = []
        var line = ""
        var isLiteral = false
        let words = text.split { character in
            if character == "`" { isLiteral.toggle() }
            return character == " " && !isLiteral
        }
        for word in words {
            if !line.isEmpty, indent + line.count + 1 + word.count > 80 {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? String(word) : " " + word
        }
        lines.append(line)
        return lines.map { String(repeating: " ", count: indent) + $0 + "\n" }.joined()
    }
}
