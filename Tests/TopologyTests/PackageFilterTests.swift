import Testing
import Topology
import Workspace

@Suite struct PackageFilterTests {
    private let graph = TopologyGraph(
        isMonorepo: true, workspaces: [],
        packages: [
            PackageNode(name: "root", path: ".", type: .tooling),
            PackageNode(name: "@acme/web", path: "apps/web", type: .frontend),
            PackageNode(name: "@acme/docs", path: "apps/docs", type: .docs),
            PackageNode(name: "docs", path: "docs", type: .docs),
            PackageNode(name: "@one/ui", path: "packages/ui", type: .library),
            PackageNode(name: "@two/ui", path: "packages/ui2", type: .library),
        ], shared: [])

    private func select(_ filters: String..., from folder: String = ".") throws(Diagnostic) -> [String] {
        try PackageFilter.select(filters, in: graph, from: folder).map(\.path)
    }

    @Test func `a package is named by its name, without its scope, or by its path`() throws {
        #expect(try select("@acme/web") == ["apps/web"])
        #expect(try select("web") == ["apps/web"])
        #expect(try select("./apps/web") == ["apps/web"])
        #expect(try select("apps/web/") == ["apps/web"])
        #expect(try select("./web", from: "apps") == ["apps/web"])
        #expect(try select("//") == ["."])
        #expect(try select("docs") == ["docs"])
    }

    @Test func `filters add up and exclusions take away, whatever the order`() throws {
        #expect(try select("web", "docs") == ["apps/web", "docs"])
        #expect(try select("!docs", "docs", "web") == ["apps/web"])
        #expect(try select("!web", "!@acme/docs", "!//") == ["docs", "packages/ui", "packages/ui2"])
        #expect(try select().count == 6)
    }

    @Test func `an unknown name lists what was meant, and an ambiguous one what there is`() throws {
        let unknown = #expect(throws: Diagnostic.self) { try select("wbe") }
        #expect(unknown?.code == "filter/no-match")
        #expect(unknown?.remedy == "did you mean `web`?")
        let ambiguous = #expect(throws: Diagnostic.self) { try select("ui") }
        #expect(ambiguous?.remedy == "name one of `@one/ui`, `@two/ui`")
        #expect(throws: Diagnostic.self) { try select("../outside") }
    }
}
