import Testing
import Workspace

@testable import infra_ws

@Suite struct FrameTests {
    private struct Scripted: Subcommand {
        let spec = CommandSpec.topology
        let result: Result<CommandStatus, Diagnostic>

        func run(_ options: GlobalOptions, output: Output) async throws(Diagnostic) -> CommandStatus {
            output.result("result\n")
            output.progress.update(unit: "a", step: "b")
            return try result.get()
        }
    }

    private func finish(
        _ result: Result<CommandStatus, Diagnostic>, results: MemorySink = MemorySink()
    ) async throws -> (status: CommandStatus, talk: String) {
        let talk = MemorySink()
        let output = try Output(GlobalOptions(), surroundings: Surroundings(), results: results, talk: talk)
        return (await InfraWS.finish(Scripted(result: result), GlobalOptions(), output), talk.text)
    }

    @Test func `a command's status is the status of the program`() async throws {
        for status in [CommandStatus.success, .checkFailed, .rolledBack] {
            #expect(try await finish(.success(status)).status == status)
        }
    }

    @Test func `a command that throws changed nothing, and its error is printed`() async throws {
        let done = try await finish(.failure(.error("x", "it is wrong", remedy: "mend it")))
        #expect(done.status == .usage)
        #expect(done.talk == "[a] b\nerror: it is wrong; mend it\n")
    }

    @Test func `results that could not be written are no success`() async throws {
        let broken = MemorySink(failing: .unwritable("standard output", reason: "no space left on device"))
        #expect(try await finish(.success(.success), results: broken).status == .checkFailed)
        #expect(try await finish(.success(.rolledBack), results: broken).status == .rolledBack)
    }

    @Test func `each status has its number`() {
        #expect([CommandStatus.success, .checkFailed, .usage, .rolledBack].map(\.code) == [0, 1, 2, 3])
        #expect([CommandStatus.interrupted(signal: 2), .interrupted(signal: 15)].map(\.code) == [130, 143])
    }

    @Test func `the version and help are answered without a task`() throws {
        guard
            case .text("infra-ws \(ProgramVersion.current)\n") = try FrameAnswer(
                ["--version"], commands: CommandRegistry.all)
        else {
            Issue.record("no version")
            return
        }
        guard case .text(let help) = try FrameAnswer(["completions", "--help"], commands: CommandRegistry.all) else {
            Issue.record("no help")
            return
        }
        #expect(help.hasPrefix("infra-ws completions: print a completion script for a shell\n"))
    }
}
