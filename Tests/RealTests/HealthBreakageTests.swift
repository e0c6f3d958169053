import Support
import Testing
import Workspace

/// Health that is there and does not hold: `validate` finds each breakage with its cause, and `run` mends it.
@Suite(.serialized, .components("uv", "npm", "go", "redis-server"), .timeLimit(.minutes(20)))
struct HealthBreakageTests {
    @Test func `planted breakages are found with their cause, and mended`() async throws {
        try await withTemporaryFolder { folder in
            let storefront = try await FixtureRun.make("storefront", in: folder)
            let first = try await storefront.program("run", "--bundle", "health")
            #expect(first.status == .exited(0), "\(first.output)\(first.errors)")
            try await storefront.commit("Health")
            let whole = try await storefront.tree()

            // The check's driver call is gone: the endpoint says ok whatever happens.
            try storefront.replace(
                "await connection.execute(text(\"SELECT 1\"))", by: "pass", in: "apps/api/app/health.py")
            try storefront.replace(
                "async with engine.connect() as connection:", by: "if True:", in: "apps/api/app/health.py")
            // The platform asks a path that nobody answers, and a port on which nobody listens.
            try storefront.replace("path = \"/health\"", by: "path = \"/heath\"", in: "apps/orders/fly.toml")
            try storefront.replace("internal_port = 3001", by: "internal_port = 3999", in: "apps/orders/fly.toml")
            // The endpoint is gone, and the table still has it.
            try await storefront.tool("git", ["checkout", "--quiet", "HEAD~1", "--", "apps/rates/main.go"])
            try FileSystemAccess.removeTree("\(storefront.root)/apps/rates/health.go")
            try await storefront.commit("Break it")

            let found = try await storefront.program("validate", "--bundle", "health")
            #expect(found.status == .exited(1), "\(found.output)\(found.errors)")
            for cause in [
                "the endpoint does not notice that", "apps/orders/fly.toml", "probes /heath",
                "sends requests to port 3999, the unit listens on 3001", "the table records Health of `apps/rates`",
            ] {
                #expect(found.output.contains(cause), "\(cause) is missing in \(found.output)")
            }

            let mended = try await storefront.program("run", "--bundle", "health")
            #expect(mended.status == .exited(0), "\(mended.output)\(mended.errors)")
            let again = try await storefront.program("validate", "--bundle", "health")
            #expect(again.status == .exited(0), "\(again.output)\(again.errors)")
            #expect(try await storefront.tree()["apps/orders/fly.toml"] == whole["apps/orders/fly.toml"])
        }
    }

    @Test func `a unit that cannot be mended keeps its files while the others are written`() async throws {
        try await withTemporaryFolder { folder in
            let storefront = try await FixtureRun.make("storefront", in: folder)
            try storefront.replace(
                "from app import cache, db", by: "from app import cache, db\nimport a_module_that_is_nowhere",
                in: "apps/api/app/main.py")
            try await storefront.commit("Does not start")
            let before = try await storefront.tree()
            let run = try await storefront.program("run", "--bundle", "health")
            #expect(run.status == .exited(1), "\(run.output)\(run.errors)")
            #expect(run.output.contains("ModuleNotFoundError: No module named 'a_module_that_is_nowhere'"))
            #expect(run.output.contains("Not written for apps/api (Health), because a check failed"))
            let after = try await storefront.tree()
            #expect(after["apps/api/app/health.py"] == nil)
            #expect(after["apps/api/app/main.py"] == before["apps/api/app/main.py"])
            #expect(after["apps/rates/health.go"] != nil && after["apps/orders/src/health.js"] != nil)
        }
    }

    @Test func `known issues are left alone and counted`() async throws {
        try await withTemporaryFolder { folder in
            let storefront = try await FixtureRun.make("storefront", in: folder)
            try write(
                [
                    ".spec_system/audit/known-issues.md": """
                    # Known issues

                    ## Skipped Infra

                    - Health (apps/api): moved to another host
                    - Health (apps/orders)
                    - Health (rates): by hand
                    """
                ], into: storefront.root)
            let run = try await storefront.program("run", "--bundle", "health")
            #expect(run.status == .exited(0), "\(run.output)\(run.errors)")
            #expect(run.errors.contains("Known issues loaded (3 infra items skipped)"))
            #expect(try await storefront.tree()["apps/api/app/health.py"] == nil)
            let status = try await storefront.program("status")
            #expect(status.output.contains("| apps/api | skipped |"), "\(status.output)")
        }
    }

    @Test func `a single repository has the single forms`() async throws {
        try await withTemporaryFolder { folder in
            let single = try await FixtureRun.make("single", in: folder)
            let run = try await single.program("run", "--bundle", "health")
            #expect(run.status == .exited(0), "\(run.output)\(run.errors)")
            #expect(run.output.contains("- Created: "), "\(run.output)")
            #expect(run.output.contains("- Validated: Endpoint returns 200"), "\(run.output)")
            let table = try single.text(".spec_system/CONVENTIONS.md")
            #expect(table.contains("| Health |") && !table.contains("| Component | Package |"), "\(table)")
        }
    }
}
