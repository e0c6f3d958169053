import Testing

@testable import Workspace

@Suite struct MoonTests {
    @Test func `globs and sources name projects, and dependsOn their edges`() {
        let fixture = KindFixture(
            MoonManifest(),
            [
                ".moon/workspace.yml":
                    "projects:\n  globs:\n    - 'apps/*'\n    - '!apps/old'\n  sources:\n    www: website\n",
                "apps/api/moon.yml": "language: go\ndependsOn:\n  - www\n  - id: jobs\n    scope: build\n",
                "apps/worker/moon.yml": "id: jobs\n", "apps/plain/main.go": "", "apps/old/moon.yml": "",
                "website/index.html": "", "elsewhere/moon.yml": "",
            ])
        #expect(fixture.packages == ["apps/api api", "apps/plain plain", "apps/worker jobs", "website www"])
        #expect(
            fixture.edges == [
                "apps/api -> apps/worker build apps/api/moon.yml:4",
                "apps/api -> website production apps/api/moon.yml:3",
            ])
        #expect(fixture.reading.packages.first { $0.name == "api" }?.language == "go")
    }

    @Test(arguments: [
        "projects:\n  - 'apps/*'\n", "projects:\n  api: apps/api\n", "projects:\n  - 'apps/*/moon.yml'\n",
    ])
    func `projects may be a list or a map`(settings: String) {
        let fixture = KindFixture(MoonManifest(), [".moon/workspace.yml": settings, "apps/api/moon.yml": ""])
        #expect(fixture.packages == ["apps/api api"])
    }

    @Test func `broken settings are one warning`() {
        #expect(KindFixture(MoonManifest(), [".moon/workspace.yml": "projects: ["]).diagnostics.count == 1)
    }
}
