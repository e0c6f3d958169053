import Testing

@testable import Workspace

@Suite struct LernaTests {
    private let files = [
        "lerna.json": #"{"version": "independent", "packages": ["packages/*", "!packages/old"]}"#,
        "package.json": #"{"name": "root", "private": true}"#,
        "packages/a/package.json": """
        {"name": "a", "version": "1.0.0",
         "dependencies": {"b": "^2.0.0"},
         "devDependencies": {"c": "^9.0.0"}}
        """,
        "packages/b/package.json": #"{"name": "b", "version": "2.1.0"}"#,
        "packages/c/package.json": #"{"name": "c", "version": "1.0.0"}"#,
        "packages/old/package.json": #"{"name": "old"}"#,
        "packages/a/node_modules/x/package.json": #"{"name": "x"}"#,
    ]

    @Test func `packages names the members, and a range leads to a member that satisfies it`() {
        let fixture = KindFixture(LernaManifest(), files)
        #expect(fixture.packages == ["packages/a a", "packages/b b", "packages/c c"])
        #expect(fixture.edges == ["packages/a -> packages/b production packages/a/package.json:2"])
        #expect(fixture.declarations == ["lerna.json"])
    }

    @Test func `without packages the workspaces of the package manager are the members`() {
        var files = files
        files["lerna.json"] = #"{"version": "1.0.0"}"#
        files["package.json"] = #"{"name": "root", "workspaces": ["packages/b"]}"#
        #expect(KindFixture(LernaManifest(), files).packages == ["packages/b b"])
    }

    @Test func `a broken lerna.json is one warning`() {
        let fixture = KindFixture(LernaManifest(), ["lerna.json": "{"])
        #expect(fixture.diagnostics.count == 1)
        #expect(fixture.packages.isEmpty)
    }
}
