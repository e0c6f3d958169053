import Support
import Testing
import Topology
import Workspace

@testable import Bundles

/// Rollback procedures are executable: small programs of the tools' names check how they are asked, and git applies the
/// revert.
@Suite(.serialized, .timeLimit(.minutes(5))) struct RollbackTests {
    /// A tool that knows what the procedures of the storefront need, and says so in its help.
    private static let helps: [String: [String: String]] = [
        "flyctl": [
            "releases": "Usage: flyctl releases [flags]\n  -a, --app string\n      --image   Display the Docker image",
            "deploy": "Usage: flyctl deploy [flags]\n  -a, --app string\n  -i, --image string",
        ],
        "vercel": [
            "list": "vercel list [app]  List app deployments",
            "rollback": "vercel rollback url|id\n  -y, --yes  Skip questions",
        ],
        "docker": [
            "compose version": "Docker Compose version v2",
            "compose": "Usage: docker compose COMMAND\n --file stringArray",
            "compose up": "Usage: docker compose up SERVICE\n --build\n -d, --detach\n --no-deps\n --wait",
        ],
    ]

    @Test(arguments: ["apps/orders", "apps/web", "apps/rates"])
    func `a tool that knows the documented commands passes`(_ path: String) async throws {
        try await with(Self.helps) { ground in
            let checks = try await ground.checks(path)
            #expect(!checks.isEmpty)
            #expect(checks.allSatisfy { $0.verdict == .passed && $0.observed == "exists" }, "\(checks)")
            #expect(try ground.calls().contains { $0.hasSuffix("--help") })
            // Only help is asked for: nothing is rolled back.
            #expect(try ground.calls().allSatisfy { $0.hasSuffix("--help") || $0.hasSuffix("compose version") })
        }
    }

    @Test(arguments: [
        ("apps/orders", "flyctl", "releases", "Usage: flyctl releases\n --app string\n --images", "--image"),
        ("apps/orders", "flyctl", "deploy", "Available Commands:\n  launch\n  scale", "does not know `flyctl deploy`"),
        ("apps/web", "vercel", "rollback", "vercel rollback url|id", "does not know --yes"),
        ("apps/rates", "docker", "compose up", "Usage: docker compose up\n --build --detach --wait", "--no-deps"),
        ("apps/rates", "docker", "compose", "Usage: docker compose COMMAND", "does not know --file"),
    ])
    func `a command that the tool no longer knows is a failure with its cause`(
        _ path: String, _ tool: String, _ subcommand: String, _ help: String, _ cause: String
    ) async throws {
        var helps = Self.helps
        helps[tool]?[subcommand] = help
        try await with(helps) { ground in
            let failed = try await ground.checks(path).filter { $0.verdict == .failed }
            #expect(failed.count == 1, "\(failed)")
            #expect(failed.first?.cause?.contains(cause) == true, "\(failed)")
            #expect(failed.first?.cause?.contains("docs/infrastructure.md") == true)
        }
    }

    @Test func `a tool that is not installed is not run, with how to install it`() async throws {
        try await with([:]) { ground in
            for path in ["apps/orders", "apps/web"] {
                let checks = try await ground.checks(path)
                #expect(checks.map(\.verdict) == [.notRun(.needsTool), .notRun(.needsTool)], "\(checks)")
                #expect(checks.allSatisfy { $0.observed.contains("; install it: ") })
            }
        }
    }

    @Test func `the last change of a unit is taken back in a scratch repository, and a conflict elsewhere is named`()
        async throws
    {
        try await with([:]) { ground in
            try ground.run.replace("3001", by: "3002", in: "apps/orders/fly.toml")
            try ground.run.replace("# storefront", by: "# Storefront", in: "README.md")
            try await ground.run.commit("Move the port")
            let before = try await ground.run.tree()
            let check = try await ground.revert("apps/orders")
            #expect(check?.verdict == .passed && check?.observed == "applies", "\(String(describing: check))")
            #expect(try await ground.run.tree() == before)
            #expect(try await ground.run.tool("git", ["status", "--porcelain"]).isEmpty)

            // A later commit changed the same line of a file that is nobody's: that is for its owner to sort out.
            try ground.run.replace("# Storefront", by: "# The storefront", in: "README.md")
            try await ground.run.commit("Name it")
            let other = try await ground.revert("apps/orders")
            #expect(other?.verdict == .passed, "\(String(describing: other))")
            #expect(other?.observed == "applies, with conflicts outside the unit", "\(String(describing: other))")
        }
    }

    private func with(_ helps: [String: [String: String]], _ body: (RollbackGround) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            try await body(try await RollbackGround.make(helps, in: folder))
        }
    }
}

