import Support
import Testing

@testable import Workspace

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The guard is the built `infra-ws`, as it is for a user.
@Suite struct ChildGuardTests {
    private func waitForEnd(of process: pid_t) async throws -> Bool {
        for _ in 0..<300 {
            let stat = (try? FileSystemAccess.read("/proc/\(process)/stat")) ?? []
            if kill(process, 0) != 0 || String(decoding: stat, as: UTF8.self).contains(") Z ") { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }

    @Test func `at the end of the pipe what was announced is ended, however stubborn, and what was taken back lives`()
        async throws
    {
        let program = try #require(FileSystemAccess.realPath(BuiltProgram.path))
        let environment = ["PATH": UserEnvironment.defaultSearchPath]
        try await withTemporaryFolder { folder in
            // No guard of their own: the one below is told by hand, as if the program had been killed.
            let runner = ProcessToolRunner()
            func start(_ script: String, _ log: String) async throws -> RunningTool {
                let tool = try await runner.start(
                    ToolCommand("sh", ["-c", script], in: "/", environment: environment), logPath: "\(folder)/\(log)")
                while tool.logTail(lines: 1) != "ready" { try await Task.sleep(for: .milliseconds(10)) }
                return tool
            }
            let stubborn = try await start("trap '' TERM; echo ready; while :; do sleep 1; done", "a")
            let spared = try await start("echo ready; sleep 60", "b")
            let lines = "+\(stubborn.processID)\n+\(spared.processID)\n-\(spared.processID)\n"
            let result = try await runner.run(
                ToolCommand(
                    program, [ChildGuard.argument], in: "/", environment: environment, input: Array(lines.utf8)))
            #expect(result.isSuccess)
            #expect(await stubborn.waitForEnd(limit: .seconds(5)) == .signalled(SIGKILL))
            #expect(spared.isRunning)
            await spared.stop()
        }
    }

    #if os(Linux)
    @Test
    func `a daemon that left its group is ended too`() async throws {
        let program = try #require(FileSystemAccess.realPath(BuiltProgram.path))
        try await withTemporaryFolder { folder in
            let childGuard = try ChildGuard(executable: program)
            let command = ToolCommand(
                "sh",
                ["-c", "setsid sh -c 'echo $$ >pid; exec sleep 60' >/dev/null 2>&1 & while [ ! -s pid ]; do :; done"],
                in: folder, environment: ["PATH": UserEnvironment.defaultSearchPath])
            _ = try await ProcessToolRunner(childGuard: childGuard).run(command)
            let text = String(decoding: try FileSystemAccess.read("\(folder)/pid"), as: UTF8.self)
            let process = try #require(pid_t(text.filter(\.isNumber)))
            #expect(kill(process, 0) == 0)
            childGuard.finish()
            #expect(try await waitForEnd(of: process))
        }
    }
    #endif
}
