import Support
import Testing
import Workspace

@testable import Bundles

/// Backup on the storefront: added by the program, linted, broken and mended, and run by a real runner.
@Suite(.serialized, .components("uv", "pg_dump", "psql"), .timeLimit(.minutes(15)))
struct BackupStorefrontTests {
    private let run = ["run", "--bundle", "backup", "--filter", "api"]
    private let validate = ["validate", "--bundle", "backup", "--filter", "api"]

    @Test(.components("shellcheck", "shfmt", "actionlint", "zizmor", "check-jsonschema"))
    func `the files of a run pass the linters, a second run changes nothing, and undo takes them back`()
        async throws
    {
        try await withTemporaryFolder { folder in
            let storefront = try await FixtureRun.make("storefront", in: folder)
            let before = try await storefront.tree()
            let first = try await storefront.program(["run", "--bundle", "backup"])
            #expect(first.status == .exited(0), "\(first.output)\(first.errors)")
            #expect(first.output.contains("[apps/orders] Backup: Backed up with apps/api"), "\(first.output)")
            #expect(first.output.contains("pg_dump runs, found in storage, restored"), "\(first.output)")
            let row = "| Backup | (shared) | R2 | pg_dump, daily, 7-day retention: to do |"
            #expect(try storefront.text(".spec_system/CONVENTIONS.md").contains(row))

            let scripts = ["scripts/backup.sh", "scripts/restore.sh", "scripts/verify-backup.sh"]
            let workflow = ".github/workflows/backup-api-postgresql.yml"
            for (tool, arguments) in [
                ("shellcheck", scripts), ("shfmt", ["-i", "4", "-d"] + scripts), ("actionlint", [workflow]),
                ("zizmor", ["--offline", "--no-progress", workflow]),
                ("check-jsonschema", ["--builtin-schema", "vendor.github-workflows", workflow]),
            ] {
                try await storefront.tool(tool, arguments)
            }

            let after = try await storefront.tree()
            let second = try await storefront.program(["run", "--bundle", "backup"])
            #expect(second.status == .exited(0), "\(second.output)\(second.errors)")
            #expect(try await storefront.tree() == after)
            #expect(try await storefront.program("undo").status == .exited(0))
            #expect(try await storefront.tree() == before)
        }
    }

    @Test func `planted breakages are found with their cause, and mended where a file can do it`() async throws {
        try await withTemporaryFolder { folder in
            let storefront = try await FixtureRun.make("storefront", in: folder)
            #expect(try await storefront.program(run).status == .exited(0))
            let good = try storefront.text("scripts/backup.sh")
            for (old, new, cause) in [
                ("-Fc -O -x", "-Fc -O -x --exclude-table=products", "table public.products is missing"),
                (
                    "check_dump \"$work/dump\" || fail 4 \"the dump cannot be read back\"",
                    "truncate --size=-200 \"$work/dump\"", "cannot be restored"
                ),
            ] {
                try storefront.replace(old, by: new, in: "scripts/backup.sh")
                let found = try await storefront.program(validate)
                #expect(found.status == .exited(1), "\(found.output)\(found.errors)")
                #expect(found.output.contains(cause), "\(found.output)")
                let mended = try await storefront.program(run)
                #expect(mended.status == .exited(0), "\(mended.output)\(mended.errors)")
                #expect(mended.output.contains("scripts/backup.sh repaired"), "\(mended.output)")
                #expect(try storefront.text("scripts/backup.sh") == good)
            }

            let name = "storage/api-postgresql/api-postgresql-20200101T020000Z"
            try write(["\(name).dump": "x", "\(name).manifest": "x"], into: folder)
            let stale = try await storefront.program(validate, environment: ["BACKUP_DIR": "\(folder)/storage"])
            #expect(stale.status == .exited(1), "\(stale.output)\(stale.errors)")
            #expect(stale.output.contains("the newest backup is of 20200101T020000Z"), "\(stale.output)")
        }
    }

    @Test(.components("act", "rclone")) func `a runner backs up into a bucket and restores from it`() async throws {
        try await withTemporaryFolder { folder in
            try await BackupGround.with("storefront", in: folder, image: "postgres:15-alpine") { ground in
                try await S3Server.with(in: folder) { server in
                    try await ground.sql("CREATE TABLE goods (id integer PRIMARY KEY); INSERT INTO goods VALUES (1)")
                    let address = ground.started.variables["DATABASE_URL"] ?? ""
                    // The services of a workflow need containers; the database's own server has room for a scratch one.
                    try ground.plant(
                        "postgresql://postgres@127.0.0.1:5432/postgres", by: address, in: .schedule)
                    var secrets = server.variables
                    secrets["DATABASE_URL"] = address
                    try write(
                        ["secrets": secrets.map { "\($0)=\($1)\n" }.joined()], into: folder)
                    try await FixtureRun(root: ground.started.tree).tool("git", ["init", "--quiet"])
                    let output = try await FixtureRun(root: ground.started.tree).tool(
                        "act",
                        [
                            "workflow_dispatch", "-P", "ubuntu-latest=-self-hosted", "-W",
                            ".github/workflows/backup-api-postgresql.yml", "--secret-file", "\(folder)/secrets",
                            "--var-file", "\(folder)/secrets", "--no-cache-server",
                        ])
                    #expect(output.contains("1 tables, 1 rows restored"), "\(output)")
                    let stored = try FileSystemAccess.list("\(folder)/buckets/backups/api-postgresql")
                    #expect(stored.count == 2, "\(stored)")
                }
            }
        }
    }
}
