import Testing

@testable import Workspace

@Suite struct CargoTests {
    private let files = [
        "Cargo.toml": """
        [package]
        name = "root"
        version = "0.1.0"

        [workspace]
        members = ["crates/*"]
        exclude = ["crates/old", "sandbox"]

        [workspace.dependencies]
        shared = { path = "crates/shared" }
        renamed = { path = "crates/other", package = "other" }

        [dependencies]
        shared.workspace = true

        [patch.crates-io]
        patched = { path = "crates/patched" }
        """,
        "crates/api/Cargo.toml": """
        [package]
        name = "api"

        [dependencies]
        renamed = { workspace = true }
        patched = "1"
        inner = { path = "inner", optional = true }
        other-version = "1"

        [dev-dependencies]
        shared = { workspace = true }

        [target.'cfg(unix)'.build-dependencies]
        tool = { path = "../../tool" }
        """,
        "crates/api/inner/Cargo.toml": "[package]\nname = \"inner\"",
        "crates/shared/Cargo.toml": "[package]\nname = \"shared\"",
        "crates/other/Cargo.toml": "[package]\nname = \"other\"",
        "crates/patched/Cargo.toml": "[package]\nname = \"patched\"",
        "crates/old/Cargo.toml": "[package]\nname = \"old\"",
        "tool/Cargo.toml": "[package]\nname = \"tool\"",
        "sandbox/Cargo.toml": "[package]\nname = \"sandbox\"",
        "target/package/Cargo.toml": "[package]\nname = \"copy\"",
    ]

    @Test func `globs, the root, and path dependencies below it are members, excluded crates are not`() {
        #expect(
            KindFixture(CargoManifest(), files).packages == [
                "(crates/old old)", "(sandbox sandbox)", ". root", "crates/api api", "crates/api/inner inner",
                "crates/other other", "crates/patched patched", "crates/shared shared", "tool tool",
            ])
    }

    @Test func `paths, inherited paths and patches are edges with their kind and line`() {
        #expect(
            KindFixture(CargoManifest(), files).edges == [
                ". -> crates/shared production Cargo.toml:14",
                "crates/api -> crates/api/inner optional crates/api/Cargo.toml:7",
                "crates/api -> crates/other production crates/api/Cargo.toml:5",
                "crates/api -> crates/patched production crates/api/Cargo.toml:6",
                "crates/api -> crates/shared development crates/api/Cargo.toml:11",
                "crates/api -> tool build crates/api/Cargo.toml:14",
            ])
    }

    @Test func `a broken Cargo.toml is one warning and hides no other crate`() {
        let fixture = KindFixture(
            CargoManifest(), ["a/Cargo.toml": "[package", "b/Cargo.toml": "[package]\nname = \"b\""])
        #expect(fixture.packages == ["(b b)"])
        #expect(fixture.diagnostics.count == 1)
    }
}
