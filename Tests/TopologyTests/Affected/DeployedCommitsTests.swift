import Testing
import Workspace

@testable import Topology

@Suite struct DeployedCommitsTests {
    private let units = [
        PackageNode(name: "@acme/api", path: "apps/api", type: .backend, deploysIndependently: true),
        PackageNode(name: "web", path: "apps/web", type: .frontend, deploysIndependently: true),
        PackageNode(name: "jobs", path: "apps/jobs", type: .worker, deploysIndependently: true),
    ]

    private static let deployments = """
        [
          {"id": 1, "sha": "a1", "environment": "preview-api", "transient_environment": true},
          {"id": 2, "sha": "a2", "environment": "production-api"},
          {"id": 3, "sha": "a3", "environment": "api / production"},
          {"id": 4, "sha": "a4", "environment": "staging-api"},
          {"id": 5, "sha": "b1", "environment": "production", "payload": {"unit": "web"}},
          {"id": 6, "sha": "c1", "environment": "production-jobs-runner"}
        ]
        """

    @Test func `the newest deployment of a unit that succeeded gives its commit`() async throws {
        let states = [2: "failure", 3: "inactive\"}, {\"state\": \"success", 4: "success", 5: "success", 6: "success"]
        let source = GitHubDeployments(repository: "https://api.example.org/repos/acme/shop") {
            (url) throws(Diagnostic) in
            let parts = url.split { $0 == "/" || $0 == "?" }.map(String.init)
            let text: String
            if parts.contains("statuses") {
                let id = parts.firstIndex(of: "deployments").flatMap { Int(parts[$0 + 1]) } ?? 0
                text = #"[{"state": "\#(states[id] ?? "pending")"}]"#
            } else {
                text = Self.deployments
            }
            return try JSONParser.parse(Array(text.utf8), path: "answer.json").root
        }
        let found = try await source.read(for: units)
        #expect(found.byUnit == ["apps/api": "a3", "apps/web": "b1"])
    }

    @Test(arguments: [
        ("api", true), ("production-api", true), ("api-production", true), ("acme/@acme/api", true), ("apiary", false),
        ("production", false), ("api-gateway", true), ("my-apis", false),
    ])
    func `an environment belongs to the unit whose title is set apart in it`(text: String, isIts: Bool) {
        #expect(UnitTitles(units[0]).occurs(in: text) == isIts)
    }

    @Test(arguments: [("https://github.com/acme/shop.git", true), ("git@github.com:acme/shop", true), ("", false)])
    func `the remote names the repository where the environment does not`(remote: String, isKnown: Bool) async throws {
        let client = GitHubClient(http: HTTPClient(runner: Remote(address: remote)), environment: [:])
        let git = GitTool(folder: "/", runner: Remote(address: remote), variables: [:])
        let address = try? await client.repository(git)
        #expect(address == (isKnown ? "https://api.github.com/repos/acme/shop" : nil))
    }
}

/// Answers every question with the address of a remote.
private struct Remote: ToolRunner {
    var address: String

    func run(_ command: ToolCommand) async throws(Diagnostic) -> ToolResult {
        ToolResult(status: .exited(0), standardOutput: Array((address + "\n").utf8))
    }

    func start(_ command: ToolCommand, logPath: String) async throws(Diagnostic) -> RunningTool {
        throw .error("tool-not-started", "nothing is started here")
    }
}
