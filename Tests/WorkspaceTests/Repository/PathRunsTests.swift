import Testing

@testable import Workspace

@Suite struct PathRunsTests {
    private static let paths: [String] = [
        "(app)/x.ts", "README.md", "apps/api/main.py", "apps/api/web/index.js", "apps/api/web/lib/a.ts",
        "apps/api-two/go.mod", "apps/tool.sh", "libs/é/ü.ts", "z/.env.example",
    ]

    /// The slow and obvious answer: each file belongs to the longest folder that holds it.
    private static func owners(_ folders: [String]) -> [String: [String]] {
        var owners: [String: [String]] = [:]
        for path in paths.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            let holding = folders.filter { RelativePath.isInside(path, $0) }
            guard let owner = holding.max(by: { ($0 == "." ? 0 : $0.utf8.count) < ($1 == "." ? 0 : $1.utf8.count) })
            else { continue }
            owners[owner, default: []].append(path)
        }
        return owners
    }

    @Test(arguments: [
        ["."], ["apps/api"], [".", "apps/api", "apps/api/web", "apps/api/web/lib"], ["apps/api", "apps/api-two"],
        [".", "(app)", "apps", "apps/api", "libs", "libs/é", "z"], ["apps/none", "none"], [],
        [".", "apps/api/web/lib"],
    ])
    func `each file belongs to the innermost folder`(folders: [String]) async {
        let files = RepositoryFiles(Dictionary(uniqueKeysWithValues: Self.paths.map { ($0, "") }))
        let own = await files.own(of: folders)
        let expected = Self.owners(folders)
        for (folder, runs) in zip(folders, own) {
            #expect(runs.texts == expected[folder] ?? [], "\(folder)")
        }
    }

    @Test func `a root that has nothing but one folder keeps nothing`() async {
        let files = RepositoryFiles(["app/a": "", "app/b": ""])
        let own = await files.own(of: [".", "app"])
        #expect(own.map(\.texts.count) == [0, 2])
        let odd = await RepositoryFiles(["(app)/a": "", "(app)/b": ""]).own(of: ["(app)", "."])
        #expect(odd.map(\.texts.count) == [2, 0])
    }

    @Test func `endings and names are found without making text of all`() {
        let runs = PathRuns(Self.paths)
        #expect(Set(runs.endings) == ["ts", "md", "py", "js", "mod", "sh", "example"])
        #expect(
            runs.ending(in: [".ts", ".py"]) == [
                "(app)/x.ts", "apps/api/main.py", "apps/api/web/lib/a.ts", "libs/é/ü.ts",
            ])
        #expect(runs.named(beginningWith: [".env", "READ"]) == ["README.md", "z/.env.example"])
    }
}
