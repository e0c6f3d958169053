import Support
import Testing
import Workspace

@testable import Bundles

/// A whole life in four runs on the storefront: nothing to all four bundles, with real units, databases, caches, an S3
/// server and a webhook; each run validates all that are there, changes nothing when it is made again, and is undone to
/// the byte.
@Suite(
    .serialized, .components("uv", "npm", "go", "redis-server", "pg_dump", "psql", "rclone"), .timeLimit(.minutes(30)))
struct FourRunsTests {
    @Test(.components("shellcheck", "shfmt", "actionlint", "zizmor", "check-jsonschema", "ruff"))
    func `four runs bring everything, each validated, repeatable and undone, and what they write passes its checkers`()
        async throws
    {
        try await withTemporaryFolder { folder in
            let storefront = try await FixtureRun.make("storefront", in: folder)
            let start = try await storefront.tree()
            let webhook = try await CountingWebhook.start(in: folder)
            try await S3Server.with(in: folder) { server in
                try await Self.withDatabase(in: folder) { address in
                    var environment = server.variables
                    environment["COOLIFY_WEBHOOK"] = webhook.address
                    // The same on every machine: databases from local binaries, each unit started by itself.
                    environment["DOCKER_HOST"] = "tcp://127.0.0.1:9"
                    try await Self.live(storefront, in: folder, environment, database: address)
                }
            }
            // Validation asks the webhook and deploys nothing.
            #expect(Set(try webhook.calls()) == ["OPTIONS /deploy -"])
            await webhook.stop()
            let end = try await storefront.tree()
            try await GeneratedFiles(before: start, after: end, in: storefront).check(in: folder)
        }
    }

    /// The four runs one after another, each committed; their repetitions run beside the next ones, in copies, because
    /// most of their time is the waiting for the end of a limit.
    private static func live(
        _ storefront: FixtureRun, in folder: String, _ environment: [String: String], database: String
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, bundle) in BundleName.allCases.enumerated() {
                let life = Life(
                    storefront: storefront, folder: folder, environment: environment, bundle: bundle,
                    number: number + 1)
                let before = try await storefront.tree()
                try await life.run()
                let copy = try await life.copy()
                group.addTask { try await life.repeatAndUndo(in: copy, before: before) }
                try await storefront.commit(bundle.title)
                if bundle == .backup { try await life.backUpForReal(database) }
                if bundle == .deploy { try await life.end() }
            }
            try await group.waitForAll()
        }
    }

    /// A real database with rows, as production would have it: started as units' own ones are, and ended afterwards.
    private static func withDatabase(in folder: String, _ body: (String) async throws -> Void) async throws {
        let own = "\(folder)/real"
        try FileSystemAccess.makeFolder(own)
        try await BackupGround.with("storefront", in: own) { ground in
            try await ground.sql("CREATE TABLE goods (id integer PRIMARY KEY); INSERT INTO goods VALUES (1), (2)")
            try await body(ground.started.variables["DATABASE_URL"] ?? "")
        }
    }
}

/// One of the four runs.
private struct Life {
    let storefront: FixtureRun
    let folder: String
    let environment: [String: String]
    let bundle: BundleName
    /// 1 to 4.
    let number: Int

    /// The run and the table.
    func run() async throws {
        let first = try await storefront.program(["run"], environment: environment)
        #expect(first.status == .exited(0), "\(first.output)\(first.errors)")
        #expect(first.errors.contains("Selected: \(bundle.title) - not yet configured"), "\(first.errors)")
        #expect(first.output.contains("- Added: \(bundle.title) bundle"), "\(first.output)")
        expectValidated(first.output)
        try expectSnapshot(
            InfrastructureTable.text(try storefront.text(".spec_system/CONVENTIONS.md")),
            named: "table-\(number)-\(bundle.rawValue)")
        try expectEnd(first.output)
    }

