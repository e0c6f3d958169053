import Support
import Testing
import Workspace

/// The local stack in containers, where an engine answers and has the base images (scripts/base-images.sh).
@Suite(
    .serialized, .containers("python:3.11-slim", "golang:1.22-alpine", "postgres:16-alpine"), .timeLimit(.minutes(20)))
struct StackContainerTests {
    @Test func `the stack of the storefront comes up healthy, each unit answers, and everything is down afterwards`()
        async throws
    {
        try await withTemporaryFolder { folder in
            let storefront = try await Self.storefront(in: folder)
            let before = try await Self.engineState(storefront)
            let run = try await storefront.program("run", "--bundle", "deploy")
            #expect(run.output.contains("Validated: stack healthy, api answers, rates answers"), "\(run.output)")
            #expect(run.status == .exited(0))
            #expect(
                try storefront.text(".spec_system/CONVENTIONS.md")
                    .contains("| Local Dev | (shared) | docker compose up -d | api 8000, rates 8080 |"))
            #expect(try await Self.engineState(storefront) == before)
        }
    }

    @Test func `a service that never gets healthy is reported by its name and log, and everything is down afterwards`()
        async throws
    {
        try await withTemporaryFolder { folder in
            let storefront = try await Self.storefront(in: folder)
            try storefront.replace("  api:\n", by: Self.sick + "\n  api:\n", in: "compose.yml")
            let before = try await Self.engineState(storefront)
            let run = try await storefront.program("run", "--bundle", "deploy")
            #expect(run.status == .exited(1))
            #expect(run.output.contains("the service sick in compose.yml is unhealthy"), "\(run.output)")
            #expect(run.output.contains("  | no fuel"))
            #expect(try await Self.engineState(storefront) == before)
            #expect(!(try storefront.text(".spec_system/CONVENTIONS.md").contains("| Local Dev |")))
        }
    }

    private static let sick = """
          sick:
            image: python:3.11-slim
            init: true
            command: ["sh", "-c", "echo no fuel; sleep 600"]
            healthcheck:
              test: ["CMD", "false"]
              interval: 1s
              retries: 2

        """

    /// The storefront without the service whose image needs a registry of npm's during its build.
    private static func storefront(in folder: String) async throws -> FixtureRun {
        let storefront = try await FixtureRun.make("storefront", in: folder)
        let text = try storefront.text("compose.yml")
        let start = try #require(text.firstRange(of: "  orders:\n")).lowerBound
        let end = try #require(text.firstRange(of: "  rates:\n")).lowerBound
        let rest = String(text[..<start] + text[end...])
        try FileSystemAccess.write(Array(rest.utf8), to: "\(storefront.root)/compose.yml")
        try await storefront.commit("Leave out orders")
        return storefront
    }

    /// Containers, volumes and networks of the engine.
    private static func engineState(_ storefront: FixtureRun) async throws -> [String] {
        try await [
            storefront.tool("docker", ["ps", "--all", "--quiet"]),
            storefront.tool("docker", ["volume", "ls", "--quiet"]),
            storefront.tool("docker", ["network", "ls", "--format", "{{.Name}}"]),
        ]
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