/// The storefront with its triggers, and a search path that has git and the tools of one test.
private struct RollbackGround {
    let run: FixtureRun
    private let folder: String

    static func make(_ helps: [String: [String: String]], in folder: String) async throws -> RollbackGround {
        let run = try await FixtureRun.make("storefront", in: folder)
        let written = try await run.program("triggers", "--write")
        try #require(written.status == .exited(0), "\(written.errors)")
        try await run.commit("Deploy")
        try FileSystemAccess.makeFolder("\(folder)/bin")
        for (tool, texts) in helps { try write(tool, texts, in: folder) }
        return RollbackGround(run: run, folder: folder)
    }

    /// A program that writes down how it is called, and prints the help of the subcommands that it was given.
    private static func write(_ tool: String, _ texts: [String: String], in folder: String) throws {
        let cases = texts.sorted { $0.key < $1.key }.map { subcommand, text in
            let call = subcommand == "compose version" ? subcommand : subcommand + " --help"
            return "'\(call)') printf '%s\\n' \(ShellText.quoted(text)) ;;"
        }
        let script = """
            #!/bin/sh
            printf '%s\\n' "\(tool) $*" >>\(ShellText.quoted(folder))/calls
            case "$*" in
            \(cases.joined(separator: "\n"))
            *) exit 1 ;;
            esac

            """
        try FileSystemAccess.write(Array(script.utf8), to: "\(folder)/bin/\(tool)", mode: 0o755)
    }

    func calls() throws -> [String] {
        String(decoding: try FileSystemAccess.read("\(folder)/calls"), as: UTF8.self).split(separator: "\n")
            .map(String.init)
    }

    /// The checks of one unit's commands.
    func checks(_ path: String) async throws -> [Check] {
        try await trial(path) { trial, context in await trial.checks(in: context) }
            .filter { $0.name.hasPrefix("rollback command") }
    }

    /// The check of one unit's revert.
    func revert(_ path: String) async throws -> Check? {
        try await trial(path) { trial, context in await trial.checks(in: context) }
            .first { $0.name.hasPrefix("git revert") }
    }

    private func trial(
        _ path: String, _ body: (RollbackTrial, BundleContext) async -> [Check]
    ) async throws -> [Check] {
        let git = try #require(ToolLocator(searchPath: UserEnvironment.current["PATH"] ?? "").path(of: "git"))
        var environment = UserEnvironment.current
        environment["PATH"] = "\(folder)/bin:\(folder)/only"
        try FileSystemAccess.makeFolder("\(folder)/only", withParents: true)
        try await run.tool("ln", ["-sf", git, "\(folder)/only/git"])
        try await run.tool("ln", ["-sf", "/bin/sh", "\(folder)/only/sh"])
        let surroundings = RunSurroundings(
            runner: ProcessToolRunner(), environment: environment,
            tools: ToolLocator(searchPath: environment["PATH"] ?? ""), progress: SilentProgress())
        let request = RunRequest(
            try await RepositoryRoot.find(named: run.root, workingDirectory: run.root, runner: ProcessToolRunner()))
        let detection = try await Detection.run(request, in: surroundings)
        let unit = try #require(detection.units.first { $0.path == path })
        let copy = try await PrivateCopy.make(of: detection.monorepo.files, in: "/tmp")
        let workplace = Workplace(copy: copy, request: request, surroundings: surroundings)
        let trigger = UnitTrigger(of: unit, in: detection.context)
        let checks = await body(RollbackTrial(trigger: trigger, workplace: workplace), detection.context)
        try await copy.remove()
        return checks
    }
}
