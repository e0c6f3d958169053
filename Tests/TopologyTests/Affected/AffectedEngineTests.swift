import Support
import Testing
import Workspace

@testable import Topology

@Suite struct AffectedEngineTests {
    private let shop = AffectedFixture(
        [
            ".": [.node], "apps/web": [.node], "apps/api": [.python], "apps/jobs": [.python], "libs/ui": [.node],
            "libs/ui/icons": [.node], "libs/core": [.python], "tools/go": [.go],
        ],
        edges: [
            ("apps/web", "libs/ui"), ("libs/ui", "libs/ui/icons"), ("apps/api", "libs/core"),
            ("apps/jobs", "libs/core"),
        ],
        orders: [("apps/web", "apps/api")])

    @Test(arguments: [
        ("libs/ui/icons/a.svg", ["apps/web", "libs/ui", "libs/ui/icons"]), ("libs/ui/a.ts", ["apps/web", "libs/ui"]),
        ("libs/core/a.py", ["apps/api", "apps/jobs", "libs/core"]), ("README.md", ["."]),
        ("tools/go/a.go", ["tools/go"]),
        ("libs/uikit/a.ts", ["."]),
    ])
    func `a file affects the innermost package that holds it, and its dependents`(file: String, expected: [String]) {
        #expect(shop.affected(by: [file]).paths.sorted() == expected)
    }

    @Test func `an edge that only orders affects nothing, and orders what is affected`() {
        #expect(shop.affected(by: ["apps/api/a.py"]).paths == ["apps/api"])
        #expect(shop.engine().order(of: ["apps/api", "apps/web"]) == ["apps/api": [], "apps/web": ["apps/api"]])
    }

    @Test func `a deleted package and a lost edge still reach who depended on them`() {
        let after = AffectedFixture(["apps/web": [.node], "libs/new": [.node]])
        let before = AffectedFixture(
            ["apps/web": [.node], "libs/ui": [.node], "libs/new": [.node]],
            edges: [("apps/web", "libs/ui"), ("apps/web", "libs/new")])
        let deleted = after.affected(by: ["libs/ui/package.json"], before: before)
        #expect(deleted.paths == ["apps/web", "libs/ui"])
        #expect(after.affected(by: ["libs/new/a.ts"], before: before).paths == ["apps/web", "libs/new"])
    }

    @Test func `a file that is gone belongs to no package of now, and a new one to none of then`() {
        let before = AffectedFixture([".": [.node], "old": [.node]])
        let after = AffectedFixture([".": [.node], "new": [.node]])
        let engine = after.engine(before: before)
        #expect(engine.affected(by: [ChangedFile("old/a.ts", isThere: false)]).paths == ["old"])
        #expect(engine.affected(by: [ChangedFile("new/a.ts", wasThere: false)]).paths == ["new"])
        #expect(engine.affected(by: [ChangedFile("old/a.ts")]).paths == [".", "old"])
    }

    @Test func `a chain leads from a package to the file, the shortest way and through cycles`() {
        let ring = AffectedFixture(
            ["a": [.node], "b": [.node], "c": [.node]], edges: [("a", "b"), ("b", "c"), ("c", "a")])
        let answer = ring.affected(by: ["c/x.ts"])
        #expect(answer.paths == ["a", "b", "c"])
        #expect(answer.chain(from: "a").map(\.path) == ["a", "b", "c"])
        #expect(answer.chain(from: "a").last?.reason == AffectedReason(.fileChanged, file: "c/x.ts"))
    }

    private static let rootFiles: [(file: String, code: AffectedReason.Code, expected: [String])] = [
        (".nvmrc", .toolVersion, ["apps/web", "libs/ui", "libs/ui/icons"]),
        (".python-version", .toolVersion, ["apps/api", "apps/jobs", "libs/core"]),
        ("tsconfig.base.json", .rootConfiguration, ["apps/web", "libs/ui", "libs/ui/icons"]),
        ("yarn.lock", .lockFileWithoutReader, ["apps/web", "libs/ui", "libs/ui/icons"]),
        ("poetry.lock", .lockFileWithoutReader, ["apps/api", "apps/jobs", "libs/core"]),
        ("pnpm-lock.yaml", .lockFileUnreadable, ["apps/web", "libs/ui", "libs/ui/icons"]),
        ("go.work.sum", .lockFileUnreadable, ["tools/go"]), ("Cargo.lock", .lockFileUnreadable, []),
        ("package.json", .rootConfiguration, ["apps/web", "libs/ui", "libs/ui/icons"]),
    ]

    @Test(arguments: rootFiles)
    func `a file of the root affects its own ecosystem and no other`(
        file: String, code: AffectedReason.Code, expected: [String]
    ) {
        let answer = shop.affected(by: [file])
        let found = answer.reasons.filter { $0.key != "." && $0.value.contains { $0.code == code } }.keys.sorted()
        #expect(found == expected)
        #expect(answer.paths.subtracting(["."]) == Set(expected))
    }

    @Test func `a file in the middle of a package counts for that package alone`() {
        #expect(shop.affected(by: ["libs/ui/.nvmrc"]).paths == ["apps/web", "libs/ui"])
        #expect(shop.affected(by: ["libs/ui/yarn.lock"]).paths == ["apps/web", "libs/ui"])
    }

    @Test func `a lock file does not count for packages that have a nearer one`() {
        var state = shop
        state.map.lockFolders[.node] = [".", "libs"]
        #expect(state.affected(by: ["yarn.lock"]).paths == [".", "apps/web"])
    }

