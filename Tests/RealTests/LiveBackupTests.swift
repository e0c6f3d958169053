import Support
import Testing
import Workspace

@testable import Bundles

/// What `--live` does to a real database, and what it says where it cannot.
@Suite(.serialized, .components("pg_dump", "psql", "sqlite3"), .timeLimit(.minutes(5)))
struct LiveBackupTests {
    @Test func `the real database is dumped into the configured storage, once in a run`() async throws {
        try await withTemporaryFolder { folder in
            let storage = "\(folder)/storage"
            try await BackupGround.with("storefront", in: folder, user: ["BACKUP_DIR": storage]) { ground in
                try await ground.sql("CREATE TABLE goods (id integer PRIMARY KEY); INSERT INTO goods VALUES (1)")
                let address = ground.started.variables["DATABASE_URL"] ?? ""
                let live = try backup(on: ground, user: ["DATABASE_URL": address])
                let actions = LiveActions()
                let made = await live.make(after: [], by: actions)
                #expect(made.verdict == .passed && made.expected.contains(storage), "\(made)")
                #expect(!"\(made)".contains(address))
                #expect(await live.make(after: [], by: actions) == made)
                #expect(try ground.stored(in: storage).count == 2)
            }
        }
    }

    @Test(arguments: [
        ("storefront", [:], "set DATABASE_URL, BACKUP_S3_BUCKET, R2_ACCESS_KEY_ID, R2_SECRET_ACCESS_KEY in the"),
        ("storefront", ["DATABASE_URL": "postgresql://db.example/shop"], "set BACKUP_S3_BUCKET, R2_ACCESS_KEY_ID"),
        ("storefront", ["BACKUP_DIR": "/nowhere"], "set DATABASE_URL in the environment"),
        ("single", ["BACKUP_DIR": "/nowhere", "DATABASE_PATH": "notes.db"], "give DATABASE_PATH as an absolute path"),
    ])
    func `what is not set is named, with what would be done`(
        _ fixture: String, _ user: [String: String], _ words: String
    ) async throws {
        try await withTemporaryFolder { folder in
            try await BackupGround.with(fixture, in: folder) { ground in
                let check = await (try backup(on: ground, user: user)).make(after: [], by: LiveActions())
                #expect(check.verdict == .notRun(.needsCredential))
                #expect(check.observed.contains(words), "\(check.observed)")
                #expect(check.observed.contains("`--live` runs scripts/backup.sh, which dumps the database at "))
            }
        }
    }

    @Test func `a script that failed its rehearsal dumps nothing real, and a refused connection is a failure`()
        async throws
    {
        try await withTemporaryFolder { folder in
            let storage = "\(folder)/storage"
            try await BackupGround.with("storefront", in: folder, user: ["BACKUP_DIR": storage]) { ground in
                let wrong = ["DATABASE_URL": "postgresql://postgres:marked-secret@127.0.0.1:9/none"]
                let live = try backup(on: ground, user: wrong)
                let failed = Check("scripts/backup.sh", expected: "exit code 0", observed: "1", verdict: .failed)
                let skipped = await live.make(after: [failed], by: LiveActions())
                #expect(skipped.verdict == .notRun(.skipped), "\(skipped)")
                let refused = await live.make(after: [], by: LiveActions())
                #expect(refused.verdict == .failed && refused.cause?.isEmpty == false, "\(refused)")
                #expect(!"\(refused)".contains("marked-secret"))
                #expect(try ground.stored(in: storage).isEmpty)
            }
        }
    }

    /// A live backup in a user's environment.
    private func backup(on ground: BackupGround, user: [String: String]) throws -> LiveBackup {
        var started = ground.started
        started.userVariables.merge(user) { _, new in new }
        return LiveBackup(ground.layout, try ground.probe(), started)
    }
}
