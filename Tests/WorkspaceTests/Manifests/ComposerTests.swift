import Testing

@testable import Workspace

@Suite struct ComposerTests {
    @Test func `path repositories lead to packages, also between those packages`() {
        let fixture = KindFixture(
            ComposerManifest(),
            [
                "app/composer.json": """
                {"name": "acme/app",
                 "repositories": [{"type": "path", "url": "../packages/*"}],
                 "require": {
                   "acme/core": "*"},
                 "require-dev": {"acme/testing": "@dev"}}
                """,
                "packages/core/composer.json": #"{"name": "acme/core", "require": {"acme/util": "*"}}"#,
                "packages/util/composer.json": #"{"name": "acme/util"}"#,
                "packages/testing/composer.json": #"{"name": "acme/testing"}"#,
                "app/vendor/x/y/composer.json": #"{"name": "x/y"}"#,
                "other/composer.json": #"{"name": "acme/other", "require": {"acme/core": "*"}}"#,
            ])
        #expect(
            fixture.packages == [
                "(other acme/other)", "app acme/app", "packages/core acme/core", "packages/testing acme/testing",
                "packages/util acme/util",
            ])
        #expect(
            fixture.edges == [
                "app -> packages/core production app/composer.json:4",
                "app -> packages/testing development app/composer.json:5",
                "packages/core -> packages/util production packages/core/composer.json:1",
            ])
    }

    @Test func `a broken composer.json is one warning`() {
        #expect(KindFixture(ComposerManifest(), ["a/composer.json": "{"]).diagnostics.count == 1)
    }
}