    @Test(arguments: [
        (#"{"scripts": {"a": "b"}}"#, #"{"scripts": {"a": "c"}, "name": "x"}"#, 1),
        (#"{"engines": {"node": "20"}}"#, #"{"engines": {"node": "22"}}"#, 4),
        (#"{"overrides": {"a": "1"}}"#, #"{"overrides": {"a": "2"}}"#, 4), (#"{"a": 1}"#, #"{"a": "#, 4),
    ])
    func `of a root manifest only what its packages inherit counts`(before: String, after: String, count: Int) {
        let answer = shop.affected(by: ["package.json"], versions: ["package.json": (before, after)])
        #expect(answer.paths.count == count)
    }

    @Test func `a tool in a list of versions affects its own ecosystem, one that nobody knows all`() {
        let node = shop.affected(
            by: [".tool-versions"],
            versions: [".tool-versions": ("nodejs 20\npython 3.12\n", "nodejs 22\npython 3.12\n")])
        #expect(node.paths == [".", "apps/web", "libs/ui", "libs/ui/icons"])
        let other = shop.affected(by: [".tool-versions"], versions: [".tool-versions": ("", "terraform 1.9\n")])
        #expect(other.paths.count == 8)
    }

    @Test func `a catalog entry affects who asks for it`() {
        var state = shop
        state.map.packages["apps/web"]?.catalogEntries = ["default/react"]
        let before = "packages: [a]\ncatalog:\n  react: ^18.0.0\n  vue: ^3.0.0\n"
        let after = "packages: [a, b]\ncatalog:\n  react: ^19.0.0\n  vue: ^3.0.0\n"
        let answer = state.affected(
            by: ["pnpm-workspace.yaml"], versions: ["pnpm-workspace.yaml": (before, after)])
        #expect(answer.paths == [".", "apps/web"])
    }

    @Test func `the variables of a compose file are as much about a unit as the file is`() {
        var node = PackageNode(name: "api", path: "apps/api", type: .backend, deploysIndependently: true)
        node.evidence = [
            Evidence("platform", "docker-compose", at: FilePlace("deploy/compose.yml", line: 3)),
            Evidence("framework", "express", at: FilePlace("apps/api/package.json", line: 5)),
        ]
        #expect(AffectedMap.deployFiles(of: node) == ["deploy/compose.yml", "deploy/.env"])
    }

    @Test func `what deploys a package or is copied into its image affects it from outside`() {
        var state = shop
        state.map.packages["apps/api"]?.deployFiles = [".github/workflows/api.yml"]
        state.map.packages["apps/jobs"]?.imageInputs = ["proto"]
        #expect(state.affected(by: [".github/workflows/api.yml"]).paths == [".", "apps/api"])
        #expect(state.affected(by: ["proto/v1/a.proto"]).paths == [".", "apps/jobs"])
        #expect(state.affected(by: ["protocol/a.proto"]).paths == ["."])
    }

    /// A repository out of numbers: nested folders, edges that may be cycles, files in packages and above them.
    private static func made(_ seed: UInt64) -> (before: AffectedFixture, after: AffectedFixture, files: [String]) {
        var numbers = FixedNumbers(seed)
        let folders = (0..<12).map { $0 % 3 == 0 ? "p\($0)" : "p\($0 - $0 % 3)/q\($0)" } + ["."]
        let before = state(of: folders, &numbers)
        let after = state(of: folders, &numbers)
        let names = ["a.ts", "package.json", "yarn.lock", "uv.lock", ".tool-versions", "go.sum", "tsconfig.json"]
        return (before, after, folders.flatMap { folder in names.map { folder == "." ? $0 : "\(folder)/\($0)" } })
    }

    private static func state(of folders: [String], _ numbers: inout FixedNumbers) -> AffectedFixture {
        let ecosystems: [Ecosystem] = [.node, .python, .go, .rust]
        var packages: [String: Set<Ecosystem>] = [:]
        for folder in folders where Int.random(in: 0..<5, using: &numbers) > 0 {
            packages[folder] = [ecosystems[Int.random(in: 0..<4, using: &numbers)]]
        }
        let paths = packages.keys.sorted()
        guard !paths.isEmpty else { return AffectedFixture([:]) }
        var edges: [(String, String)] = []
        for _ in 0..<14 {
            edges.append(
                (
                    paths[Int.random(in: paths.indices, using: &numbers)],
                    paths[Int.random(in: paths.indices, using: &numbers)]
                ))
        }
        return AffectedFixture(packages, edges: edges)
    }

    @Test(arguments: 0..<150) func `more changed files never affect fewer packages`(seed: Int) {
        let (before, after, files) = Self.made(UInt64(seed))
        var numbers = FixedNumbers(UInt64(seed) &* 31)
        let engine = after.engine(before: before)
        var chosen: [String] = []
        var last: Set<String> = []
        for file in files.shuffled(using: &numbers).prefix(25) {
            chosen.append(file)
            let paths = engine.affected(by: chosen.map { ChangedFile($0) }).paths
            #expect(paths.isSuperset(of: last), "\(file) took packages away")
            last = paths
        }
    }

    @Test(arguments: 0..<150) func `plain files affect what the slow reference says`(seed: Int) {
        let (before, after, files) = Self.made(UInt64(seed) &+ 7_000)
        var numbers = FixedNumbers(UInt64(seed))
        let changed = Array(files.filter { $0.hasSuffix("a.ts") }.shuffled(using: &numbers).prefix(3))
        let edges = (before.map.edges + after.map.edges).map { (from: $0.from, to: $0.to) }
        let reference = SlowReference(
            before: Set(before.map.packages.keys), after: Set(after.map.packages.keys), edges: edges)
        #expect(
            after.affected(by: changed, before: before).paths
                == reference.affected(by: changed.map { ($0, true, true) }))
    }
}
