import Testing

@testable import infra_ws

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite struct CommandReferenceTests {
    @Test func `the committed page of commands is the one that the declarations give`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = root.appending(components: "docs", "commands.md")
        let page = CommandReference(commands: CommandRegistry.specs).page
        if ProcessInfo.processInfo.environment["UPDATE_SNAPSHOTS"] == "1" {
            try Data(page.utf8).write(to: file)
        }
        let committed = try String(contentsOf: file, encoding: .utf8)
        #expect(committed == page, "run `UPDATE_SNAPSHOTS=1 swift test --filter CommandReference`")
    }

    @Test func `a pipe in an option does not end its cell`() {
        let page = CommandReference(commands: DeclaredCommands.all).page
        #expect(page.contains("| `--format table\\|json` | The form in which results are printed. Default: table. |"))
    }
}