    /// Once more, and nothing changes; undone, and every byte and mode is as before the first run; run again, and every
    /// byte is as after it.
    func repeatAndUndo(in copy: FixtureRun, before: [String: FileState]) async throws {
        let after = try await copy.tree()
        #expect(after != before)
        let second = try await copy.program(["run", "--bundle", bundle.rawValue], environment: environment)
        #expect(second.status == .exited(0), "\(second.output)\(second.errors)")
        #expect(!second.output.contains("- Added: \(bundle.title)"), "\(second.output)")
        #expect(try await copy.tree() == after)

        let undo = try await copy.program("undo")
        #expect(undo.status == .exited(0), "\(undo.output)\(undo.errors)")
        #expect(try await copy.tree() == before)
        #expect(try await copy.tool("git", ["status", "--porcelain"]).isEmpty)

        let redo = try await copy.program(["run", "--bundle", bundle.rawValue], environment: environment)
        #expect(redo.status == .exited(0), "\(redo.output)\(redo.errors)")
        let redone = try await copy.tree()
        let paths = Set(redone.keys).union(after.keys).filter { redone[$0] != after[$0] }
        #expect(paths.isEmpty, "\(redo.output)")
        try FileSystemAccess.removeTree(copy.root)
    }

    /// The run after the fourth: nothing is left to add at all, everything is validated, and no byte changes.
    func end() async throws {
        let before = try await storefront.tree()
        let last = try await storefront.program(["run"], environment: environment)
        #expect(last.status == .exited(0), "\(last.output)\(last.errors)")
        #expect(
            last.errors.contains("All infrastructure configured. Jumping to Step 5 to Validate."), "\(last.errors)")
        #expect(last.output.hasPrefix("REPORT\n- Validated: "), "\(last.output)")
        expectValidated(last.output)
        try expectEnd(last.output)
        #expect(try await storefront.tree() == before)
    }

    /// A copy of the repository as it is now, journal and all.
    func copy() async throws -> FixtureRun {
        let copy = FixtureRun(root: "\(folder)/again-\(number)")
        try await storefront.tool("cp", ["-R", storefront.root, copy.root])
        return copy
    }

    /// Every bundle so far has checks that passed, for every service.
    private func expectValidated(_ output: String) {
        for earlier in BundleName.allCases.prefix(number) where earlier != .backup {
            for unit in ["api", "orders", "rates"] {
                let block = output.block("[apps/\(unit)] \(earlier.title):")
                #expect(block.contains("Validated: "), "\(earlier.title) of \(unit) is not validated in \(output)")
            }
        }
        if number >= 3 {
            #expect(output.block("[apps/api] Backup:").contains("found in storage, restored"), "\(output)")
        }
        if number == 4 {
            #expect(output.contains("stored backup restored"), "\(output)")
            #expect(output.contains("webhook reachable"), "\(output)")
        }
        #expect(output.contains(" passed, 0 failed, "), "\(output)")
    }

    /// What is recommended: the next bundle, or after the last one what comes then.
    private func expectEnd(_ output: String) throws {
        if bundle == .deploy {
            #expect(output.contains("All 4 bundles configured"), "\(output)")
            #expect(output.contains("Next: `/documents`."), "\(output)")
        } else {
            let next = BundleName.allCases[number].title
            #expect(output.contains("Run `infra-ws run` again to add \(next)."), "\(output)")
        }
    }

    /// With `--live` one real backup goes into the bucket, once, and is restored from there.
    func backUpForReal(_ address: String) async throws {
        var variables = environment
        variables["DATABASE_URL"] = address
        let live = try await storefront.program(
            ["validate", "--bundle", "backup", "--filter", "api", "--live"], environment: variables)
        #expect(live.status == .exited(0), "\(live.output)\(live.errors)")
        #expect(live.output.contains("real backup made, stored backup restored"), "\(live.output)")
        #expect(!(live.output + live.errors).contains(address))
        let stored = try FileSystemAccess.list("\(folder)/buckets/backups/api-postgresql")
        #expect(stored.count == 2, "\(stored)")
    }
}

extension String {
    /// The lines of a report's block that begins with a text; empty where there is none.
    fileprivate func block(_ start: String) -> String {
        split(separator: "\n", omittingEmptySubsequences: false).drop { !$0.hasPrefix(start) }.prefix { !$0.isEmpty }
            .joined(separator: "\n")
    }
}
