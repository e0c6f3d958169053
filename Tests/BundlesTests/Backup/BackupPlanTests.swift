import Support
import Testing
import Workspace

@testable import Bundles

@Suite struct BackupPlanTests {
    @Test func `a shared database is backed up once, under its owner, and a second plan has nothing to do`()
        async throws
    {
        let storefront = try await BackupRepository.fixture("monorepos/storefront")
        #expect(
            storefront.findings == [
                "apps/api: missing; lacks backup script, storage, schedule, retention, restore script, verification",
                "apps/orders: notApplicable; Backed up with apps/api",
                "apps/rates: notApplicable; Backed up with apps/api",
                "apps/web: notApplicable; Not applicable (no database)",
            ])
        let plan = try storefront.plan("apps/api")
        #expect(plan.headline == "pg_dump of api-postgresql, daily, 7-day retention")
        #expect(
            plan.changes.map(\.path) == [
                "scripts/backup.sh", "scripts/restore.sh", "scripts/verify-backup.sh",
                ".github/workflows/backup-api-postgresql.yml", "docs/infrastructure.md",
            ])
        #expect(
            plan.variables == [
                "DATABASE_URL", "BACKUP_S3_BUCKET", "BACKUP_S3_ENDPOINT", "R2_ACCESS_KEY_ID", "R2_SECRET_ACCESS_KEY",
            ])
        #expect(plan.rows.map(\.row.details) == ["pg_dump, daily, 7-day retention: to do"])
        #expect(plan.rows.map(\.row.provider) == ["R2"])
        let after = try await storefront.applied()
        #expect(
            after.findings.first
                == "apps/api: configured; backup script (scripts/backup.sh:4), storage (scripts/backup.sh:4), "
                + "schedule (.github/workflows/backup-api-postgresql.yml:13:13), retention (scripts/backup.sh:4), "
                + "restore script (scripts/restore.sh:4), verification (scripts/verify-backup.sh:4)")
        #expect(try after.changes().isEmpty)
        #expect(try after.plan("apps/api").requiredSetup == plan.requiredSetup)
    }

    @Test(arguments: ["storefront", "single"])
    func `the files of a sample are these`(_ name: String) async throws {
        let repository = try await BackupRepository.fixture("monorepos/\(name)")
        for change in try repository.changes().changes {
            let text = String(decoding: change.new ?? [], as: UTF8.self)
            try expectSnapshot(text, named: "\(name)-\(RelativePath.baseName(of: change.path))")
        }
    }

    @Test func `a file database is backed up from cron on its host`() async throws {
        let single = try await BackupRepository.fixture("monorepos/single")
        let plan = try single.plan(".")
        #expect(plan.configured.first?.hasPrefix("Cron schedule (daily 02:") == true)
        #expect(plan.requiredSetup.contains { $0.hasPrefix("Install the cron line of docs/infrastructure.md") })
        #expect(plan.variables.first == "DATABASE_PATH")
        let after = try await single.applied()
        #expect(after.findings.allSatisfy { $0.hasPrefix(".: configured") })
        #expect(try after.changes().isEmpty)
    }

    @Test func `what is declared done is not asked for again`() async throws {
        let storefront = try await BackupRepository.fixture("monorepos/storefront")
        let table = try #require(storefront.files[".spec_system/CONVENTIONS.md"])
        let row = "| Cache | (shared) |"
        let done = table.replacing(row, with: "| Backup | (shared) | R2 | pg_dump, daily, 7-day retention |\n" + row)
        let plan = try await BackupRepository.fixture(
            "monorepos/storefront", adding: [".spec_system/CONVENTIONS.md": done]
        ).plan("apps/api")
        #expect(plan.requiredSetup.isEmpty)
        #expect(plan.rows.map(\.row.details) == ["pg_dump, daily, 7-day retention"])
    }

    @Test func `a script that a person wrote is not overwritten, and one that lacks only a schedule gets one`()
        async throws
    {
        let own = """
            #!/bin/sh
            # pg_dump into the bucket
            pg_dump -Fc "$DATABASE_URL" | aws s3 cp - "s3://$BUCKET/$(date +%F).dump" # retention by lifecycle
            """
        let partial = try await BackupRepository.fixture("monorepos/storefront", adding: ["scripts/backup.sh": own])
        #expect(
            partial.findings.first
                == "apps/api: partial; backup script (scripts/backup.sh:3), storage (scripts/backup.sh:3), "
                + "retention (scripts/backup.sh:3); lacks schedule, restore script, verification")
        #expect(try partial.changes()["scripts/backup.sh"] == nil)
        #expect(try partial.changes()["scripts/backup-infra.sh"] != nil)
        let whole = try await BackupRepository.fixture(
            "monorepos/storefront",
            adding: [
                "scripts/backup.sh": own, "scripts/restore.sh": "pg_restore -d \"$1\" \"$2\"",
                "scripts/verify.sh": "pg_restore -d scratch \"$1\" && psql scratch -c 'select count(*) from products'",
            ])
        #expect(whole.findings.first?.hasSuffix("lacks schedule") == true)
        let changes = try whole.changes().changes
        #expect(changes.map(\.path) == [".github/workflows/backup-api-postgresql.yml"])
        let workflow = String(decoding: changes.first?.new ?? [], as: UTF8.self)
        #expect(workflow.contains("run: scripts/backup.sh") && workflow.contains("run: scripts/verify.sh"))
    }

    @Test func `a database that its provider backs up by word of the table is configured`() async throws {
        let storefront = try await BackupRepository.fixture("monorepos/storefront")
        let table = try #require(storefront.files[".spec_system/CONVENTIONS.md"])
        let row = "| Cache | (shared) |"
        let managed = table.replacing(row, with: "| Backup | (shared) | RDS snapshots | daily, 14 days |\n" + row)
        let repository = try await BackupRepository.fixture(
            "monorepos/storefront", adding: [".spec_system/CONVENTIONS.md": managed])
        #expect(repository.findings.first?.hasPrefix("apps/api: configured; backup by RDS snapshots") == true)
        #expect(try repository.changes().isEmpty)
    }

    @Test func `a database that known-issues names is left`() async throws {
        let issues = "# Known issues\n\n## Skipped Infra\n\n- api-postgresql: the provider makes snapshots\n"
        let repository = try await BackupRepository.fixture(
            "monorepos/storefront", adding: [".spec_system/audit/known-issues.md": issues])
        #expect(
            repository.findings.first
                == "apps/api: skipped; known-issues.md:5: the provider makes snapshots")
        #expect(try repository.changes().isEmpty)
    }

    @Test func `two databases get files of their own, in the folder that the repository uses`() async throws {
        let package =
            #"{"name": "NAME", "dependencies": {"pg": "^8", "express": "^4"}, "scripts": {"start": "node ."}}"#
        let repository = try await BackupRepository([
            "package.json": #"{"workspaces": ["apps/*"]}"#, "ops/tool": "", ".github/workflows/ci.yml": "on: push\n",
            "apps/a/package.json": package.replacing("NAME", with: "a"), "apps/a/Dockerfile": "FROM node\n",
            "apps/a/index.js": "require('express')().listen(process.env.PORT)",
            "apps/a/.env.example": "DATABASE_URL=postgres://u:p@one/a\n",
            "apps/b/package.json": package.replacing("NAME", with: "b"), "apps/b/Dockerfile": "FROM node\n",
            "apps/b/index.js": "require('express')().listen(process.env.PORT)",
            "apps/b/.env.example": "DATABASE_URL=postgres://u:p@two/b\n",
        ])
        let paths = try repository.changes().changes.map(\.path)
        #expect(
            paths == [
                ".github/workflows/backup-a-postgresql.yml", ".github/workflows/backup-b-postgresql.yml",
                "docs/infrastructure.md", "ops/backup-a-postgresql.sh", "ops/backup-b-postgresql.sh",
                "ops/restore-a-postgresql.sh", "ops/restore-b-postgresql.sh", "ops/verify-backup-a-postgresql.sh",
                "ops/verify-backup-b-postgresql.sh",
            ])
        #expect(try repository.plan("apps/a").variables.first == "A_POSTGRESQL_DATABASE_URL")
        #expect(try repository.plan("apps/a").rows.map(\.row.package) == ["apps/a"])
        let after = try await repository.applied()
        #expect(after.findings.allSatisfy { $0.contains(": configured") })
        #expect(try after.changes().isEmpty)
    }

    @Test func `mending brings a script back and keeps its settings`() async throws {
        let made = try await BackupRepository.fixture("monorepos/storefront").applied()
        let script = try #require(made.files["scripts/backup.sh"])
        let kept = script.replacing(":-7}", with: ":-30}")
        let broken = kept.replacing("-Fc -O -x", with: "-Fc -O -x --exclude-table=products")
        let repository = try await BackupRepository(made.files.merging(["scripts/backup.sh": broken]) { $1 })
        let unit = try #require(repository.units.first { $0.path == "apps/api" })
        let plan = try BackupBundle().mend([], of: unit, approach: nil, in: repository.context)
        #expect(plan?.changes.map { $0.new.map { String(decoding: $0, as: UTF8.self) } } == [kept])
    }

    @Test func `rows are compared table by table`() {
        let source = BackupRows("rows public.a\t3\nnoise\nrows \"we ird\".\"A b\"\t1\n")
        #expect(source.summary == "2 tables with 4 rows")
        #expect(source.difference(to: source) == nil)
        #expect(
            source.difference(to: BackupRows("rows public.a\t2\nrows \"we ird\".\"A b\"\t1"))
                == "table public.a has 2 of 3 rows")
        #expect(source.difference(to: BackupRows("rows public.a\t3")) == "table \"we ird\".\"A b\" is missing")
    }
}
