import Testing
import Workspace

@testable import Topology

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Lock files before and after a change, and which packages resolve otherwise.
@Suite struct LockFileTests {
    private static let node = AffectedFixture([".": [.node], "apps/web": [.node], "apps/api": [.node], "py": [.python]])

    /// The packages that the contents of a lock file affect, with what is named.
    private func affected(
        _ state: AffectedFixture, _ path: String, _ before: String?, _ after: String?
    ) -> [String: String] {
        let answer = state.affected(by: [path], versions: [path: (before, after)])
        return answer.reasons.compactMapValues { reasons in
            reasons.first { $0.code != .fileChanged }.map { $0.detail ?? "" }
        }
    }

    private static let pnpm9 = """
        lockfileVersion: '9.0'
        settings:
          autoInstallPeers: true
        catalogs:
          default:
            react:
              specifier: ^18.2.0
              version: 18.2.0
        importers:
          .:
            devDependencies:
              turbo:
                specifier: ^2.0.0
                version: 2.0.0
          apps/api:
            dependencies:
              express:
                specifier: ^4.18.0
                version: 4.18.2
              lib:
                specifier: workspace:*
                version: link:../../libs/lib
          apps/web:
            dependencies:
              react:
                specifier: 'catalog:'
                version: 18.2.0
        packages:
          debug@2.6.9:
            resolution: {integrity: sha512-a}
          express@4.18.2:
            resolution: {integrity: sha512-b}
          react@18.2.0:
            resolution: {integrity: sha512-c}
          turbo@2.0.0:
            resolution: {integrity: sha512-d}
        snapshots:
          debug@2.6.9: {}
          express@4.18.2:
            dependencies:
              debug: 2.6.9
          react@18.2.0: {}
          turbo@2.0.0: {}

        """

    @Test func `pnpm: a dependency of a dependency affects who needs it`() {
        let after = Self.pnpm9.replacing("sha512-a", with: "sha512-x")
        let found = affected(Self.node, "pnpm-lock.yaml", Self.pnpm9, after)
        #expect(found == ["apps/api": "express@4.18.2"])
    }

    @Test func `pnpm: a catalog affects who asks for its entry, even where only the range is another`() {
        let bump = Self.pnpm9.replacing("18.2.0", with: "18.3.1")
        #expect(affected(Self.node, "pnpm-lock.yaml", Self.pnpm9, bump).keys.sorted() == ["apps/web"])
        let range = Self.pnpm9.replacing("specifier: ^18.2.0", with: "specifier: ^18.1.0")
        #expect(affected(Self.node, "pnpm-lock.yaml", Self.pnpm9, range).keys.sorted() == ["apps/web"])
    }

    @Test func `pnpm: comments and what nobody needs affect nothing`() {
        #expect(affected(Self.node, "pnpm-lock.yaml", Self.pnpm9, "# comment\n" + Self.pnpm9).isEmpty)
        let orphan = Self.pnpm9.replacing("  debug@2.6.9: {}", with: "  debug@2.6.9: {}\n  zod@3.0.0: {}")
        #expect(affected(Self.node, "pnpm-lock.yaml", Self.pnpm9, orphan).isEmpty)
    }

    @Test func `pnpm: the older forms are read too`() {
        let six = """
            lockfileVersion: '6.0'
            importers:
              apps/api:
                dependencies:
                  express:
                    specifier: ^4.18.0
                    version: 4.18.2(debug@2.6.9)
              apps/web:
                dependencies:
                  react: {specifier: ^18, version: 18.2.0}
            packages:
              /express@4.18.2(debug@2.6.9):
                resolution: {integrity: sha512-b}
              /react@18.2.0:
                resolution: {integrity: sha512-c}

            """
        let changed = six.replacing("sha512-b", with: "sha512-x")
        #expect(affected(Self.node, "pnpm-lock.yaml", six, changed).keys.sorted() == ["apps/api"])
        let five = """
            lockfileVersion: 5.4
            importers:
              apps/web:
                specifiers:
                  react: ^18
                dependencies:
                  react: 18.2.0
            packages:
              /react/18.2.0:
                resolution: {integrity: sha512-c}

            """
        let other = five.replacing("sha512-c", with: "sha512-x")
        #expect(affected(Self.node, "pnpm-lock.yaml", five, other).keys.sorted() == ["apps/web"])
    }

    private static let npm = """
        {
          "name": "root", "lockfileVersion": 3, "packages": {
            "": {"name": "root", "workspaces": ["apps/*"], "devDependencies": {"turbo": "^2"}},
            "apps/api": {"name": "api", "version": "1.0.0", "dependencies": {"express": "^4", "lib": "*"}},
            "apps/web": {"name": "web", "dependencies": {"debug": "^2", "api": "*"}},
            "node_modules/api": {"resolved": "apps/api", "link": true},
            "node_modules/debug": {"version": "4.0.0", "integrity": "sha512-a"},
            "node_modules/express": {"version": "4.18.2", "integrity": "sha512-b", "dependencies": {"debug": "4"}},
            "node_modules/turbo": {"version": "2.0.0", "integrity": "sha512-c"},
            "apps/web/node_modules/debug": {"version": "2.6.9", "integrity": "sha512-d"}
          }
        }
        """

