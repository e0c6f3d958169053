import Support
import Testing
import Workspace

/// Security on the storefront, with real units asked faster than their limits.
@Suite(.serialized, .components("uv", "npm", "go", "redis-server"), .timeLimit(.minutes(30)))
struct SecurityTests {
    @Test func `a run limits every unit, planted breakages are found with their cause, and a run mends them`()
        async throws
    {
        try await withTemporaryFolder { folder in
            let storefront = try await FixtureRun.make("storefront", in: folder)
            let health = try await storefront.program("run", "--bundle", "health")
            #expect(health.status == .exited(0), "\(health.output)\(health.errors)")
            try await storefront.commit("Health")

            let run = try await storefront.program("run", "--bundle", "security")
            #expect(run.status == .exited(0), "\(run.output)\(run.errors)")
            for line in [
                "- Added: Security bundle", "[apps/api] Security: 100/minute per client (slowapi)",
                "[apps/rates] Security: 100/minute per client (golang.org/x/time/rate)",
                "forged header limited, /health 200, limit ends",
            ] {
                #expect(run.output.contains(line), "\(line) is missing in \(run.output)")
            }
            try expectSnapshot(
                table(try storefront.text(".spec_system/CONVENTIONS.md")), named: "table-after-security")
            let lock = try storefront.text("apps/api/uv.lock")
            #expect(lock.contains("name = \"slowapi\""))
            try await storefront.commit("Security")
            let whole = try await storefront.tree()

            try await breakAndMend(storefront)
            // What was mended is what was there before.
            let mended = try await storefront.tree()
            for path in ["apps/api/app/rate_limit.py", "apps/orders/src/app.js", "apps/rates/rate_limit.go"] {
                #expect(mended[path] == whole[path], "\(path)")
            }

            // The last command that wrote is taken back to the byte.
            let undo = try await storefront.program("undo")
            #expect(undo.status == .exited(0), "\(undo.output)\(undo.errors)")
            #expect(try await storefront.tool("git", ["status", "--porcelain"]).isEmpty)
        }
    }

    private func breakAndMend(_ storefront: FixtureRun) async throws {
        // The limit stands after the routes, counts the proxy, and takes the health path in.
        try storefront.replace("  app.use(rateLimit);\n", by: "", in: "apps/orders/src/app.js")
        try storefront.replace(
            "  app.use(\"/orders\", orders);\n", by: "  app.use(\"/orders\", orders);\n  app.use(rateLimit);\n",
            in: "apps/orders/src/app.js")
        try storefront.replace("hops[-1].strip() or peer", by: "peer", in: "apps/api/app/rate_limit.py")
        try storefront.replace("\"/health\": true, ", by: "", in: "apps/rates/rate_limit.go")
        try await storefront.commit("Break it")

        let found = try await storefront.program("validate", "--bundle", "security")
        #expect(found.status == .exited(1), "\(found.output)\(found.errors)")
        for cause in [
            "the limiter stands after the route of line", "(apps/orders/src/app.js:",
            "all clients count as one: in production the peer is the proxy (Coolify)", "(apps/api/app/rate_limit.py:",
            "the health path is limited: probes would fail", "(apps/rates/rate_limit.go:",
        ] {
            #expect(found.output.contains(cause), "\(cause) is missing in \(found.output)")
        }

        let mended = try await storefront.program("run", "--bundle", "security")
        #expect(mended.status == .exited(0), "\(mended.output)\(mended.errors)")
        #expect(mended.output.contains("limiter put before the routes in apps/orders/src/app.js"), "\(mended.output)")
        let again = try await storefront.program("validate", "--bundle", "security", "--filter", "rates")
        #expect(again.status == .exited(0), "\(again.output)\(again.errors)")
    }

    private func table(_ conventions: String) -> String {
        conventions.split(separator: "\n", omittingEmptySubsequences: false).drop { $0 != "## Infrastructure" }
            .prefix { $0 != "## Testing" }.joined(separator: "\n")
    }
}
