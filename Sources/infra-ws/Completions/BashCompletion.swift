/// The completion script for bash, which runs in bash 3.2 (the one of macOS) and needs no package `bash-completion`.
struct BashCompletion {
    /// What is to be completed.
    let commands: [CommandSpec]

    /// The script, as `source` reads it.
    var script: String {
        """
        # bash completion for infra-ws, made by `infra-ws completions bash`

        _infra_ws() {
            local current="${COMP_WORDS[COMP_CWORD]}" previous="" command="" word="" index=1
            COMPREPLY=()
            if [ "$COMP_CWORD" -gt 0 ]; then previous="${COMP_WORDS[COMP_CWORD - 1]}"; fi
            # bash splits words at `=`, so that `--name=value` arrives as three.
            if [ "$current" = "=" ]; then
                current=""
            elif [ "$previous" = "=" ] && [ "$COMP_CWORD" -gt 1 ]; then
                previous="${COMP_WORDS[COMP_CWORD - 2]}"
            fi
            while [ "$index" -lt "$COMP_CWORD" ]; do
                word="${COMP_WORDS[index]}"
                case "$word" in
                \(pattern(valueOptions)))
                    if [ "${COMP_WORDS[index + 1]}" = "=" ]; then index=$((index + 1)); fi
                    index=$((index + 1))
                    ;;
                -*|=) ;;
                *) command="$word"; break ;;
                esac
                index=$((index + 1))
            done
            case "$command $previous" in
        \(commands.filter { !$0.formats.isEmpty }.map(formatCase).joined())\
            esac
            case "$previous" in
        \(commands.sharedOptions.filter { !$0.choices.isEmpty }.map(choiceCase).joined())\
            \(pattern(openOptions))) return ;;
            esac
            case "$command" in
        \(commands.map(commandCase).joined())\
            "")
                COMPREPLY=($(compgen -W "\(words(commands.map(\.name) + defaultFlags))" -- "$current"))
                ;;
            esac
        }

        complete -o bashdefault -o default -F _infra_ws infra-ws

        """
    }

    private var valueOptions: [String] {
        (commands.sharedOptions.filter(\.takesValue).map(\.flag) + ["--format"])
    }

    /// Options whose values only the user knows, or that are files: bash offers files where the answer is empty.
    private var openOptions: [String] {
        commands.sharedOptions.filter { $0.takesValue && $0.choices.isEmpty }.map(\.flag) + ["--format"]
    }

    private var defaultFlags: [String] {
        (commands.first { $0.name == CommandSpec.defaultName }?.allOptions ?? OptionSpec.everywhere).map(\.flag)
    }

    private func pattern(_ names: [String]) -> String { names.joined(separator: "|") }

    private func words(_ names: [String]) -> String { names.joined(separator: " ") }

    private func answer(_ names: [String]) -> String {
        "COMPREPLY=($(compgen -W \"\(words(names))\" -- \"$current\"))"
    }

    private func formatCase(_ command: CommandSpec) -> String {
        let names =
            command.name == CommandSpec.defaultName
            ? "\"\(command.name) --format\"|\" --format\"" : "\"\(command.name) --format\""
        return "    \(names)) \(answer(command.formats.map(\.rawValue))); return ;;\n"
    }

    private func choiceCase(_ option: OptionSpec) -> String {
        "    \(option.flag)) \(answer(option.choices)); return ;;\n"
    }

    private func commandCase(_ command: CommandSpec) -> String {
        "    \(command.name)) \(answer((command.argument?.choices ?? []) + command.allOptions.map(\.flag))) ;;\n"
    }
}
