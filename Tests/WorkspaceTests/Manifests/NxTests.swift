import Testing

@testable import Workspace

@Suite struct NxTests {
    private let files = [
        "nx.json": "{ // comment\n}",
        "package.json": #"{"name": "root", "workspaces": ["packages/*"]}"#,
        ".nxignore": "ignored/\n",
        "apps/web/project.json": """
        {
          "name": "web",
          "implicitDependencies": ["ui", "!ui", "api", "tag:shared"]
        }
        """,
        "apps/web/tsconfig.json": "{}",
        "apps/api/project.json": #"{"tags": ["scope:api"]}"#,
        "libs/ui/project.json": #"{"name": "ui"}"#,
        "libs/log/project.json": #"{"name": "log", "tags": ["shared"]}"#,
        "packages/kit/package.json": """
        {"name": "@acme/kit",
         "nx": {"name": "kit", "implicitDependencies": ["u*"]}}
        """,
        "ignored/x/project.json": #"{"name": "x"}"#,
        "node_modules/y/project.json": #"{"name": "y"}"#,
        "other/package.json": #"{"name": "other"}"#,
    ]

    @Test func `projects are folders with project.json and packages of the workspace`() {
        let fixture = KindFixture(NxManifest(), files)
        #expect(
            fixture.packages == ["apps/api api", "apps/web web", "libs/log log", "libs/ui ui", "packages/kit kit"])
        #expect(
            fixture.edges == [
                "apps/web -> apps/api implicit apps/web/project.json:3",
                "apps/web -> libs/log implicit apps/web/project.json:3",
                "packages/kit -> libs/ui implicit packages/kit/package.json:2",
            ])
        #expect(fixture.reading.packages.first { $0.name == "web" }?.language == "typescript")
    }

    @Test func `workspace.json lists the projects of older workspaces`() {
        let fixture = KindFixture(
            NxManifest(),
            [
                "nx.json": "{}", "workspace.json": #"{"projects": {"a": "apps/a", "b": {"root": "libs/b"}}}"#,
                "apps/a/main.ts": "", "libs/b/index.ts": "",
            ])
        #expect(fixture.packages == ["apps/a a", "libs/b b"])
    }

    @Test func `project.json means nothing without nx.json, and a broken one is one warning`() {
        #expect(KindFixture(NxManifest(), ["a/project.json": "{}"]).packages.isEmpty)
        let fixture = KindFixture(NxManifest(), ["nx.json": "{}", "a/project.json": "{", "b/project.json": "{}"])
        #expect(fixture.packages == ["b b"])
        #expect(fixture.diagnostics.count == 1)
    }
}
