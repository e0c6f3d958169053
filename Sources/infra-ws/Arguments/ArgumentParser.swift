import Workspace

/// Turns the words of a command line into an ``Invocation``.
///
/// Options may stand before and after the command, as `--name value` or `--name=value`; `--` ends them. Without a
/// command `run` is meant. Every mistake is a diagnostic with a code that begins with `usage/`.
struct ArgumentParser: Sendable {
    /// The commands that exist.
    let commands: [CommandSpec]

    /// Reads a command line.
    ///
    /// - Parameter arguments: The words after the name of the program.
    /// - Returns: What it asks for; every option was checked.
    /// - Throws: The first mistake. After `--help` or `--version` none is one but an unknown command.
    func parse(_ arguments: [String]) throws(Diagnostic) -> Invocation {
        let words = try ArgumentWords(arguments, options: commands.flatMap(\.allOptions) + OptionSpec.everywhere)
        if words.wants(.version) { return .version }
        if words.wants(.help) { return .help(try command(first: words.plain[...])) }
        // `infra-ws help run` is what many people type first.
        if words.plain.first == "help", !commands.contains(where: { $0.name == "help" }) {
            return .help(try command(first: words.plain.dropFirst()))
        }
        guard let command = try command(first: words.plain[...]) ?? defaultCommand else { throw .noCommand() }
        var options = GlobalOptions()
        options.format = command.formats.first ?? .text
        options.arguments = try checked(words.plain.dropFirst(), of: command)
        try store(words.options, of: command, in: &options)
        return .command(command, options)
    }

    private var defaultCommand: CommandSpec? { commands.first { $0.name == CommandSpec.defaultName } }

    private func command(first words: ArraySlice<String>) throws(Diagnostic) -> CommandSpec? {
        guard let name = words.first else { return nil }
        guard let command = commands.first(where: { $0.name == name }) else {
            throw .unknownCommand(name, nearest: NearestNames.to(name, among: commands.map(\.name)).first)
        }
        return command
    }

    private func checked(_ words: ArraySlice<String>, of command: CommandSpec) throws(Diagnostic) -> [String] {
        guard let argument = command.argument else {
            guard let first = words.first else { return [] }
            throw .surplus(first, command: command)
        }
        guard let first = words.first else { throw .missingArgument(command: command) }
        if words.count > 1, !argument.isRepeatable { throw .surplus(words[words.startIndex + 1], command: command) }
        if !argument.choices.isEmpty, !argument.choices.contains(first) {
            throw .badValue(first, of: command.name, remedy: "give \(alternatives(argument.choices))")
        }
        if words.contains("") { throw .missingArgument(command: command) }
        return Array(words)
    }

    private func store(
        _ words: [ArgumentWords.GivenOption], of command: CommandSpec, in options: inout GlobalOptions
    ) throws(Diagnostic) {
        var given: [String] = []
        for word in words {
            let name = word.spec.name
            // The command's own declaration: its `--format` knows the formats of this command.
            guard let spec = command.allOptions.first(where: { $0.name == name }) else {
                let fitting = commands.filter { $0.allOptions.contains { $0.name == name } }
                throw .unfittingOption(word.spec, command: command, fitting: fitting)
            }
            if given.contains(name), spec.takesValue, !spec.isRepeatable { throw .repeated(spec) }
            if let other = given.first(where: spec.exclusions.contains) { throw .exclusive(spec, other: "--\(other)") }
            given.append(name)
            try spec.store(try choice(word.value, of: spec), &options)
        }
    }

    private func choice(_ value: String, of spec: OptionSpec) throws(Diagnostic) -> String {
        guard !spec.choices.isEmpty else { return value }
        guard let choice = spec.choices.first(where: { $0 == value.lowercased() }) else {
            throw .badValue(value, of: spec.flag, remedy: "give \(alternatives(spec.choices))")
        }
        return choice
    }
}

/// `a`, `a or b`, `a, b or c`.
func alternatives(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
}

extension Diagnostic {
    fileprivate static func unknownCommand(_ name: String, nearest: String?) -> Diagnostic {
        .error(
            "usage/unknown-command", "there is no command `\(name)`",
            remedy: nearest.map { "use `\($0)`" } ?? "`infra-ws --help` lists the commands")
    }

    fileprivate static func noCommand() -> Diagnostic {
        .error("usage/no-command", "no command is given", remedy: "`infra-ws --help` lists the commands")
    }

    fileprivate static func surplus(_ word: String, command: CommandSpec) -> Diagnostic {
        .error("usage/surplus-argument", "`\(word)` is one argument too many", remedy: "write `\(command.shortUsage)`")
    }

    fileprivate static func missingArgument(command: CommandSpec) -> Diagnostic {
        .error("usage/missing-argument", "`\(command.name)` needs an argument", remedy: "write `\(command.shortUsage)`")
    }

    fileprivate static func unfittingOption(
        _ option: OptionSpec, command: CommandSpec, fitting: [CommandSpec]
    ) -> Diagnostic {
        .error(
            "usage/unfitting-option", "`\(option.flag)` does not fit `\(command.name)`",
            remedy: "leave it out, or use it with \(alternatives(fitting.map { "`\($0.name)`" }))")
    }

    fileprivate static func repeated(_ option: OptionSpec) -> Diagnostic {
        .error("usage/repeated-option", "`\(option.flag)` is given twice", remedy: "give it once")
    }

    fileprivate static func exclusive(_ option: OptionSpec, other: String) -> Diagnostic {
        .error(
            "usage/exclusive-options", "`\(other)` and `\(option.flag)` exclude each other",
            remedy: "leave one of them out")
    }
}