    @Test(arguments: [
        ("sha512-a", ["apps/api"]), ("sha512-b", ["apps/api"]), ("sha512-c", ["."]), ("sha512-d", ["apps/web"]),
        ("\"version\": \"1.0.0\", ", []),
    ])
    func `npm: each package resolves a name in the nearest node_modules`(text: String, expected: [String]) {
        let after = Self.npm.replacing(text, with: text.hasPrefix("sha") ? "sha512-x" : "")
        #expect(affected(Self.node, "package-lock.json", Self.npm, after).keys.sorted() == expected)
    }

    @Test func `npm: the first form of the lock file does not say who asks, and counts for all`() {
        let first = #"{"lockfileVersion": 1, "dependencies": {}}"#
        let answer = Self.node.affected(by: ["package-lock.json"], versions: ["package-lock.json": (first, Self.npm)])
        #expect(answer.paths == [".", "apps/web", "apps/api"])
        #expect(answer.reasons["apps/web"]?.contains { $0.code == .lockFileUnreadable } == true)
    }

    private static let uv = """
        version = 1
        requires-python = ">=3.12"

        [[package]]
        name = "api"
        version = "0.1.0"
        source = { editable = "apps/api" }
        dependencies = [{ name = "fastapi" }, { name = "core" }]

        [[package]]
        name = "core"
        version = "0.1.0"
        source = { virtual = "libs/core" }
        dependencies = [{ name = "sqlalchemy" }]

        [package.dev-dependencies]
        dev = [{ name = "pytest" }]

        [[package]]
        name = "fastapi"
        version = "0.115.0"
        source = { registry = "https://registry.example.org/simple" }
        dependencies = [{ name = "starlette" }]

        [[package]]
        name = "pytest"
        version = "8.0.0"
        source = { registry = "https://registry.example.org/simple" }

        [[package]]
        name = "sqlalchemy"
        version = "2.0.0"
        source = { registry = "https://registry.example.org/simple" }

        [[package]]
        name = "starlette"
        version = "0.38.0"
        source = { registry = "https://registry.example.org/simple" }

        """

    @Test(arguments: [
        ("0.38.0", "0.39.0", ["apps/api"]), ("2.0.0", "2.0.1", ["libs/core"]), ("8.0.0", "8.0.1", ["libs/core"]),
        ("0.1.0", "0.2.0", []),
    ])
    func `uv: a locked version affects the members that reach it`(from: String, to: String, expected: [String]) {
        let state = AffectedFixture([".": [.python], "apps/api": [.python], "libs/core": [.python], "web": [.node]])
        let after = Self.uv.replacing("\"\(from)\"", with: "\"\(to)\"")
        #expect(affected(state, "uv.lock", Self.uv, after).keys.sorted() == expected)
    }

    private static let cargo = """
        version = 4

        [[package]]
        name = "api"
        version = "0.1.0"
        dependencies = ["core", "tokio", "rand 0.8.5"]

        [[package]]
        name = "core"
        version = "0.1.0"
        dependencies = ["rand 0.9.0"]

        [[package]]
        name = "rand"
        version = "0.8.5"
        source = "registry+https://registry.example.org/index"
        checksum = "aa"

        [[package]]
        name = "rand"
        version = "0.9.0"
        source = "registry+https://registry.example.org/index"
        checksum = "bb"

        [[package]]
        name = "tokio"
        version = "1.0.0"
        source = "registry+https://registry.example.org/index"
        checksum = "cc"
        dependencies = ["rand 0.9.0"]

        """

    @Test(arguments: [("aa", ["crates/api"]), ("bb", ["crates/api", "crates/core"]), ("cc", ["crates/api"])])
    func `Cargo: a locked crate affects the members that reach it`(checksum: String, expected: [String]) {
        let state = AffectedFixture([".": [.rust], "crates/api": [.rust], "crates/core": [.rust], "web": [.node]])
        let after = Self.cargo.replacing("\"\(checksum)\"", with: "\"dd\"")
        #expect(affected(state, "Cargo.lock", Self.cargo, after).keys.sorted() == expected)
    }

    @Test func `Go: the sums of a workspace affect the modules that name a changed one`() {
        var state = AffectedFixture(["api": [.go], "worker": [.go], "web": [.node]])
        state.map.packages["api"]?.goModules = ["example.org/log", "example.org/db"]
        state.map.packages["worker"]?.goModules = ["example.org/queue"]
        let before = "example.org/db v1.0.0 h1:a=\nexample.org/db v1.0.0/go.mod h1:b=\n"
        let after = "example.org/db v1.1.0 h1:c=\nexample.org/db v1.0.0/go.mod h1:b=\n"
        #expect(affected(state, "go.work.sum", before, after) == ["api": "example.org/db"])
        let module = before.replacing("h1:b=", with: "h1:x=")
        #expect(affected(state, "go.work.sum", before, module).isEmpty)
    }

    @Test func `a lock file that was added or deleted affects who it names`() {
        #expect(affected(Self.node, "pnpm-lock.yaml", nil, Self.pnpm9).keys.sorted() == [".", "apps/api", "apps/web"])
        #expect(affected(Self.node, "pnpm-lock.yaml", Self.pnpm9, nil).keys.sorted() == [".", "apps/api", "apps/web"])
    }

    @Test(arguments: ["pnpm-lock.yaml", "package-lock.json", "uv.lock", "Cargo.lock"])
    func `a lock file that cannot be read counts for its whole ecosystem`(path: String) {
        let state = AffectedFixture(["n": [.node], "p": [.python], "r": [.rust]])
        let answer = state.affected(by: [path], versions: [path: ("{[", "x")])
        let reasons = answer.reasons.values.flatMap(\.self)
        #expect(reasons == [AffectedReason(.lockFileUnreadable, file: path)])
    }
}
