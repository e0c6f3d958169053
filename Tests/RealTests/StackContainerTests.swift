import Support
import Testing
import Workspace

/// The local stack in containers: tried by the program under a name of its own, and started by a person.
@Suite(
    .serialized,
    .containers(
        "python:3.11-slim", "node:20-slim", "golang:1.22-alpine", "alpine:3.20", "postgres:16-alpine",
        "valkey/valkey:8-alpine"), .timeLimit(.minutes(20)))
struct StackContainerTests {
    @Test func `the stack of the storefront comes up beside the user's own, each unit answers, and all of it goes`()
        async throws
    {
        try await withTemporaryFolder { folder in
            let storefront = try await FixtureRun.make("storefront", in: folder)
            let engine = EngineState(storefront)
            let before = try await engine.everything()
            let own = try UserStack(storefront, in: folder)
            try await own.up("db", "cache")
            let users = try await engine.everything()

            let run = try await storefront.program("run", "--bundle", "deploy")
            #expect(
                run.output.contains("Validated: stack healthy, api answers, orders answers, rates answers"),
                "\(run.output)\(run.errors)")
            #expect(run.status == .exited(0))
            #expect(
                try storefront.text(".spec_system/CONVENTIONS.md")
                    .contains("| Local Dev | (shared) | docker compose up -d | api 8000, orders 3001, rates 8080 |"))
            // What the user runs was neither stopped nor started again, and nothing was left beside it.
            #expect(try await engine.everything() == users)

            try await own.up()
            for (service, port, path) in [
                ("api", 8000, "/products"), ("orders", 3001, "/orders"), ("rates", 8080, "/rates?currency=USD"),
            ] {
                #expect(try await own.status(of: service, port, path) == 200, "\(service)")
            }
            try await own.down()
            #expect(try await engine.everything() == before)
        }
    }

    @Test func `a service that never gets healthy is reported by its name and log, and everything is down afterwards`()
        async throws
    {
        try await withTemporaryFolder { folder in
            let storefront = try await FixtureRun.make("storefront", in: folder)
            let text = try storefront.text("compose.yml")
            let start = try #require(text.firstRange(of: "  orders:\n")).lowerBound
            let end = try #require(text.firstRange(of: "volumes:\n  db-data")).lowerBound
            let changed = String(text[..<start] + Self.sick + text[end...])
            try FileSystemAccess.write(Array(changed.utf8), to: "\(storefront.root)/compose.yml")
            try await storefront.commit("Replace two services by a sick one")
            let engine = EngineState(storefront)
            let before = try await engine.everything()
            let run = try await storefront.program("run", "--bundle", "deploy")
            #expect(run.status == .exited(1))
            #expect(run.output.contains("the service sick in compose.yml is unhealthy"), "\(run.output)\(run.errors)")
            #expect(run.output.contains("  | no fuel"))
            #expect(try await engine.everything() == before)
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
}

/// The stack as a person starts it in the repository, but for the ports, which are free ones.
private struct UserStack {
    private let storefront: FixtureRun
    private let ports: String

    private static let text = """
        services:
          db:
            ports: !override ["127.0.0.1::5432"]
          cache:
            ports: !override ["127.0.0.1::6379"]
          api:
            ports: !override ["127.0.0.1::8000"]
          orders:
            ports: !override ["127.0.0.1::3001"]
          rates:
            ports: !override ["127.0.0.1::8080"]

        """

    init(_ storefront: FixtureRun, in folder: String) throws {
        self.storefront = storefront
        ports = "\(folder)/ports.yml"
        try FileSystemAccess.write(Array(Self.text.utf8), to: ports)
    }

    func up(_ services: String...) async throws {
        try await compose(["up", "--detach", "--wait", "--wait-timeout", "180"] + services)
    }

    func down() async throws {
        try await compose(["down", "--volumes", "--rmi", "local", "--timeout", "5"])
    }

    /// What a service answers, asked until it does.
    func status(of service: String, _ port: Int, _ path: String) async throws -> Int {
        let address = try await compose(["port", service, "\(port)"]).split(separator: "\n").first.map(String.init)
        let url = "http://\(try #require(address))\(path)"
        let client = HTTPClient(runner: ProcessToolRunner())
        let end = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < end {
            if let answer = try? await client.get(url) { return answer.status }
            try await Task.sleep(for: .milliseconds(200))
        }
        return 0
    }

    @discardableResult
    private func compose(_ arguments: [String]) async throws -> String {
        try await storefront.tool("docker", ["compose", "--file", "compose.yml", "--file", ports] + arguments)
    }
}
