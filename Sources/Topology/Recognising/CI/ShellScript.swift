import Workspace

/// The simple commands of a shell script, as far as they can be told without running it
/// (pubs.opengroup.org, "Shell Command Language").
///
/// Conditions are taken for true, loops over words that are written out run once for each word.
package struct ShellScript: Sendable {
    /// One simple command.
    package struct Command: Sendable, Hashable {
        /// Its words, quotes removed. What is not known stays as it is written: `$NAME`, `$(date)`.
        package var words: [String]
        /// 0-based line of its first word.
        package var line: Int
        /// The folder that it runs in, relative to the root; nil where that is not known.
        package var folder: String?
    }

    /// How many commands are read from one script, loops unrolled; far more than any pipeline has.
    static let maximumCommands = 2_000
    private static let maximumLoopWords = 64
    /// Words that stand before a command and are none.
    private static let reserved: Set<String> = [
        "if", "then", "else", "elif", "do", "while", "until", "!", "{", "time", "exec", "sudo", "command", "env",
        "nohup", "retry",
    ]
    private static let declarations: Set<String> = ["readonly", "local", "export", "declare", "typeset"]

    private var variables: [String: [String]]
    private var folder: String?
    private var earlierFolders: [String?] = []
    private let scriptFolder: String?
    private var commands: [Command] = []
    private var loops: [String?] = []

    /// Reads a script.
    ///
    /// - Parameters:
    ///   - text: The script.
    ///   - folder: Where it starts; nil where that is not known.
    ///   - variables: Values that are known, `1` and so on for its arguments.
    ///   - scriptFolder: The folder of its file; nil for one that stands in a pipeline.
    /// - Returns: Its commands in order.
    package static func commands(
        in text: String, folder: String?, variables: [String: String] = [:], scriptFolder: String? = nil
    ) -> [Command] {
        var script = ShellScript(
            variables: variables.mapValues { [$0] }, folder: folder, scriptFolder: scriptFolder)
        for item in ShellWords.items(of: text) { script.read(item) }
        return script.commands
    }

    private init(variables: [String: [String]], folder: String?, scriptFolder: String?) {
        self.variables = variables
        self.folder = folder
        self.scriptFolder = scriptFolder
    }

    private mutating func read(_ item: ShellWords.Item) {
        switch item {
        case .openSubshell: earlierFolders.append(folder)
        case .closeSubshell: if let earlier = earlierFolders.popLast() { folder = earlier }
        case .command(let words, let line): read(words[...], line)
        }
    }

    private mutating func read(_ words: ArraySlice<ShellWords.Word>, _ line: Int) {
        var words = words
        while let first = words.first {
            // Only the value of an assignment may be quoted.
            guard !first.isQuoted || Self.assignment(first) != nil else { break }
            if first.text == "for" { return startLoop(words.dropFirst()) }
            if first.text == "done" { return endLoop() }
            if ["while", "until"].contains(first.text) { loops.append(nil) }
            if Self.reserved.contains(first.text) || Self.declarations.contains(first.text) {
                words = words.dropFirst()
            } else if let assignment = Self.assignment(first) {
                // What changes with each turn of a loop is not known behind it.
                let isFixed = !variables.contains {
                    $0.value.count > 1 && Self.isUsed($0.key, in: assignment.value)
                }
                variables[assignment.name] = isFixed ? expand(assignment.value) : nil
                words = words.dropFirst()
            } else {
                break
            }
        }
        guard !words.isEmpty, commands.count < Self.maximumCommands else { return }
        for words in expanded(words) { run(words, line) }
    }

    private mutating func run(_ words: [String], _ line: Int) {
        switch words[0] {
        case "cd", "pushd":
            let target = words.dropFirst().first { !$0.hasPrefix("-") || $0 == "-" } ?? "."
            if target == "-" {
                folder = earlierFolders.last ?? folder
            } else {
                if words[0] == "pushd" { earlierFolders.append(folder) }
                folder = RepositoryPath.resolve(target, from: folder, script: scriptFolder)
            }
        case "popd": if let earlier = earlierFolders.popLast() { folder = earlier }
        default: commands.append(Command(words: words, line: line, folder: folder))
        }
    }

    private mutating func startLoop(_ words: ArraySlice<ShellWords.Word>) {
        guard let name = words.first?.text, words.dropFirst().first?.text == "in" else { return loops.append(nil) }
        let values = words.dropFirst(2).flatMap { word in
            expand(word.text).flatMap { word.isQuoted ? [$0] : $0.split(separator: " ").map(String.init) }
        }
        loops.append(name)
        let isWrittenOut = !values.isEmpty && !values.contains { $0.contains("$") || $0.contains("*") }
        variables[name] = isWrittenOut ? Array(values.prefix(Self.maximumLoopWords)) : nil
    }

    private mutating func endLoop() {
        if let name = loops.popLast() ?? nil { variables[name] = nil }
    }

    /// One list of words for each turn of the loops that they are in, the outermost loop turning last.
    private func expanded(_ words: ArraySlice<ShellWords.Word>) -> [[String]] {
        let looped = variables.filter { $0.value.count > 1 && Self.isUsed($0.key, in: words) }.keys.sorted {
            left, right in
            (loops.firstIndex(of: left) ?? loops.count, left) < (loops.firstIndex(of: right) ?? loops.count, right)
        }
        var turns = [variables]
        for name in looped {
            let values = variables[name] ?? []
            let inner = turns.lazy.flatMap { turn in values.map { turn.merging([name: [$0]]) { $1 } } }
            turns = Array(inner.prefix(Self.maximumCommands))
        }
        return turns.map { turn in words.map { Self.expand($0.text, turn)[0] } }
    }

    private static func isUsed(_ name: String, in words: ArraySlice<ShellWords.Word>) -> Bool {
        words.contains { isUsed(name, in: $0.text) }
    }

    private static func isUsed(_ name: String, in text: String) -> Bool {
        text.contains("$" + name) || text.contains("${" + name)
    }

    private func expand(_ text: String) -> [String] { Self.expand(text, variables) }

    private static func expand(_ text: String, _ variables: [String: [String]]) -> [String] {
        guard text.contains("$") else { return [text] }
        return [ShellVariables.expand(text) { variables[$0]?.first }]
    }

    private static func assignment(_ word: ShellWords.Word) -> (name: String, value: String)? {
        guard let equals = word.text.firstIndex(of: "="), equals != word.text.startIndex else { return nil }
        let name = word.text[..<equals]
        guard name.utf8.allSatisfy(ShellVariables.isNameByte), name.utf8.first.map({ $0 > 0x39 }) == true
        else { return nil }
        return (String(name), String(word.text[word.text.index(after: equals)...]))
    }
}
