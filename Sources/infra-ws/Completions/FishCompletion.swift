/// The completion script for fish.
struct FishCompletion {
    /// What is to be completed.
    let commands: [CommandSpec]

    /// The script.
    var script: String {
        """
        # fish completion for infra-ws, made by `infra-ws completions fish`

        function __infra_ws_command
            set -l words (commandline -opc)
            set -e words[1]
            while set -q words[1]
                switch $words[1]
                    case \(valueOptions.joined(separator: " "))
                        set -e words[1]
                    case '-*'
                    case '*'
                        echo $words[1]
                        return
                end
                set -e words[1]
            end
        end

        function __infra_ws_needs_command
            test -z (__infra_ws_command | string collect -a)
        end

        function __infra_ws_is
            test (__infra_ws_command | string collect -a) = $argv[1]
        end

        complete -c infra-ws -f
        \(commands.map(commandLine).joined())\
        \(defaultOptions.map { optionLine($0, condition: "__infra_ws_needs_command") }.joined())\
        \(commands.map(optionLines).joined())
        """
    }

    private var valueOptions: [String] {
        commands.sharedOptions.filter(\.takesValue).map(\.flag) + ["--format"]
    }

    private var defaultOptions: [OptionSpec] {
        commands.first { $0.name == CommandSpec.defaultName }?.allOptions ?? OptionSpec.everywhere
    }

    private func commandLine(_ command: CommandSpec) -> String {
        "complete -c infra-ws -n __infra_ws_needs_command -a \(command.name) -d \(quoted(command.summary))\n"
    }

    private func optionLines(_ command: CommandSpec) -> String {
        let condition = "__infra_ws_is \(command.name)"
        var text = ""
        if let choices = command.argument?.choices, !choices.isEmpty {
            text += "complete -c infra-ws -n \(quoted(condition)) -a \(quoted(choices.joined(separator: " ")))\n"
        }
        return text + command.allOptions.map { optionLine($0, condition: condition) }.joined()
    }

    private func optionLine(_ option: OptionSpec, condition: String) -> String {
        var text = "complete -c infra-ws -n \(quoted(condition)) -l \(option.name)"
        if let letter = option.letter { text += " -s \(letter)" }
        if option.takesValue { text += " -r" }
        if !option.choices.isEmpty { text += " -f -a \(quoted(option.choices.joined(separator: " ")))" }
        switch option.completion {
        case .nothing: break
        case .folders: text += " -f -a '(__fish_complete_directories)'"
        case .files: text += " -F"
        }
        return text + " -d \(quoted(option.summary))\n"
    }

    /// Inside single quotes fish reads `\'` and `\\` as the character alone.
    private func quoted(_ text: String) -> String {
        let inner = text.reduce(into: "") { result, character in
            if character == "'" || character == "\\" { result += "\\" }
            result.append(character)
        }
        return "'\(inner)'"
    }
}
