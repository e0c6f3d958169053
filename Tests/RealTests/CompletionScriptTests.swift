import Testing

@testable import infra_ws

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

@Suite struct CompletionScriptTests {
    private static let commands: [CommandSpec] = [
        .run, .rehearse, .topology, .status, .validate, .initialise, .explain, .undo, .completions,
    ]

    /// Runs a shell over a script and returns what it printed; `nil` if the shell is not installed.
    private func shell(_ shell: CompletionShell, arguments: String, script: String) throws -> (
        status: Int32, text: String
    )? {
        let folder = FileManager.default.temporaryDirectory.appending(component: "completion-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data(script.utf8).write(to: URL(filePath: folder + "/script"))
        // The folder's name has only letters, digits, dashes and slashes.
        guard system("command -v \(shell.rawValue) >/dev/null 2>&1") == 0 else { return nil }
        let status = system("cd \(folder) && \(shell.rawValue) \(arguments) script >out 2>&1 </dev/null")
        return (status, try String(contentsOf: URL(filePath: folder + "/out"), encoding: .utf8))
    }

    @Test(arguments: CompletionShell.allCases)
    func `each shell that is installed reads its script`(_ name: CompletionShell) throws {
        guard let answer = try shell(name, arguments: "-n", script: name.script(for: Self.commands)) else {
            #expect(name != .bash, "bash is part of every machine that these tests run on")
            return
        }
        #expect(answer.text == "")
        #expect(answer.status == 0)
    }

    @Test(arguments: [
        ("topo", "topology"), ("--dry", "--dry-run"), ("topology --form", "--format"),
        ("topology --format m", "mermaid"), ("topology --format = m", "mermaid"), ("--format h", "html"),
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
        #expect(answer.text == expected)
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
        #expect(answer.text.split(whereSeparator: { $0 == "\t" || $0 == "\n" }).first.map(String.init) == expected)
    }
}
