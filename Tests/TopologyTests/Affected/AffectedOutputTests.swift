import Support
import Testing
import Workspace

@testable import Topology

@Suite struct AffectedOutputTests {
    private var result: AffectedResult {
        var web = PackageNode(name: "@acme/web", path: "apps/web", type: .frontend, deploysIndependently: true)
        web.framework = "nextjs"
        web.platforms = ["vercel"]
        let odd = PackageNode(name: "pay$load \"x\"", path: "apps/pay", type: .worker, deploysIndependently: true)
        let library = PackageNode(name: "ui", path: "libs/ui", type: .library)
        let graph = TopologyGraph(isMonorepo: true, workspaces: [], packages: [odd, web, library], shared: [])
        var result = AffectedResult(
            answer: AffectedAnswer([
                "apps/web": [AffectedReason(.dependencyAffected, package: "libs/ui", kind: .production)],
                "apps/pay": [AffectedReason(.fileChanged, file: "apps/pay/a.py")],
                "libs/ui": [AffectedReason(.fileChanged, file: "libs/ui/a.ts")],
            ]), graph: graph)
        result.files = ["apps/pay/a.py", "libs/ui/a.ts"]
        result.order = ["apps/web": ["apps/pay"], "apps/pay": []]
        return result
    }

    private var slugs: PackageSlugs { PackageSlugs(result.graph.packages) }

    @Test func `names and explanations are for people`() throws {
        let text = AffectedText.names(of: result.packages, in: result.graph) + "\n"
        try expectSnapshot(text + AffectedText.explanation(of: result.packages, in: result), named: "text")
    }

    @Test func `the JSON names reasons, chains and the order of deploying`() throws {
        let value = AffectedJSON.value(of: result.packages, in: result)
        try expectSnapshot(JSONText.encode(value, sortedKeys: true), named: "json")
    }

    @Test func `each engine gets its own form, and names are data in it`() throws {
        let units = result.units
        try expectSnapshot(
            AffectedPipelines.gitHubMatrix(units, slugs: slugs) + AffectedPipelines.gitLab(units, slugs: slugs)
                + AffectedPipelines.buildkite(units, order: result.order, slugs: slugs), named: "engines")
    }

    @Test func `without a unit each engine still gets what it accepts`() throws {
        #expect(AffectedPipelines.gitHubMatrix([], slugs: slugs) == "{\"include\":[]}\n")
        #expect(AffectedPipelines.buildkite([], order: [:], slugs: slugs) == "{\n  \"steps\": []\n}\n")
        let gitLab = try YAMLParser.parse(Array(AffectedPipelines.gitLab([], slugs: slugs).utf8), path: "x.yml")
        #expect(gitLab.first?.root["nothing-affected"]?["script"] != nil)
    }
}
