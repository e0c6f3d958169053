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

/// Children that are really started: `sh`, `cat`, `sleep`.
@Suite struct SystemTests {
    private let runner = ProcessToolRunner()

    private func shell(
        _ script: String, in folder: String = "/", limit: Duration = .seconds(30), outputLimit: Int = 1 << 20,
        input: [UInt8]? = nil
    ) -> ToolCommand {
        ToolCommand(
            "sh", ["-c", script], in: folder, environment: ["PATH": UserEnvironment.defaultSearchPath],
            timeLimit: limit, outputLimit: outputLimit, input: input)
    }

    /// Waits until a process is gone: it is killed at once, but reaped by whoever adopted it.
    private func isGone(_ text: String) async throws -> Bool {
        let process = try #require(pid_t(text.filter(\.isNumber)))
        for _ in 0..<100 {
            if kill(process, 0) != 0 || isZombie(process) { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }

    private func isZombie(_ process: pid_t) -> Bool {
        let bytes = (try? FileSystemAccess.read("/proc/\(process)/stat")) ?? []
        return String(decoding: bytes, as: UTF8.self).contains(") Z ")
    }

    @Test func `both streams and the exit code come back`() async throws {
        let result = try await runner.run(shell("echo out; echo err >&2; exit 7"))
        #expect(result.status == .exited(7))
        #expect(result.output == "out\n")
        #expect(result.errors == "err\n")
        #expect(!result.isCut)
    }

    @Test func `a child gets its own folder and environment and nothing else`() async throws {
        try await withTemporaryFolder { folder in
            let result = try await runner.run(shell("pwd; env | grep -v -e ^PWD= -e ^SHLVL= -e ^_=; cat", in: folder))
            #expect(result.output == "\(folder)\nPATH=\(UserEnvironment.defaultSearchPath)\n")
        }
    }

    @Test func `input is handed over while output is read`() async throws {
        let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0) }
        let result = try await runner.run(shell("cat", outputLimit: .max, input: bytes))
        #expect(result.standardOutput == bytes)
    }

    @Test func `a child that reads nothing of its input is no problem`() async throws {
        let result = try await runner.run(shell("exit 3", input: [UInt8](repeating: 65, count: 1_000_000)))
        #expect(result.status == .exited(3))
    }

    @Test func `output beyond the limit is dropped and said to be`() async throws {
        let result = try await runner.run(shell("head -c 300000 /dev/zero", outputLimit: 1000))
        #expect(result.standardOutput.count == 1000)
        #expect(result.isCut)
        #expect(result.isSuccess)
    }

    @Test func `a signal is told from an exit code`() async throws {
        #expect(try await runner.run(shell("kill -9 $$")).status == .signalled(SIGKILL))
    }

    @Test func `a program that is not there is named with its path`() async throws {
        let error = await #expect(throws: Diagnostic.self) {
            try await runner.run(ToolCommand("no-such-tool", in: "/", environment: ["PATH": "/usr/bin"]))
        }
        #expect(error?.code == "tool-not-found")
        #expect(error?.message == "`no-such-tool` is not in `/usr/bin`")
        let missing = await #expect(throws: Diagnostic.self) { try await runner.run(shell("", in: "/no/such/folder")) }
        #expect(missing?.code == "tool-not-started")
    }

    @Test func `the time limit ends a child that ignores SIGTERM, and what it started`() async throws {
        let script = "trap '' TERM; sh -c 'trap \"\" TERM; sleep 60' & echo $!; while :; do sleep 1; done"
        let result = try await runner.run(shell(script, limit: .milliseconds(200)))
        #expect(result.status == .timedOut)
        #expect(result.duration >= .seconds(2))
        #expect(result.duration < .seconds(10))
        #expect(try await isGone(result.output))
    }

    @Test func `a child that never stops talking meets its time limit`() async throws {
        let result = try await runner.run(shell("while :; do echo x; done", limit: .milliseconds(200)))
        #expect(result.status == .timedOut)
    }

    @Test func `cancelling ends the child`() async throws {
        let clock = ContinuousClock()
        let beginning = clock.now
        let task = Task { try await runner.run(shell("sleep 60")) }
        try await Task.sleep(for: .milliseconds(200))
        task.cancel()
        let error = await #expect(throws: Diagnostic.self) { try await task.value }
        #expect(error?.code == "interrupted")
        #expect(clock.now - beginning < .seconds(10))
    }

    @Test func `a cancelled task starts nothing`() async throws {
        try await withTemporaryFolder { folder in
            let task = Task {
                while !Task.isCancelled { await Task.yield() }
                return try await runner.run(shell("touch started", in: folder))
            }
            task.cancel()
            await #expect(throws: Diagnostic.self) { try await task.value }
            #expect(FileSystemAccess.information("\(folder)/started") == nil)
        }
    }

    @Test func `what a child leaves in the background ends with it`() async throws {
        let result = try await runner.run(shell("sleep 60 & echo $!; exit 0"))
        #expect(result.isSuccess)
        #expect(result.duration < .seconds(10))
        #expect(try await isGone(result.output))
        let silent = try await runner.run(shell("sleep 60 >/dev/null 2>&1 & echo $!"))
        #expect(try await isGone(silent.output))
    }

    @Test func `two hundred children with 300 kB each are read to the end`() async throws {
        let counts = await fanOut(over: Array(0..<200), width: 16) { _ in
            let result = try? await runner.run(shell("head -c 300000 /dev/zero"))
            return result?.standardOutput.count ?? 0
        }
        #expect(counts == Array(repeating: 300_000, count: 200))
    }

    @Test func `a started program writes its log and is stopped with its group`() async throws {
        try await withTemporaryFolder { folder in
            let log = "\(folder)/log"
            let tool = try await runner.start(
                shell("echo one; echo two >&2; sleep 60 & echo $!; wait"), logPath: log)
            while tool.logTail(lines: 9).split(separator: "\n").count < 3 {
                try await Task.sleep(for: .milliseconds(10))
            }
            #expect(tool.isRunning)
            #expect(tool.logTail(lines: 3).hasPrefix("one\ntwo\n"))
            #expect(await tool.waitForEnd(limit: .milliseconds(50)) == nil)
            await tool.stop()
            #expect(tool.status == .signalled(SIGTERM))
            #expect(try await isGone(tool.logTail(lines: 1)))
            await tool.stop()
        }
    }

    @Test func `a stubborn program is stopped in a cancelled task too`() async throws {
        try await withTemporaryFolder { folder in
            let tool = try await runner.start(
                shell("trap '' TERM; echo ready; while :; do sleep 1; done"), logPath: "\(folder)/log")
            while tool.logTail(lines: 1) != "ready" { try await Task.sleep(for: .milliseconds(10)) }
            let task = Task {
                while !Task.isCancelled { await Task.yield() }
                await tool.stop(grace: .milliseconds(100))
            }
            task.cancel()
            await task.value
            #expect(tool.status == .signalled(SIGKILL))
        }
    }

    @Test func `a program that ends by itself is noticed`() async throws {
        try await withTemporaryFolder { folder in
            let tool = try await runner.start(shell("exit 4"), logPath: "\(folder)/log")
            #expect(await tool.waitForEnd(limit: .seconds(20)) == .exited(4))
            #expect(!tool.isRunning)
        }
    }

    @Test func `a free port is free, and open once somebody listens`() async throws {
        let port = try await PortProbe.freePort()
        #expect(await !PortProbe.isOpen(port))
        #expect(await !PortProbe.isOpen(0))
        #expect(await !PortProbe.waitUntilOpen(port, limit: .milliseconds(100)))
    }
}
