import Support
import Testing
import Workspace

/// Three breakages of each bundle in a storefront that was whole: `validate` finds each with its cause, and `run` mends
/// what a file can mend.
@Suite(
    .serialized, .components("uv", "npm", "go", "redis-server", "pg_dump", "psql"), .timeLimit(.minutes(30)),
    .configuredStorefront)
struct PlantedBreakageTests {
    @Test(arguments: PlantedBreakage.all)
    func `a planted breakage is found with its cause, and mended where a file can do it`(
        breakage: PlantedBreakage
    ) async throws {
        try await withTemporaryFolder { folder in
            let storefront = try await ConfiguredStorefront.copy(
                into: folder, withLimits: breakage.bundle == "security")
            let webhook = try await CountingWebhook.start(in: folder)
            do {
                try await findAndMend(breakage, in: storefront, folder: folder, webhook: webhook)
            } catch {
                await webhook.stop()
                throw error
            }
            await webhook.stop()
        }
    }

    private func findAndMend(
        _ breakage: PlantedBreakage, in storefront: FixtureRun, folder: String, webhook: CountingWebhook
    ) async throws {
        let server = webhook.address.replacing("/deploy", with: "")
        let variables = breakage.variables.mapValues {
            $0.replacing("FOLDER", with: folder).replacing("WEBHOOK", with: server)
        }
        let options = ["--bundle", breakage.bundle, "--filter", breakage.unit]
        let whole = try await storefront.tree()
        try await breakage.plant(in: storefront)
        // What is broken elsewhere leaves nothing to commit.
        if try await storefront.tree() != whole { try await storefront.commit("Break it") }
        let broken = try await storefront.tree()

        let found = try await storefront.program(["validate"] + options, environment: variables)
        #expect(found.status == .exited(1), "\(found.output)\(found.errors)")
        for words in breakage.words {
            #expect(found.output.contains(words), "\(words) is missing in \(found.output)")
        }
        #expect(found.output.contains("Required actions:"), "\(found.output)")
        #expect(try await storefront.tree() == broken)

        let run = try await storefront.program(["run"] + options, environment: variables)
        guard breakage.isMendable else {
            #expect(run.status == .exited(1), "\(run.output)\(run.errors)")
            #expect(run.output.contains(breakage.words[0]), "\(run.output)")
            return
        }
        #expect(run.status == .exited(0), "\(run.output)\(run.errors)")
        let again = try await storefront.program(["validate"] + options, environment: variables)
        #expect(again.status == .exited(0), "\(again.output)\(again.errors)")
        // What was ours and was broken is what it was before.
        let mended = try await storefront.tree()
        for (path, _, _) in breakage.replacements where breakage.files.isEmpty {
            #expect(mended[path] == whole[path], "\(path)")
        }
    }

    @Test func `two bundles that are gone at once do not hold each other back`() async throws {
        try await withTemporaryFolder { folder in
            let storefront = try await ConfiguredStorefront.copy(into: folder, withLimits: true)
            for name in ["health.go", "rate_limit.go"] {
                try FileSystemAccess.removeTree("\(storefront.root)/apps/rates/\(name)")
            }
            let first = try await storefront.tool("git", ["rev-list", "--max-parents=0", "HEAD"])
            let start = String(first.prefix { $0 != "\n" })
            try await storefront.tool("git", ["checkout", "--quiet", start, "--", "apps/rates/main.go"])
            try await storefront.commit("As it was once")

            let found = try await storefront.program("validate", "--filter", "rates")
            #expect(found.status == .exited(1), "\(found.output)\(found.errors)")
            #expect(found.output.contains("the table records Health of `apps/rates`"), "\(found.output)")
            #expect(found.output.contains("the table records Security of `apps/rates`"), "\(found.output)")
            let health = try await storefront.program("run", "--filter", "rates")
            #expect(health.status == .exited(1), "\(health.output)\(health.errors)")
            #expect(health.output.contains("- Added: Health bundle"), "\(health.output)")
            #expect(try storefront.text("apps/rates/main.go").contains("newHealthHandler"))
            let security = try await storefront.program("run", "--filter", "rates")
            #expect(security.status == .exited(0), "\(security.output)\(security.errors)")
            #expect(security.output.contains("- Added: Security bundle"), "\(security.output)")
        }
    }
}
