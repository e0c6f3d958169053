import Support
import Testing
import Workspace

/// Local development without a container engine: the start of a unit is tried, written down and recorded, and what is
/// written down starts the unit.
@Suite(.serialized, .components("uv"), .timeLimit(.minutes(10)))
struct LocalStartTests {
    /// Where no engine answers.
    private static let noEngine = ["DOCKER_HOST": "tcp://127.0.0.1:9"]

    @Test func `the written commands are those that were tried: they start the unit, and it answers`() async throws {
        try await withTemporaryFolder { folder in
            let single = try await FixtureRun.make("single", in: folder)
            let before = try await single.tree()
            let run = try await single.program("run", "--bundle", "deploy", environment: Self.noEngine)
            #expect(run.status == .exited(0), "\(run.output)\(run.errors)")
            #expect(run.output.contains("- Local Dev: Starts and answers GET /"), "\(run.output)")
            let row =
                "| Local Dev | .venv/bin/uvicorn app.main:app --host 127.0.0.1 --port 8000 | port 8000, GET / |"
            let conventions = try single.text(".spec_system/CONVENTIONS.md")
            #expect(conventions.contains(row), "\(conventions)")

            try await start(as: try single.text("docs/infrastructure.md"), in: single.root, folder)

            let again = try await single.program("run", "--bundle", "deploy", environment: Self.noEngine)
            #expect(again.status == .exited(0), "\(again.output)\(again.errors)")
            #expect(!again.output.contains("Files written"), "\(again.output)")
            #expect(try await single.program("undo").status == .exited(0))
            let after = try await single.tree().filter { !$0.key.hasPrefix(".venv/") && !$0.key.hasSuffix(".pyc") }
            #expect(after.filter { $0.key != "notes.db" } == before)
        }
    }

    @Test func `a unit that does not start fails, with its log, and nothing is recorded`() async throws {
        try await withTemporaryFolder { folder in
            let single = try await FixtureRun.make("single", in: folder)
            let main = try single.text("app/main.py")
            try FileSystemAccess.write(
                Array((main + "\nraise SystemExit(\"no fuel\")\n").utf8), to: "\(single.root)/app/main.py")
            try await single.commit("Break the start")
            let run = try await single.program("run", "--bundle", "deploy", environment: Self.noEngine)
            #expect(run.status == .exited(1), "\(run.output)\(run.errors)")
            #expect(run.output.contains("Failed: local start"), "\(run.output)")
            #expect(run.output.contains("no fuel"))
            #expect(!(try single.text(".spec_system/CONVENTIONS.md").contains("Local Dev")))
            #expect(try await single.tool("git", ["status", "--porcelain"]).isEmpty)
        }
    }

    @Test func `known-issues.md leaves it out`() async throws {
        try await withTemporaryFolder { folder in
            let single = try await FixtureRun.make("single", in: folder)
            try write(
                [".spec_system/audit/known-issues.md": "## Skipped Infra\n\n- Local Dev: started by hand\n"],
                into: single.root)
            let run = try await single.program("run", "--bundle", "deploy", environment: Self.noEngine)
            #expect(run.status == .exited(0), "\(run.output)\(run.errors)")
            #expect(!run.output.contains("Local Dev"), "\(run.output)")
            #expect(!(try single.text(".spec_system/CONVENTIONS.md").contains("Local Dev")))
        }
    }

    /// Runs the block of the guide's section as a person would paste it, on a free port, and asks as it says.
    private func start(as guide: String, in root: String, _ folder: String) async throws {
        let section = guide.split(separator: "\n", omittingEmptySubsequences: false)
            .drop { !$0.hasPrefix("## Local start of ") }.drop { $0 != "```sh" }.dropFirst()
        let block = section.prefix { $0 != "```" }.joined(separator: "\n")
        #expect(block.contains("uv sync --frozen"), "\(guide)")
        let port = try await PortProbe.freePort()
        let tool = try await ProcessToolRunner().start(
            ToolCommand(
                "bash", ["-c", "set -e\n" + block.replacing("8000", with: "\(port)")], in: root,
                environment: UserEnvironment.current, timeLimit: .seconds(120)),
            logPath: "\(folder)/start.log")
        let isOpen = await PortProbe.waitUntilOpen(port, limit: .seconds(60)) { tool.isRunning }
        #expect(isOpen, "\(tool.logTail(lines: 20))")
        let asked = try await ProcessToolRunner().run(
            ToolCommand(
                "curl",
                ["--silent", "--output", "/dev/null", "--write-out", "%{http_code}", "http://127.0.0.1:\(port)/"],
                in: folder, environment: UserEnvironment.current))
        await tool.stop()
        #expect(["200", "404"].contains(asked.output), "\(asked.output)")
    }
}
