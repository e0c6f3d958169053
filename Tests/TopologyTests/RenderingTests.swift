import Bundles
import Testing
import Topology
import Workspace

@Suite struct RenderingTests {
    private struct Known: Platform {
        let id: String
        let name: String
        func recognise(in repository: RepositoryView) -> [PlatformMatch] { [] }
    }

    private let names = DisplayNames(
        frameworks: [], platforms: [Known(id: "vercel", name: "Vercel"), Known(id: "coolify", name: "Coolify")],
        datastores: Catalogue.standard.datastores)

    private var graph: TopologyGraph {
        var web = PackageNode(name: "@acme/web", path: "apps/web", type: .frontend, deploysIndependently: true)
        web.platforms = ["vercel"]
        web.dependencies = [
            DependencyEdge(
                path: "packages/shared", kind: .production, place: FilePlace("apps/web/package.json", line: 7))
        ]
        var api = PackageNode(name: "api", path: "apps/api", type: .backend, deploysIndependently: true)
        api.platforms = ["coolify"]
        api.port = 8000
        api.uses = ["api-postgresql", "api-valkey"]
        api.evidence = [Evidence("port", "8000", at: FilePlace("apps/api/Dockerfile", line: 3))]
        let shared = PackageNode(name: "shared", path: "packages/shared", type: .library)
        var root = PackageNode(name: "root", path: ".", type: .tooling)
        root.isWorkspaceRoot = true
        return TopologyGraph(
            isMonorepo: true, workspaces: [WorkspaceDeclaration(kind: "npm", manifest: "package.json")],
            packages: [root, web, api, shared],
            shared: [
                SharedComponent(
                    id: "api-postgresql", kind: .database, engine: "postgresql", version: "16", owner: "apps/api",
                    usedBy: ["apps/api"]),
                SharedComponent(
                    id: "api-valkey", kind: .cache, engine: "valkey", owner: "apps/api", usedBy: ["apps/api"]),
            ],
            warnings: [.warning("state-drift", "it moved", at: FilePlace(".spec_system/state.json"), remedy: "run it")])
    }

    @Test func `the table is the one of the command's description, line for line`() {
        #expect(
            TopologyTable.render(graph, names: names) == """
                Deployment topology (monorepo: true):
                | Package | Path | Type | Deploys Independently | Platform |
                |---------|------|------|-----------------------|----------|
                | web | apps/web | Frontend | Yes | Vercel |
                | api | apps/api | Backend | Yes | Coolify |
                | shared | packages/shared | Library | No | (built only) |

                Shared infra: PostgreSQL (apps/api), Valkey cache (apps/api)

                """)
    }

    @Test func `a name with a bar or a line break stays in its cell`() {
        let odd = PackageNode(name: "a|b\nc", path: "x|y", type: .library)
        let graph = TopologyGraph(isMonorepo: false, workspaces: [], packages: [odd], shared: [])
        let lines = TopologyTable.render(graph, names: names).split(separator: "\n")
        #expect(lines.count == 5)
        #expect(lines[3] == #"| a\|b c | x\|y | Library | No | (built only) |"#)
    }

    @Test func `the JSON has the schema, sorted keys, and no field that is not known`() async throws {
        let text = TopologyJSON.render(graph)
        #expect(await TopologyJSON.renderInParallel(graph) == Array(text.utf8))
        let document = try JSONParser.parse(Array(text.utf8), path: "topology.json")
        #expect(
            document.root.members.map(\.key) == ["monorepo", "packages", "schema", "shared", "warnings", "workspaces"])
        #expect(document.root["schema"]?.string == "infra-ws/topology/1")
        let packages = document.root["packages"]?.elements ?? []
        #expect(packages.count == 4)
        #expect(packages[1]["port"] == nil)
        #expect(packages[1]["dependencies"]?.elements.first?["kind"]?.string == "production")
        #expect(packages[2]["port"]?.integer == 8000)
        #expect(packages[2]["evidence"]?.elements.first?["file"]?.string == "apps/api/Dockerfile")
        #expect(packages[2]["evidence"]?.elements.first?["line"]?.integer == 3)
        #expect(document.root["warnings"]?.elements.first?["file"]?.string == ".spec_system/state.json")
    }

    @Test func `explaining names every fact with its file and line`() throws {
        let api = try #require(graph.package(at: "apps/api"))
        let text = ExplainText.render(api, in: graph, names: names)
        #expect(text.contains("port = 8000  apps/api/Dockerfile:3"))
        #expect(text.contains("api-postgresql: PostgreSQL 16, owned by apps/api"))
        let shared = try #require(graph.package(at: "packages/shared"))
        #expect(ExplainText.render(shared, in: graph, names: names).contains("apps/web (production)"))
    }

    @Test func `diagrams quote names`() {
        var odd = graph
        odd.packages[1].name = "a\"]; x"
        #expect(TopologyDiagram.dot(odd, names: names).contains(#"[label="a\"]; x", shape=box]"#))
        #expect(TopologyDiagram.mermaid(odd, names: names).contains(#"p1["a#34;#93;#59; x"]"#))
        #expect(TopologyDiagram.dot(graph, names: names).contains(#""apps/web" -> "packages/shared";"#))
        odd.packages[1].name = "<script>"
        #expect(TopologyPage.html(odd, names: names).contains("<td>&lt;script&gt;</td>"))
    }
}
