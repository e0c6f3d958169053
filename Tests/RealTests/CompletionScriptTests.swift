import Testing

@testable import infra_ws

@Suite struct CompletionScriptTests {
    private static let commands: [CommandSpec] = [
        .run, .rehearse, .topology, .status, .validate, .initialise, .explain, .undo, .completions,
    ]

    /// Runs a shell over a script; `nil` if the shell is not installed.
    private func shell(_ shell: CompletionShell, arguments: String, script: String) throws -> ShellLine? {
        guard ShellLine.finds(shell.rawValue) else { return nil }
        return try ShellLine("\(shell.rawValue) \(arguments) script", files: ["script": script])
    }

    @Test(arguments: CompletionShell.allCases)
    func `each shell that is installed reads its script`(_ name: CompletionShell) throws {
        guard let answer = try shell(name, arguments: "-n", script: name.script(for: Self.commands)) else {
            #expect(name != .bash, "bash is part of every machine that these tests run on")
            return
        }
        #expect(answer.talk == "")
        #expect(answer.status == 0)
    }

    @Test(arguments: [
        ("topo", "topology"), ("--dry", "--dry-run"), ("topology --form", "--format"),
        ("topology --format m", "mermaid"), ("topology --format = m", "mermaid"), ("--format j", "json"),
        ("--filter web und", "undo"), ("--filter = web und", "undo"), ("completions f", "fish"),
        ("--bundle s", "security"), ("run --color n", "never"), ("explain --root ", ""),
    ])
    func `bash completes commands, options and values`(_ line: String, _ expected: String) throws {
        // `read -a` would lose the empty word at the end, which is the one to complete.
        let words = (["infra-ws"] + line.split(separator: " ", omittingEmptySubsequences: false).map(String.init))
            .map(singleQuoted)
        let script =
            CompletionShell.bash.script(for: Self.commands) + """
                COMP_WORDS=(\(words.joined(separator: " ")))
                COMP_CWORD=\(words.count - 1)
                _infra_ws
                printf '%s' "${COMPREPLY[*]}"
                """
        let answer = try #require(try shell(.bash, arguments: "", script: script))
        #expect(answer.results == expected)
    }

    @Test(arguments: [
        ("infra-ws topo", "topology"), ("infra-ws --format json und", "undo"),
        ("infra-ws topology --format m", "mermaid"), ("infra-ws completions f", "fish"),
        ("infra-ws run --bundle s", "security"),
    ])
    func `fish completes commands, options and values where it is installed`(_ line: String, _ expected: String) throws
    {
        let script = CompletionShell.fish.script(for: Self.commands) + "complete -C \(singleQuoted(line))\n"
        guard let answer = try shell(.fish, arguments: "--no-config", script: script) else { return }
        #expect(answer.results.split(whereSeparator: { $0 == "\t" || $0 == "\n" }).first.map(String.init) == expected)
    }
}
