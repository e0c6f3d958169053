/// The completion script for zsh, for a folder of `$fpath` or for `source`.
struct ZshCompletion {
    /// What is to be completed.
    let commands: [CommandSpec]

    /// The script.
    var script: String {
        """
        #compdef infra-ws
        # zsh completion for infra-ws, made by `infra-ws completions zsh`

        _infra-ws() {
            local context state state_descr line
            typeset -A opt_args
            local -a commands
            commands=(
        \(commands.map { "        \(singleQuoted("\($0.name):\($0.summary)"))\n" }.joined())\
            )
            _arguments -C -S \\
        \(lines(for: defaultOptions, indent: 8))\
                '1:command:->command' \\
                '*::argument:->argument'
            case $state in
            command) _describe -t commands 'command' commands ;;
            argument)
                case $words[1] in
        \(commands.map(commandCase).joined())\
                esac
                ;;
            esac
        }

        if [ "${funcstack[1]}" = "_infra-ws" ]; then
            _infra-ws "$@"
        else
            compdef _infra-ws infra-ws
        fi

        """
    }

    private var defaultOptions: [OptionSpec] {
        commands.first { $0.name == CommandSpec.defaultName }?.allOptions ?? OptionSpec.everywhere
    }

    private func commandCase(_ command: CommandSpec) -> String {
        var text = "        \(command.name))\n            _arguments -S \\\n"
        text += lines(for: command.allOptions, indent: 16)
        if let argument = command.argument {
            let action = argument.choices.isEmpty ? " " : "(\(argument.choices.joined(separator: " ")))"
            let place = argument.isRepeatable ? "*" : "1"
            text += "                \(singleQuoted("\(place):\(argument.placeholder.lowercased()):\(action)"))\n"
        } else {
            // The last line of a command has to stand without a backslash.
            text += "                '*: :'\n"
        }
        return text + "            ;;\n"
    }

    private func lines(for options: [OptionSpec], indent: Int) -> String {
        let space = String(repeating: " ", count: indent)
        return options.map { option in
            var text = option.isRepeatable ? "*" : ""
            text += option.takesValue ? "\(option.flag)=" : option.flag
            text += "[\(escaped(option.summary))]"
            if let placeholder = option.placeholder { text += ":\(escaped(placeholder)):\(action(of: option))" }
            return "\(space)\(singleQuoted(text)) \\\n"
        }.joined()
    }

    private func action(of option: OptionSpec) -> String {
        guard option.choices.isEmpty else { return "(\(option.choices.joined(separator: " ")))" }
        switch option.completion {
        case .nothing: return " "
        case .folders: return "_directories"
        case .files: return "_files"
        }
    }

    /// Brackets and colons divide the parts of a line of `_arguments`.
    private func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            if "[]:\\".contains(character) { result += "\\" }
            result.append(character)
        }
    }
}
