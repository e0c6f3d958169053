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

    @Test(.components("strace", "npm"))
    func `everything that orders reads while it is installed and started is named by its trigger`() async throws {
        try await withTemporaryFolder { folder in
            let storefront = try await FixtureRun.make("storefront", in: folder)
            let trace = "\(folder)/trace"
            let line =
                "npm ci --omit=dev --workspace apps/orders --no-audit --no-fund"
                + " && cd apps/orders && (timeout 3 node src/server.js || true)"
            try await storefront.tool(
                "strace", ["-f", "-qq", "-e", "trace=openat", "-o", trace, "sh", "-c", line], allowsFailure: true)
            let tracked = Set(try await storefront.tool("git", ["ls-files"]).split(separator: "\n").map(String.init))
            let read = Set(try paths(trace, below: storefront.root)).intersection(tracked)
            #expect(read.contains("packages/shared/src/index.js"), "\(read.sorted())")
            #expect(read.contains("package-lock.json"))
            let answer = try await storefront.program("triggers", "--filter", "orders")
            for path in read.sorted() {
                #expect(names(path, in: answer.output), "\(path) is read and not named in \(answer.output)")
            }
            // What it never reads starts nothing: the other services.
            for path in ["apps/api/app/main.py", "apps/rates/main.go", "apps/web/app/page.tsx"] {
                #expect(!read.contains(path))
                #expect(!names(path, in: answer.output))
            }
        }
    }

    /// The paths that were opened, relative to a folder. The children of npm change their folder: a relative path is
    /// tried from the root and from the unit.
    private func paths(_ trace: String, below root: String) throws -> [String] {
        let text = String(decoding: try FileSystemAccess.read(trace), as: UTF8.self)
        return text.split(separator: "\n").flatMap { line -> [String] in
            guard !line.contains("= -1"), let open = line.firstIndex(of: "\"") else { return [] }
            let path = line[line.index(after: open)...].prefix { $0 != "\"" }
            if path.hasPrefix("/") { return path.hasPrefix(root + "/") ? [String(path.dropFirst(root.count + 1))] : [] }
            return [String(path), "apps/orders/\(path)"]
        }
    }

    /// Whether the printed inputs name a path: itself, or a folder above it.
    private func names(_ path: String, in output: String) -> Bool {
        output.split(separator: "\n").filter { $0.hasPrefix("  + ") }.contains { line in
            let input = line.dropFirst(4).prefix { $0 != " " }
            return input.hasSuffix("/**") ? path.hasPrefix(input.dropLast(2)) : path == input
        }
    }
}
