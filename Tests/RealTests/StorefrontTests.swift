import Support
import Testing
import Workspace

/// The main job on the storefront, with real PostgreSQL, Redis and units.
@Suite(.serialized, .components("uv", "npm", "go", "redis-server"), .timeLimit(.minutes(20)))
struct StorefrontTests {
    @Test func `a preview and a rehearsal leave the tree as it was, to the byte`() async throws {
        try await withTemporaryFolder { folder in
            let storefront = try await FixtureRun.make("storefront", in: folder)
            let before = try await storefront.tree()
            let preview = try await storefront.program("run", "--dry-run")
            #expect(preview.status == .exited(0))
            #expect(preview.output.contains("Would create: apps/api/app/health.py"))
            #expect(try await storefront.tree() == before)
            let rehearsal = try await storefront.program("rehearse")
            #expect(rehearsal.status == .exited(0), "\(rehearsal.output)\(rehearsal.errors)")
            #expect(rehearsal.output.contains("+++ b/apps/api/app/health.py"))
            #expect(try await storefront.tree() == before)
            #expect(try await storefront.tool("git", ["status", "--porcelain"]).isEmpty)
        }
    }

    @Test func `a run adds Health to every unit, asks each, records it, and undo takes every byte back`() async throws {
        try await withTemporaryFolder { folder in
            let storefront = try await FixtureRun.make("storefront", in: folder)
            let before = try await storefront.tree()

            let run = try await storefront.program("run")
            #expect(run.status == .exited(0), "\(run.output)\(run.errors)")
            #expect(run.errors.contains("Selected: Health - not yet configured"))
            for line in [
                "- Added: Health bundle", "[apps/api] Health: /health endpoint created (FastAPI)",
                "[apps/orders] Health: /health endpoint created (Express)",
                "[apps/rates] Health: /health endpoint created (Go net/http)",
                "[apps/web] Health: Automatic (Vercel serverless)", "[packages/shared] Skipped (library, not deployed)",
            ] {
                #expect(run.output.contains(line), "\(line) is missing in \(run.output)")
            }
            #expect(run.output.hasSuffix("0 failed, 1 not run (1 needs-url)\n"))

            // Each unit's own access log has the requests.
            #expect(try storefront.log(of: "apps-api").contains("\"GET /health HTTP/1.1\" 200"))
            #expect(try storefront.log(of: "apps-api").contains("\"GET /health HTTP/1.1\" 503"))
            #expect(try storefront.log(of: "apps-orders").contains("/health"))
            #expect(try storefront.log(of: "apps-rates").contains("/health"))
            try expectSnapshot(
                InfrastructureTable.text(try storefront.text(".spec_system/CONVENTIONS.md")),
                named: "table-after-health")

            let after = try await storefront.tree()
            let again = try await storefront.program("run", "--bundle", "health")
            #expect(again.status == .exited(0), "\(again.output)\(again.errors)")
            #expect(try await storefront.tree() == after)

            let undo = try await storefront.program("undo")
            #expect(undo.status == .exited(0), "\(undo.output)\(undo.errors)")
            #expect(try await storefront.tree() == before)
            #expect(try await storefront.program("undo").output == "nothing to undo\n")
        }
    }

    @Test func `with an address the front end is requested there`() async throws {
        try await withTemporaryFolder { folder in
            let storefront = try await FixtureRun.make("storefront", in: folder)
            let server = try await LoopbackSite.start(in: folder)
            let done = try await storefront.program("validate", "--filter", "web", "--url", "web=\(server.address)")
            await server.stop()
            #expect(done.status == .exited(0), "\(done.output)\(done.errors)")
            #expect(done.output.hasSuffix("1 passed, 0 failed, 0 not run\n"), "\(done.output)")
        }
    }

    @Test func `a secret of an ignored file reaches no output, file or started unit`() async throws {
        try await withTemporaryFolder { folder in
            let storefront = try await FixtureRun.make("storefront", in: folder)
            let secret = "marked-secret-5a1e"
            try FileSystemAccess.write(
                Array("DATABASE_URL=postgresql://live:\(secret)@db.live.example/shop\nAPI_KEY=\(secret)\n".utf8),
                to: "\(storefront.root)/apps/api/.env")
            let run = try await storefront.program("run", "--filter", "./apps/api", "--verbose")
            #expect(run.status == .exited(0), "\(run.output)\(run.errors)")
            #expect(!(run.output + run.errors).contains(secret))
            for (path, state) in try await storefront.tree() where path != "apps/api/.env" {
                #expect(!String(decoding: state.bytes, as: UTF8.self).contains(secret), "\(path)")
            }
            let kept = try await storefront.tool("grep", ["-rlc", secret, ".git/infra-ws"], allowsFailure: true)
            #expect(kept.isEmpty)
        }
    }
}
