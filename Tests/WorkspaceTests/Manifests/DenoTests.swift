import Testing

@testable import Workspace

@Suite struct DenoTests {
    @Test func `members are named by the root, and imports lead to them`() {
        let fixture = KindFixture(
            DenoManifest(),
            [
                "deno.jsonc": "{\n  // members\n  \"workspace\": [\"./api\", \"libs/*\", \"!libs/old\"]\n}",
                "api/deno.json": """
                {"name": "@acme/api",
                 "imports": {
                   "@acme/log": "jsr:@acme/log@^1.0.0",
                   "@acme/far": "jsr:@acme/far@^9",
                   "cfg/": "../libs/config/"
                }}
                """,
                "libs/log/deno.json": #"{"name": "@acme/log", "version": "1.2.0"}"#,
                "libs/far/deno.json": #"{"name": "@acme/far", "version": "1.0.0"}"#,
                "libs/config/package.json": #"{"name": "config"}"#,
                "libs/config/deno.json": "{}",
                "libs/node/package.json": #"{"name": "node"}"#,
                "libs/old/deno.json": #"{"name": "old"}"#,
            ])
        #expect(
            fixture.packages == [
                "(libs/old old)", ".", "api @acme/api", "libs/config", "libs/far @acme/far", "libs/log @acme/log",
                "libs/node node",
            ])
        #expect(
            fixture.edges == [
                "api -> libs/config production api/deno.json:5", "api -> libs/log production api/deno.json:3",
            ])
    }

    @Test func `a deno.json that only formats is no package, and a broken one is one warning`() {
        #expect(KindFixture(DenoManifest(), ["deno.json": #"{"fmt": {}}"#]).packages.isEmpty)
        #expect(KindFixture(DenoManifest(), ["deno.json": "{"]).diagnostics.count == 1)
    }
}
