import Testing

@testable import Workspace

@Suite struct RushTests {
    private let files = [
        "rush.json": """
        /* Rush */
        {
          "pnpmVersion": "9.0.0",
          "projects": [
            {"packageName": "app", "projectFolder": "apps/app"}, // the app
            {"packageName": "lib", "projectFolder": "libraries/lib",
             "decoupledLocalDependencies": ["tool"]},
            {"packageName": "tool", "projectFolder": "tools/tool"},
            {"packageName": "gone", "projectFolder": "tools/gone"},
          ],
        }
        """,
        "apps/app/package.json": """
        {"name": "app",
         "dependencies": {"lib": "workspace:*"},
         "devDependencies": {"tool": "^2.0.0"}}
        """,
        "libraries/lib/package.json":
            #"{"name": "lib", "version": "1.0.0", "devDependencies": {"tool": "workspace:*"}}"#,
        "tools/tool/package.json": #"{"name": "tool", "version": "2.3.0"}"#,
        "tools/unlisted/package.json": #"{"name": "unlisted"}"#,
    ]

    @Test func `only listed projects are packages, and decoupled dependencies are no edges`() {
        let fixture = KindFixture(RushManifest(), files)
        #expect(fixture.packages == ["apps/app app", "libraries/lib lib", "tools/tool tool"])
        #expect(
            fixture.edges == [
                "apps/app -> libraries/lib production apps/app/package.json:2",
                "apps/app -> tools/tool development apps/app/package.json:3",
            ])
        #expect(fixture.reading.packages.allSatisfy { $0.packageManager == "pnpm" })
        #expect(fixture.diagnostics == ["rush/missing-project rush.json"])
    }

    @Test func `the template of a generator is no workspace`() {
        let template = #"{"projects": [{"packageName": "my-app", "projectFolder": "apps/my-app"}]}"#
        let fixture = KindFixture(RushManifest(), ["lib/assets/rush.json": template])
        #expect(fixture.declarations.isEmpty)
        #expect(fixture.diagnostics.isEmpty)
    }

    @Test func `a broken rush.json is one warning`() {
        #expect(KindFixture(RushManifest(), ["rush.json": "{\"projects\": ["]).diagnostics.count == 1)
    }
}
