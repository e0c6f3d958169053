import Testing

@testable import Workspace

@Suite struct TurborepoTests {
    @Test func `turbo.json declares no packages, and a task of another package is an implicit edge`() {
        let fixture = KindFixture(
            TurborepoManifest(),
            [
                "package.json": #"{"name": "root", "workspaces": ["*"]}"#,
                "turbo.json": """
                {"tasks": {
                  "web#build": {"dependsOn": ["^build", "ui#build"]}
                }}
                """,
                "web/package.json": #"{"name": "web"}"#, "ui/package.json": #"{"name": "ui"}"#,
                "web/turbo.json": #"{"extends": ["//"], "tasks": {"test": {"dependsOn": ["docs#build"]}}}"#,
                "docs/package.json": #"{"name": "docs"}"#,
            ])
        #expect(fixture.packages.isEmpty)
        #expect(fixture.declarations == ["turbo.json"])
        #expect(
            fixture.edges == ["web -> docs implicit web/turbo.json:1", "web -> ui implicit turbo.json:2"])
    }

    @Test func `a broken turbo.json is one warning`() {
        #expect(KindFixture(TurborepoManifest(), ["turbo.json": "{"]).diagnostics.count == 1)
    }
}
