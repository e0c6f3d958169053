import Testing
import Topology
import Workspace

@Suite struct PackageFilterTests {
    /// A cycle (`a`, `b`, `c`), somebody before it (`web`) and after it (`base`), scopes and a root.
    private static let cyclic = FilterGraph(
        [
            "apps/web": "web", "libs/a": "@acme/a", "libs/b": "@acme/b", "libs/c": "@acme/c", "libs/base": "base",
            "docs": "@other/docs", "apps/[id]": "odd",
        ],
        edges: [
            ("web", "@acme/a"), ("@acme/a", "@acme/b"), ("@acme/b", "@acme/c"), ("@acme/c", "@acme/a"),
            ("@acme/c", "base"),
        ])

    /// One filter or several, and what they choose.
    private static let forms: [(filters: [String], chosen: [String])] = [
        // Names.
        (["web"], ["web"]), (["@acme/a"], ["@acme/a"]), (["docs"], ["@other/docs"]), (["//"], ["//"]),
        (["@acme/*"], ["@acme/a", "@acme/b", "@acme/c"]),
        (["*e*"], ["@acme/a", "@acme/b", "@acme/c", "@other/docs", "base", "web"]),
        (["*"], ["//", "@acme/a", "@acme/b", "@acme/c", "@other/docs", "base", "odd", "web"]),
        // Folders.
        (["./apps/web"], ["web"]), (["./libs/*"], ["@acme/a", "@acme/b", "@acme/c", "base"]), (["."], ["//"]),
        (["{apps/**}"], ["odd", "web"]), (["./apps/[id]"], ["odd"]),
        (["@acme/*{libs/b}"], ["@acme/b"]),
        // What comes with them, through the cycle.
        (["web..."], ["@acme/a", "@acme/b", "@acme/c", "base", "web"]), (["base..."], ["base"]),
        (["@acme/a^..."], ["@acme/b", "@acme/c", "base"]), (["...@acme/a"], ["@acme/a", "@acme/b", "@acme/c", "web"]),
        (["...^@acme/a"], ["@acme/b", "@acme/c", "web"]), (["...^base"], ["@acme/a", "@acme/b", "@acme/c", "web"]),
        (["...@acme/b..."], ["@acme/a", "@acme/b", "@acme/c", "base", "web"]),
        (["...^@acme/b^..."], ["@acme/a", "@acme/b", "@acme/c", "base", "web"]),
        (["...^web^..."], ["@acme/a", "@acme/b", "@acme/c", "base"]),
        (["a..."], ["@acme/a", "@acme/b", "@acme/c", "base"]), (["./libs/base..."], ["base"]),
        (["...{libs/b}"], ["@acme/a", "@acme/b", "@acme/c", "web"]),
        (["{libs/b}^..."], ["@acme/a", "@acme/c", "base"]),
        // An unbraced folder forgets the caret, as Turborepo's does.
        (["./apps/web^..."], ["@acme/a", "@acme/b", "@acme/c", "base", "web"]),
        // Changes: `@acme/c` changed since `main`, nothing since `HEAD`.
        (["[main]"], ["@acme/c"]), (["...[main]"], ["@acme/a", "@acme/b", "@acme/c", "web"]),
        (["[main]..."], ["@acme/a", "@acme/b", "@acme/c", "base"]), (["...^[main]"], ["@acme/a", "@acme/b", "web"]),
        (["[v1...v2]"], ["base"]), (["web[main]"], []), (["web...[main]"], ["web"]), (["docs...[main]"], []),
        (["...@acme/b...[main]"], ["@acme/a", "@acme/b", "@acme/c", "web"]), (["{libs/*}[main]"], ["@acme/c"]),
        (["{apps/*}...[main]"], ["web"]), (["{libs/**}[main]..."], ["@acme/a", "@acme/b", "@acme/c", "base"]),
        (["[HEAD]"], []), (["...[HEAD]"], []),
        // Several.
        (["web", "docs"], ["@other/docs", "web"]), (["!web", "web"], []),
        (["!@acme/*"], ["@other/docs", "base", "odd", "web"]), (["web...", "!@acme/c..."], ["web"]),
        (["!...base"], ["@other/docs", "odd"]), (["[main]", "docs", "!...[HEAD]"], ["@acme/c", "@other/docs"]),
        (["*", "!//", "![main]"], ["@acme/a", "@acme/b", "@other/docs", "base", "odd", "web"]),
    ]

