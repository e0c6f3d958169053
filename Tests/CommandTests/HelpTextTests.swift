import Support
import Testing

@testable import infra_ws

@Suite struct HelpTextTests {
    @Test func `the overview lists commands, shared options and exit statuses`() throws {
        try expectSnapshot(HelpText(commands: DeclaredCommands.all).overview, named: "overview")
    }

    @Test(arguments: DeclaredCommands.all.map(\.name))
    func `a command's help lists all of its options`(_ name: String) throws {
        let command = try #require(DeclaredCommands.all.first { $0.name == name })
        try expectSnapshot(HelpText(commands: DeclaredCommands.all).page(of: command), named: name)
    }

    @Test func `no option is declared twice for a command, and its documentation is there`() {
        for command in DeclaredCommands.all {
            let names = command.allOptions.map(\.name)
            #expect(Set(names).count == names.count, "\(command.name)")
            for option in command.allOptions {
                #expect(!option.summary.isEmpty && !option.summary.hasSuffix("."), "\(option.name)")
                #expect(option.details.hasSuffix("."), "\(option.name)")
                #expect(option.exclusions.allSatisfy(names.contains), "\(option.name)")
            }
        }
    }

    @Test func `the name of a registered command is its own`() {
        let names = CommandRegistry.specs.map(\.name)
        #expect(Set(names).count == names.count)
    }
}
