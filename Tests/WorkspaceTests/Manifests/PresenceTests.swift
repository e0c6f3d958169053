import Testing

@testable import Workspace

@Suite struct PresenceTests {
    @Test func `Pants and Bazel are noted by the file at the root`() {
        #expect(KindFixture(PantsManifest(), ["pants.toml": ""]).declarations == ["pants.toml"])
        let bazel = KindFixture(BazelManifest(), ["MODULE.bazel": "", "WORKSPACE": "", "a/BUILD": ""])
        #expect(bazel.declarations == ["MODULE.bazel"])
        #expect(bazel.packages.isEmpty)
        #expect(KindFixture(BazelManifest(), ["a/MODULE.bazel": ""]).declarations.isEmpty)
    }
}
