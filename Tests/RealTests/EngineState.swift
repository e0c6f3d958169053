import Support
import Testing
import Workspace

/// What a container engine holds.
struct EngineState {
    private let run: FixtureRun

    /// Asks the engine that the user's environment leads to.
    init(_ run: FixtureRun) {
        self.run = run
    }

    /// Containers with the time of their start, volumes and networks. A container that was started again differs.
    func everything() async throws -> [String] {
        let ids = try await lines(["ps", "--all", "--quiet", "--no-trunc"])
        let containers =
            ids.isEmpty ? [] : try await lines(["inspect", "--format", "{{.Id}} {{.State.StartedAt}}"] + ids)
        let volumes = try await lines(["volume", "ls", "--quiet"])
        let networks = try await lines(["network", "ls", "--format", "{{.Name}}"])
        return containers.sorted() + volumes.sorted() + networks.sorted()
    }

    /// The images of the containers that are started while `body` runs. They are written down as they come: the engine
    /// remembers a few hundred events only, and each health check is three.
    func started(in folder: String, during body: () async throws -> Void) async throws -> Set<String> {
        let log = "\(folder)/events"
        let now = try await run.tool("date", ["+%s"], in: folder).filter(\.isNumber)
        let arguments = ["events", "--filter", "type=container", "--filter", "event=start", "--format", "{{.From}}"]
        let tool = try await ProcessToolRunner().start(
            ToolCommand(
                "docker", arguments + ["--since", now], in: folder, environment: UserEnvironment.current,
                timeLimit: .seconds(900)), logPath: log)
        do {
            try await body()
        } catch {
            await tool.stop()
            throw error
        }
        await tool.stop()
        let lines = String(decoding: try FileSystemAccess.read(log), as: UTF8.self).split(separator: "\n")
        return Set(lines.map(String.init))
    }

    private func lines(_ arguments: [String]) async throws -> [String] {
        try await run.tool("docker", arguments).split(separator: "\n").map(String.init)
    }
}

extension Trait where Self == ConditionTrait {
    /// Runs a test only where an engine with Compose answers and has some images; in CI a missing one fails it.
    static func containers(_ images: String...) -> Self {
        .enabled("needs an engine with \(images.joined(separator: ", "))") {
            let variables = UserEnvironment.current
            if variables["INFRA_WS_REQUIRE_COMPONENTS"] == "1" { return true }
            for arguments in [["compose", "version"], ["image", "inspect"] + images] {
                let command = ToolCommand(
                    "docker", arguments, in: "/tmp", environment: variables, timeLimit: .seconds(20))
                guard (try? await ProcessToolRunner().run(command))?.isSuccess == true else { return false }
            }
            return true
        }
    }
}
