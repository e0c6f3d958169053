import Workspace

/// Asks a tool's own help whether a command exists in the form in which it is documented.
struct ToolHelp: Sendable {
    private let runner: any ToolRunner
    private let environment: [String: String]
    private let folder: String

    /// Asks in a folder, with the user's own environment.
    init(_ workplace: Workplace) {
        runner = workplace.surroundings.runner
        environment = workplace.surroundings.environment
        folder = workplace.copy.temporary
    }

    /// What is wrong with a command as the tool sees it.
    ///
    /// Options that stand before the last subcommand belong to the group above it, as in
    /// `docker compose --file F up`. Tools that do not know a subcommand print the help of all of them and succeed:
    /// the help has to name it.
    ///
    /// - Parameter step: The step; a word of its command in angle brackets is for a person to fill in.
    /// - Returns: One sentence; nil where the tool's help knows the subcommand and every option.
    /// - Throws: Where the tool cannot be started.
    func fault(of step: Rollback.Step) async throws(Diagnostic) -> String? {
        let depth = try await depth(of: step)
        let command = HelpSubject(step.command, depth: depth)
        let line = ([command.tool] + command.subcommands).joined(separator: " ")
        guard let own = try await text(command.tool, command.subcommands) else { return "`\(line) --help` fails" }
        if let last = command.subcommands.last, !Self.names(last, in: own) {
            return "this version of \(command.tool) does not know `\(line)`"
        }
        var unknown = command.options.filter { !Self.names($0, in: own) }
        if !command.groupOptions.isEmpty {
            let group = try await text(command.tool, Array(command.subcommands.dropLast())) ?? ""
            unknown += command.groupOptions.filter { !Self.names($0, in: group) }
        }
        return unknown.isEmpty ? nil : "this version of `\(line)` does not know \(unknown.joined(separator: ", "))"
    }

    /// How many words choose what the tool does. Where the step does not say, a second word counts if the help of the
    /// first names it.
    private func depth(of step: Rollback.Step) async throws(Diagnostic) -> Int {
        if let depth = step.depth { return depth }
        let two = HelpSubject(step.command, depth: 2).subcommands
        guard two.count == 2, let text = try await text(step.command[0], [two[0]]) else { return 1 }
        return Self.names(two[1], in: text) ? 2 : 1
    }

    private func text(_ tool: String, _ subcommands: [String]) async throws(Diagnostic) -> String? {
        let result = try await runner.run(
            ToolCommand(
                tool, subcommands + ["--help"], in: folder, environment: environment, timeLimit: .seconds(30)))
        return result.isSuccess ? result.output + "\n" + result.errors : nil
    }

    /// Whether a text has a word by itself: `--app` is not in `--app-name`.
    private static func names(_ word: String, in text: String) -> Bool {
        var rest = text[...]
        while let found = rest.firstRange(of: word) {
            let before = found.lowerBound == rest.startIndex ? nil : rest[rest.index(before: found.lowerBound)]
            let after = found.upperBound == rest.endIndex ? nil : rest[found.upperBound]
            if !isPart(before), !isPart(after) { return true }
            rest = rest[found.upperBound...]
        }
        return false
    }

    private static func isPart(_ character: Character?) -> Bool {
        character.map { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" } ?? false
    }
}

/// The words of a command by what they are.
struct HelpSubject: Sendable, Hashable {
    /// The program.
    let tool: String
    /// The words that choose what it does, such as `compose`, `up`.
    let subcommands: [String]
    /// Options behind the last subcommand.
    let options: [String]
    /// Options before it.
    let groupOptions: [String]

    /// Takes a command apart whose first `depth` words that are neither options nor their values are subcommands.
    init(_ words: [String], depth: Int) {
        tool = words.first ?? ""
        var subcommands: [String] = []
        var before: [String] = []
        var behind: [String] = []
        var isValue = false
        for word in words.dropFirst() {
            if word.hasPrefix("-") {
                let name = word.split(separator: "=").first.map(String.init) ?? word
                if subcommands.count < depth { before.append(name) } else { behind.append(name) }
                isValue = !word.contains("=")
            } else if subcommands.count < depth, !isValue, !word.hasPrefix("<") {
                subcommands.append(word)
            } else {
                isValue = false
            }
        }
        self.subcommands = subcommands
        options = behind
        groupOptions = before
    }
}