    private static let changed: [String: Set<String>] = ["main": ["@acme/c"], "HEAD": [], "v1...v2": ["base"]]

    @Test(arguments: forms)
    func `a filter chooses what Turborepo's does`(filters: [String], chosen: [String]) async throws {
        #expect(try await Self.cyclic.select(filters, changed: Self.changed) == chosen)
    }

    @Test(arguments: [
        ("./web", "apps", ["web"]), ("../libs/b", "apps", ["@acme/b"]), (".", "libs/a", ["@acme/a"]),
        ("..", "libs", ["//"]), ("{*}", "libs", ["@acme/a", "@acme/b", "@acme/c", "base"]), ("web", "libs", ["web"]),
        ("{../../apps/web}...", "libs/a", ["@acme/a", "@acme/b", "@acme/c", "base", "web"]),
        (".", "apps/[id]", ["odd"]),
    ])
    func `folders are relative to the working directory`(filter: String, folder: String, chosen: [String]) async throws
    {
        #expect(try await Self.cyclic.select([filter], from: folder) == chosen)
    }

    @Test(arguments: [
        ("wbe", "filter/no-match"), ("nope-*", "filter/no-match"), ("!nope", "filter/no-match"),
        ("./apps/none", "filter/no-match"), ("{apps}", "filter/no-match"), ("{none/**}", "filter/no-match"),
        ("apps/web", "filter/no-match"), ("../outside", "filter/no-match"), ("web{libs/*}", "filter/no-match"),
        ("@acme/nope...", "filter/no-match"), ("web^", "filter/no-match"), ("!!web", "filter/no-match"),
        ("nope[main]", "filter/no-match"), ("[unknown]", "unknown-ref"), ("[--output=x]", "unknown-ref"),
        ("{}", "filter/empty-directory"), ("[]", "filter/bad-range"), ("[...x]", "filter/bad-range"),
        ("[x...]", "filter/bad-range"), ("......[main]", "filter/range-without-subject"), ("...", "filter/empty"),
        ("", "filter/empty"), ("!", "filter/empty"),
    ])
    func `an expression that says nothing, or matches nothing, is an error`(filter: String, code: String) async throws {
        let error = await #expect(throws: Diagnostic.self) {
            try await Self.cyclic.select([filter], changed: Self.changed)
        }
        #expect(error?.code == code)
        #expect(error?.remedy?.isEmpty == false)
    }

    @Test func `an unknown name lists what was meant, and an ambiguous one what there is`() async throws {
        let graph = FilterGraph(["packages/ui": "@one/ui", "packages/ui2": "@two/ui", "apps/web": "@acme/web"])
        let unknown = await #expect(throws: Diagnostic.self) { try await graph.select(["wbe"]) }
        #expect(unknown?.remedy == "did you mean `web`?")
        let path = await #expect(throws: Diagnostic.self) { try await graph.select(["apps/web"]) }
        #expect(path?.remedy?.contains("`./apps/web`") == true)
        let ambiguous = await #expect(throws: Diagnostic.self) { try await graph.select(["ui"]) }
        #expect(ambiguous?.remedy == "name one of `@one/ui`, `@two/ui`")
        let exact = FilterGraph(["a": "ui", "b": "@two/ui"])
        #expect(try await exact.select(["ui"]) == ["ui"])
    }

    @Test func `a ref since which nothing changed is said, and no error`() async throws {
        let selection = try await PackageFilter.select(["...[HEAD]"], in: Self.cyclic.graph) { _ in [] }
        #expect(selection.packages.isEmpty)
        #expect(
            selection.notes == [
                "the filter `...[HEAD]` selects nothing: none of its packages changed since `HEAD`"
            ])
    }

    @Test func `a root that is deployed itself stays when others are taken away`() async throws {
        let graph = FilterGraph([".": "site", "docs": "docs"])
        #expect(try await graph.select(["!docs"]) == ["site"])
        #expect(try await graph.select(["s*"]) == ["site"])
        #expect(try await graph.select(["//"]) == ["site"])
    }
}
