import Bundles
import Support
import Testing
import Workspace

@testable import Topology

@Suite struct TopologyBuilderTests {
    /// A framework that a file names: `framework: TYPE`.
    private struct FileFramework: Framework {
        let id: String
        var name: String { id }
        let language = "javascript"
        var confidence = 50

        func recognise(_ package: PackageContents) -> FrameworkMatch? {
            guard let path = package.repositoryPath(id), let text = package.files.text(path),
                let type = PackageType(rawValue: text)
            else { return nil }
            return FrameworkMatch(
                type: type, confidence: confidence, evidence: [Evidence("framework", id, at: FilePlace(path, line: 1))],
                start: "run it", port: 4000)
        }
    }

    private let frameworks: [any Framework] = [
        FileFramework(id: "slow"), FileFramework(id: "quick"), FileFramework(id: "sure", confidence: 90),
    ]

    private func build(_ files: [String: String]) async throws -> TopologyGraph {
        let monorepo = try await Monorepo.read(files: RepositoryFiles(files)).withSpecification()
        return await TopologyBuilder.build(
            monorepo: monorepo, frameworks: frameworks, platforms: [], datastores: Catalogue.standard.datastores)
    }

    @Test func `the surest framework wins, equals in the order of the list, and all stay as evidence`() async throws {
        let graph = try await build([
            "a/package.json": #"{"name": "a"}"#, "a/quick": "backend", "a/slow": "frontend",
            "b/package.json": #"{"name": "b"}"#, "b/quick": "backend", "b/sure": "worker",
        ])
        #expect(graph.packages.map(\.framework) == ["slow", "sure"])
        #expect(graph.packages.map(\.type) == [.frontend, .worker])
        let candidates = graph.packages[1].evidence.filter { $0.fact == "framework" }.map(\.value)
        #expect(candidates == ["quick", "sure"])
        #expect(graph.packages.allSatisfy { $0.deploysIndependently })
        #expect(graph.isMonorepo)
    }

    @Test func `each port comes from the surest place that names one`() async throws {
        let graph = try await build([
            "a/package.json": #"{"name": "a", "scripts": {"start": "serve --port 4100"}}"#, "a/sure": "backend",
            "a/Dockerfile": "FROM x\nEXPOSE 4200\n", "b/package.json": #"{"name": "b"}"#, "b/sure": "backend",
            "b/Dockerfile": "FROM x AS build\nEXPOSE 1\nFROM y\nEXPOSE 4200/tcp\nCMD [\"node\", \"server.js\"]\n",
            "c/package.json": #"{"name": "c"}"#, "c/sure": "backend",
            "d/package.json": #"{"name": "d"}"#, "d/sure": "backend",
            "d/Procfile": "web: serve -b 0.0.0.0:${PORT:-4300}",
        ])
        #expect(graph.packages.map(\.port) == [4100, 4200, 4000, 4300])
        #expect(
            graph.packages.map(\.start) == [
                "serve --port 4100", "node server.js", "run it", "serve -b 0.0.0.0:${PORT:-4300}",
            ])
        #expect(
            graph.packages[1].evidence.contains(
                Evidence("port", "4200", at: FilePlace("b/Dockerfile", line: 4, column: 1))))
    }

    @Test func `state.json wins over detection, and what differs is a warning with its remedy`() async throws {
        let graph = try await build([
            ".spec_system/state.json": """
            {"monorepo": null, "packages": [
              {"name": "one", "path": "a", "type": "library"},
              {"name": "two", "path": "gone", "type": "backend"},
              {"name": "moved", "path": "old/moved", "type": "backend"},
              {"name": "odd", "path": "odd", "type": "gizmo"}
            ]}
            """,
            "a/package.json": #"{"name": "a"}"#, "a/sure": "backend", "new/moved/package.json": #"{"name": "moved"}"#,
            "fresh/package.json": #"{"name": "fresh"}"#, "odd/readme": "only state.json knows it",
        ])
        let first = try #require(graph.package(at: "a"))
        #expect(first.name == "one")
        #expect(first.type == .library)
        #expect(!first.deploysIndependently)
        #expect(graph.package(at: "odd")?.name == "odd")
        let drift = graph.warnings.filter { $0.code == "state-drift" }
        #expect(
            drift.map(\.message) == [
                "package \"one\" is a library in state.json and looks like a backend (a/sure:1)",
                "package \"two\" has the path \"gone\", which is not there",
                "package \"moved\" has the path \"old/moved\", which is not there; it seems to be \"new/moved\" now",
                "package \"fresh\" at \"fresh\" is not in state.json",
            ])
        #expect(drift.allSatisfy { $0.remedy?.contains("infra-ws init") == true })
        #expect(graph.warnings.contains { $0.code == "state-unknown-type" })
    }

    @Test func `a front end that another package ships in its image is not deployed by itself`() async throws {
        let graph = try await build([
            "web/package.json": #"{"name": "web"}"#, "web/sure": "frontend",
            "api/pyproject.toml": "[project]\nname = \"api\"",
            "api/Dockerfile": "FROM node AS build\nCOPY ./web /web\nFROM python\nCMD [\"python\", \"main.py\"]\n",
            "api/sure": "backend",
        ])
        #expect(graph.package(at: "web")?.deploysIndependently == false)
        #expect(graph.package(at: "api")?.deploysIndependently == true)
    }

    @Test func `packages in a circle are all there, once`() async throws {
        let graph = try await build([
            "package.json": #"{"workspaces": ["*"]}"#,
            "a/package.json": #"{"name": "a", "dependencies": {"b": "*", "pg": "^8"}}"#,
            "b/package.json": #"{"name": "b", "dependencies": {"a": "*"}}"#, "b/sure": "backend",
            "b/Dockerfile": "FROM x",
        ])
        #expect(graph.packages.map(\.path) == [".", "a", "b"])
        #expect(graph.shared.map(\.usedBy) == [["a", "b"]])
    }

    /// Without frameworks and platforms, whose own tests look at what they see in it.
    @Test func `the packages, edges and components of the fixture storefront are what its people say they are`()
        async throws
    {
        let monorepo = try await Monorepo.read(root: Fixture.path("monorepos/storefront"), runner: ProcessToolRunner())
        let datastores = Catalogue.standard.datastores
        let graph = await TopologyBuilder.build(
            monorepo: monorepo, frameworks: [], platforms: [], datastores: datastores)
        let names = DisplayNames(frameworks: [], platforms: [], datastores: datastores)
        try expectSnapshot(TopologyTable.render(graph, names: names), named: "storefront-table")
        try expectSnapshot(TopologyJSON.render(graph), named: "storefront-json")
    }
}
