import Testing

@testable import Workspace

@Suite struct RepositoryFilesTests {
    private let files = RepositoryFiles([
        "package.json": "{}", "apps/api/package.json": "{\"name\": \"api\"}", "apps/api/src/main.ts": "",
        "apps-old/x": "",
    ])

    @Test func `paths, names and folders answer alike`() {
        #expect(files.paths == ["apps-old/x", "apps/api/package.json", "apps/api/src/main.ts", "package.json"])
        #expect(files.named("package.json") == ["apps/api/package.json", "package.json"])
        #expect(files.contains("apps/api/src/main.ts"))
        #expect(!files.contains("apps/api"))
        #expect(Array(files.under("apps")) == ["apps/api/package.json", "apps/api/src/main.ts"])
        #expect(files.under(".").count == 4)
        #expect(files.hasFolder("apps/api/src"))
        #expect(!files.hasFolder("apps/ap"))
    }

    @Test func `contents come by path and only for files that there are`() {
        #expect(files.text("apps/api/package.json") == "{\"name\": \"api\"}")
        #expect(files.contents("../secret") == nil)
        #expect(files.warnings.isEmpty)
    }
}
