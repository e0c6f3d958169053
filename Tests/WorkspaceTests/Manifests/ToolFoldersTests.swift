import Testing

@testable import Workspace

@Suite struct ToolFoldersTests {
    @Test(arguments: [
        ("packages/a", false), ("node_modules/a", true), ("a/vendor/b", true), ("rust/target/package/x", true),
        ("lib/fixtures/repo", true), ("a/src/test/resources/x", true), ("a/src/main/resources/archetype", true),
        ("a/src/main/java", false), ("examples/one", false), ("tests/Unit.Tests", false),
    ])
    func `installed, built and sample folders are told from packages`(folder: String, isAside: Bool) {
        #expect(ToolFolders.isAside(folder) == isAside)
    }

    @Test func `a package of tests is one, what lies below it is data`() {
        #expect(!ToolFolders.isTestData("e2e"))
        #expect(!ToolFolders.isTestData("packages/tests"))
        #expect(ToolFolders.isTestData("e2e/one"))
        #expect(ToolFolders.isTestData("lib/src/test/repo"))
        let rush = KindFixture(RushManifest(), ["lib/src/test/repo/rush.json": #"{"projects": []}"#])
        #expect(rush.declarations.isEmpty)
    }
}
