import Testing

@testable import Workspace

@Suite struct PubTests {
    @Test func `members of a workspace are linked by name, others by path`() {
        let fixture = KindFixture(
            PubManifest(),
            [
                "pubspec.yaml": "name: root\nworkspace:\n  - app\n  - packages/*\n",
                "app/pubspec.yaml":
                    "name: app\nresolution: workspace\ndependencies:\n  core: ^1.0.0\ndev_dependencies:\n  lints: ^1.0.0\n",
                "packages/core/pubspec.yaml": "name: core\n", "packages/lints/pubspec.yaml": "name: lints\n",
                "tool/pubspec.yaml": "name: tool\ndependencies:\n  core:\n    path: ../packages/core\n  app: any\n",
                "app/.dart_tool/x/pubspec.yaml": "name: x\n",
            ])
        #expect(
            fixture.packages == ["(tool tool)", ". root", "app app", "packages/core core", "packages/lints lints"])
        #expect(
            fixture.edges == [
                "app -> packages/core production app/pubspec.yaml:4",
                "app -> packages/lints development app/pubspec.yaml:6",
                "tool -> packages/core production tool/pubspec.yaml:3",
            ])
    }

    @Test(arguments: [
        ["melos.yaml": "name: x\npackages:\n  - packages/**\nignore:\n  - packages/old\n"],
        ["pubspec.yaml": "name: root\nmelos:\n  packages:\n    - packages/**\n  ignore:\n    - packages/old\n"],
    ])
    func `Melos links its packages by name`(settings: [String: String]) {
        let packages = [
            "packages/a/pubspec.yaml": "name: a\ndependencies:\n  b: ^1.0.0\n", "packages/b/pubspec.yaml": "name: b\n",
            "packages/old/pubspec.yaml": "name: old\n",
        ]
        let fixture = KindFixture(MelosManifest(), packages.merging(settings) { first, _ in first })
        #expect(fixture.packages == ["packages/a a", "packages/b b"])
        #expect(fixture.edges == ["packages/a -> packages/b production packages/a/pubspec.yaml:3"])
    }

    @Test func `a broken pubspec.yaml is one warning`() {
        #expect(KindFixture(PubManifest(), ["a/pubspec.yaml": "name: [\n"]).diagnostics.count == 1)
    }
}
