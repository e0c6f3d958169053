import Support
import Testing
import Workspace

/// Deploy on the storefront: written, linted, run by a real runner, and held against what units really read.
@Suite(.serialized, .timeLimit(.minutes(15))) struct DeployTests {
    @Test(.components("actionlint", "zizmor", "check-jsonschema"))
    func `generated workflows pass actionlint, zizmor and the schema of workflows`() async throws {
        try await withTemporaryFolder { folder in
            let storefront = try await FixtureRun.make("storefront", in: folder)
            let written = try await storefront.program("triggers", "--write")
            #expect(written.status == .exited(0), "\(written.output)\(written.errors)")
            let files = ["api", "orders", "rates"].map { ".github/workflows/deploy-\($0).yml" }
            for (tool, arguments) in [
                ("actionlint", files), ("zizmor", ["--offline", "--no-progress", "--persona=pedantic"] + files),
                ("check-jsonschema", ["--builtin-schema", "vendor.github-workflows"] + files),
            ] {
                try await storefront.tool(tool, arguments)
            }
            #expect(try await storefront.program("triggers", "--check").status == .exited(0))
            let before = try await storefront.tree()
            #expect(try await storefront.program("triggers", "--write").output == "nothing to change\n")
            #expect(try await storefront.tree() == before)
            #expect(try await storefront.program("undo").status == .exited(0))
            #expect(try await storefront.tool("git", ["status", "--porcelain"]).isEmpty)
        }
    }

    @Test(.components("act"))
    func `a runner calls the webhook once, with the token`() async throws {
        try await withTemporaryFolder { folder in
            let storefront = try await FixtureRun.make("storefront", in: folder)
            #expect(try await storefront.program("triggers", "--write", "--filter", "api").status == .exited(0))
            try await storefront.commit("Deploy")
            let webhook = try await CountingWebhook.start(in: folder)
            try FileSystemAccess.write(
                Array("COOLIFY_TOKEN=tea\nCOOLIFY_WEBHOOK=\(webhook.address)?uuid=1\n".utf8), to: "\(folder)/secrets")
            try await storefront.tool(
                "act",
                [
                    "push", "-P", "ubuntu-latest=-self-hosted", "-W", ".github/workflows/deploy-api.yml",
                    "--secret-file", "\(folder)/secrets", "--var", "API_HEALTH_URL=\(webhook.address)/health",
                    "--no-cache-server",
                ])
            let calls = try webhook.calls()
            await webhook.stop()
            #expect(calls == ["POST /deploy?uuid=1 Bearer tea", "GET /deploy/health -"])
        }
    }

    @Test func `the webhook is asked without deploying, and one that answers 404 is a failure with its cause`()
        async throws
    {
        try await withTemporaryFolder { folder in
            let storefront = try await FixtureRun.make("storefront", in: folder)
            let run = try await storefront.program("run", "--bundle", "deploy", "--filter", "api")
            #expect(run.status == .exited(0), "\(run.output)\(run.errors)")
            #expect(run.output.contains("needs-credential"))
            let webhook = try await CountingWebhook.start(in: folder)
            let command = ["validate", "--bundle", "deploy", "--filter", "api"]
            let good = try await storefront.program(command, environment: ["COOLIFY_WEBHOOK": webhook.address])
            #expect(good.status == .exited(0), "\(good.output)")
            #expect(good.output.contains("webhook reachable"))
            #expect(!good.output.contains(webhook.address))
            let gone = webhook.address.replacing("/deploy", with: "/gone")
            let bad = try await storefront.program(command, environment: ["COOLIFY_WEBHOOK": gone])
            #expect(bad.status == .exited(1), "\(bad.output)")
            #expect(bad.output.contains("the address in COOLIFY_WEBHOOK answers 404"))
            let live = try await storefront.program(
                command + ["--live"], environment: ["COOLIFY_WEBHOOK": webhook.address, "COOLIFY_TOKEN": "tea"])
            #expect(live.output.contains("deployed"), "\(live.output)")
            let calls = try webhook.calls()
            await webhook.stop()
            #expect(calls == ["OPTIONS /deploy -", "OPTIONS /gone -", "POST /deploy Bearer tea"])
        }
    }
}
