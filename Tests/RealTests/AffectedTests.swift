import Support
import Testing
import Topology
import Workspace

@testable import infra_ws

/// What `affected` says about repositories that are really there.
@Suite struct AffectedTests {
    /// An application that needs `ui`, another one that needs nobody, a library, and one that nobody needs.
    private static let shop: [String: String] = [
        "package.json": #"{"name": "shop", "private": true, "workspaces": ["apps/*", "libs/*"]}"#,
        "apps/web/package.json": #"{"name": "web", "dependencies": {"ui": "*"}}"#, "apps/web/index.js": "1\n",
        "apps/api/package.json": #"{"name": "api"}"#, "apps/api/index.js": "1\n",
        "libs/ui/package.json": #"{"name": "ui"}"#, "libs/ui/index.js": "1\n", "libs/ui/sub/more.js": "1\n",
        "libs/other/package.json": #"{"name": "other"}"#, "README.md": "shop\n",
    ]

    private func withShop(_ body: (ScratchRepository) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            try await body(try await ScratchRepository(in: folder, Self.shop))
        }
    }

    @Test func `committed, uncommitted and untracked changes count, those of the base alone do not`() async throws {
        try await withShop { shop in
            #expect(try await shop.paths(since: "main").isEmpty)
            try await shop.script("git checkout -q -b work")
            try await shop.commit(["apps/api/index.js": "2\n"])
            #expect(try await shop.paths(since: "main") == ["apps/api"])
            try write(["libs/ui/new.js": "1\n"], into: shop.root)
            #expect(try await shop.paths(since: "main") == ["apps/api", "apps/web", "libs/ui"])
            #expect(try await shop.paths(since: "main", head: "HEAD") == ["apps/api"])
            // The base moves on in another package: the point where the histories parted is what counts.
            try await shop.script("git add -A; git commit -qm y; git checkout -q main")
            try await shop.commit(["libs/other/index.js": "2\n"])
            try await shop.script("git checkout -q work")
            #expect(try await shop.paths(since: "main") == ["apps/api", "apps/web", "libs/ui"])
            #expect(try await shop.paths(since: nil) == ["apps/api", "apps/web", "libs/ui"])
        }
    }

    @Test func `a move affects both sides, and a path may hold any byte`() async throws {
        try await withShop { shop in
            try await shop.script("git mv libs/ui/sub/more.js libs/other/more.js; git commit -qm move")
            #expect(try await shop.paths(since: "HEAD~1") == ["apps/web", "libs/other", "libs/ui"])
            try await shop.script(#"printf 1 >"apps/api/$(printf 'a\nb\t\377')"; git add -A; git commit -qm odd"#)
            #expect(try await shop.paths(since: "HEAD~1") == ["apps/api"])
            try await shop.script(#"printf 1 >"apps/web/$(printf 'x\376y')""#)
            #expect(try await shop.paths(since: "HEAD") == ["apps/web"])
        }
    }

    @Test func `a deleted package reaches who depended on it, and so does a deleted edge`() async throws {
        try await withShop { shop in
            try await shop.script("git rm -rq libs/ui; git commit -qm gone")
            let deleted = try await shop.affected(.base("HEAD~1"))
            #expect(deleted.answer.paths.sorted() == ["apps/web", "libs/ui"])
            #expect(deleted.removed == ["libs/ui"])
            #expect(deleted.answer.chain(from: "apps/web").map(\.reason.code) == [.dependencyAffected, .fileChanged])
            // Back again under another name: who needed the old name is affected, although no edge is left.
            try await shop.script("git revert -n HEAD; git commit -qm back")
            try await shop.commit(["libs/ui/package.json": #"{"name": "widgets"}"#])
            #expect(try await shop.paths(since: "HEAD~1") == ["apps/web", "libs/ui"])
        }
    }

    @Test func `a head is compared as it is there, whatever the working tree says`() async throws {
        try await withShop { shop in
            try await shop.commit(["apps/web/package.json": #"{"name": "web"}"#])
            try await shop.commit(["libs/ui/index.js": "2\n"])
            try await shop.script("git rm -rq apps/web; git commit -qm gone")
            #expect(try await shop.paths(since: "HEAD~2", head: "HEAD~1") == ["libs/ui"])
            #expect(try await shop.paths(since: "HEAD~3", head: "HEAD~1") == ["apps/web", "libs/ui"])
            #expect(try await shop.paths(since: "HEAD~1", head: "HEAD") == ["apps/web"])
        }
    }

    @Test func `a base that is not known affects everything and says so`() async throws {
        try await withShop { shop in
            for ref in ["nope", "--output=evil", "-x", "HEAD~9", ""] {
                let result = try await shop.affected(.base(ref))
                #expect(result.packages.count == result.graph.packages.count, "\(ref)")
                #expect(result.answer.reasons["apps/api"]?.first?.code == .baseUnresolved)
                #expect(result.warnings.map(\.code) == ["base-unresolved"])
            }
            #expect(FileSystemAccess.information("\(shop.root)/evil") == nil)
            try await shop.script("git checkout -q --orphan alone; git commit -qm alone")
            let unrelated = try await shop.affected(.base("main"))
            #expect(unrelated.warnings.map(\.code) == ["base-unresolved"])
        }
    }

    @Test func `a shallow clone affects everything and says so`() async throws {
        try await withShop { shop in
            try await shop.script("git checkout -q -b work")
            try await shop.commit(["apps/api/index.js": "2\n"])
            try await shop.commit(["apps/api/index.js": "3\n"])
            try await shop.script(
                "git clone -q --depth 1 --no-single-branch file://$PWD shallow; rm shallow/.git/packed-refs.x || true")
            let clone = ScratchRepository(at: shop.root + "/shallow")
            for base in ["origin/main", "HEAD~1"] {
                let result = try await clone.affected(.base(base))
                #expect(result.warnings.map(\.code) == ["shallow-history"], "\(base)")
                #expect(result.packages.count == result.graph.packages.count)
            }
            // A build of the default branch that has only its last commit knows nothing about the one before.
            try await clone.script("git checkout -q -B main origin/main")
            let pushed = try await clone.affected(.base(nil), environment: ["CI": "1"])
            #expect(pushed.warnings.map(\.code) == ["shallow-history"])
        }
    }

    @Test func `what continuous integration says is the base`() async throws {
        try await withShop { shop in
            try await shop.script("git branch release; git checkout -q -b work")
            try await shop.commit(["apps/api/index.js": "2\n"])
            #expect(
                try await shop.paths(since: nil, environment: ["CI": "1", "GITHUB_BASE_REF": "release"]) == ["apps/api"]
            )
            // On the default branch the last commit is the change.
            try await shop.script("git checkout -q main; git merge -q --no-ff -m merge work")
            #expect(try await shop.paths(since: nil, environment: ["CI": "1"]) == ["apps/api"])
            #expect(try await shop.paths(since: nil).isEmpty)
            let missing = try await shop.affected(.base(nil), environment: ["GITHUB_BASE_REF": "gone"])
            #expect(missing.warnings.map(\.code) == ["base-unresolved"])
        }
    }

    @Test func `each unit has the base that it was deployed from`() async throws {
        try await withTemporaryFolder { folder in
            var files = Self.shop
            for unit in ["web", "api"] {
                files["apps/\(unit)/package.json"] =
                    #"{"name": "\#(unit)", "dependencies": {"express": "4", "ui": "*"}}"#
                files["apps/\(unit)/index.js"] = "const app = require('express')();\napp.listen(3000);\n"
                files["apps/\(unit)/fly.toml"] = "app = '\(unit)'\n"
            }
            let shop = try await ScratchRepository(in: folder, files)
            try await shop.script("git tag web@1.0.0; git tag -a api-v1 -m api")
            try await shop.commit(["libs/ui/index.js": "2\n"])
            try await shop.script("git tag deploy/web/2026-01-02; git tag web-admin-v9 HEAD~1; git tag api-gateway@3")
            let tagged = try await shop.affected(.deployed("git-tags"))
            #expect(tagged.units.map(\.path) == ["apps/api"])
            #expect(tagged.warnings.isEmpty)
            let first = try await shop.script("git rev-parse HEAD~1").split(separator: "\n")[0]
            try write(
                ["deployed.json": #"{"api": "HEAD", "apps/web": "\#(first)"}"#, "list": "api HEAD\n"], into: folder)
            #expect(try await shop.affected(.deployed("\(folder)/deployed.json")).units.map(\.path) == ["apps/web"])
            // Who is not in the list was never deployed.
            let partly = try await shop.affected(.deployed("\(folder)/list"))
            #expect(partly.units.map(\.path) == ["apps/web"])
            #expect(partly.answer.reasons["apps/web"]?.first?.code == .neverDeployed)
            await #expect(throws: Diagnostic.self) { try await shop.affected(.deployed("\(folder)/none.json")) }
        }
    }

    @Test func `a list of files comes from standard input, with line breaks or NUL bytes`() async throws {
        try await withShop { shop in
            let program = singleQuoted(FileSystemAccess.realPath(BuiltProgram.path) ?? BuiltProgram.path)
            for list in [#"libs/ui/a.js\nREADME.md\n"#, #"libs/ui/a.js\0README.md\0"#, #"./libs/ui/gone/x.js\r\n"#] {
                let line = "printf '\(list)' | \(program) affected --files - --filter '*' --filter '!//'"
                #expect(try await shop.script(line) == "web\nui\n")
            }
            #expect(
                try await shop.script("cd libs; printf './ui/a.js' | \(program) affected --files - --filter ui")
                    == "ui\n")
            let lost = try await shop.affected(.files(["libs/gone/package.json"]))
            #expect(lost.warnings.map(\.code) == ["deleted-manifest"])
            #expect(lost.packages.count == lost.graph.packages.count)
        }
    }

    @Test func `filters by ref ask git, and one that selects nothing is no error`() async throws {
        try await withShop { shop in
            let program = singleQuoted(FileSystemAccess.realPath(BuiltProgram.path) ?? BuiltProgram.path)
            try write(["libs/ui/new.js": "1\n"], into: shop.root)
            let names = { (filter: String) in
                try await shop.script(
                    "\(program) topology --filter '\(filter)' --format json 2>/dev/null | sed -n 's/^      \"name\": //p'"
                )
            }
            #expect(try await names("[HEAD]") == "\"ui\",\n")
            #expect(try await names("...[main]") == "\"web\",\n\"ui\",\n")
            #expect(try await names("[HEAD...HEAD]").isEmpty)
            let note = try await shop.script("\(program) topology --filter '[HEAD...HEAD]' 2>&1 >/dev/null")
            #expect(note.contains("selects nothing"))
            let refused = try await shop.script("\(program) topology --filter '[--output=evil]' 2>&1 || echo status $?")
            #expect(refused.contains("names no commit here"))
            #expect(refused.hasSuffix("status 2\n"))
            #expect(FileSystemAccess.information("\(shop.root)/evil") == nil)
        }
    }
}
