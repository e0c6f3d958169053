import Support
import Testing
import Topology
import Workspace

@testable import Bundles

/// The generated scripts against real databases and a real S3 server.
@Suite(.serialized, .components("pg_dump", "psql", "sqlite3", "mariadb-dump"), .timeLimit(.minutes(10)))
struct BackupTests {
    @Test(arguments: ["storefront", "single", "mysql", "mariadb"])
    func `a backup runs, is found, is restored with every row, is verified, and is refused where it would overwrite`(
        _ fixture: String
    ) async throws {
        try await withTemporaryFolder { folder in
            try await BackupGround.with(fixture, in: folder) { ground in
                let checks = try await ground.rehearse()
                #expect(checks.map(\.verdict) == Array(repeating: .passed, count: 5), "\(checks)")
                #expect(checks.map(\.observed).contains { $0.contains("1 table with 3 rows") }, "\(checks)")
            }
        }
    }

    @Test(arguments: [
        ("storefront", "-Fc -O -x", "-Fc -O -x --exclude-table=infra_ws_check", "infra_ws_check is missing"),
        ("storefront", "-Fc -O -x", "-Fc -O -x --exclude-table-data=infra_ws_check", "has 0 of 3 rows"),
        (
            "storefront", "    dump \"$work/dump\" \"$work/rows\"\n",
            """
                query <<<'DELETE FROM infra_ws_check WHERE id = 1'
                dump "$work/dump" "$work/rows"
                query <<<"INSERT INTO infra_ws_check VALUES (1, 'one')"

            """, "has 2 of 3 rows"
        ),
        (
            "single", "    dump \"$work/dump\" \"$work/rows\"\n",
            """
                dump "$work/dump" "$work/rows"
                sqlite3 "$work/dump" 'DELETE FROM infra_ws_check WHERE id = 1'

            """, "has 2 of 3 rows"
        ),
        (
            "storefront", "    check_dump \"$work/dump\" || fail 4 \"the dump cannot be read back\"\n",
            "    truncate --size=-200 \"$work/dump\"\n", "cannot be restored"
        ),
        (
            "single", "    check_dump \"$work/dump\" || fail 4 \"the dump cannot be read back\"\n",
            "    truncate --size=4096 \"$work/dump\"\n", "cannot be restored"
        ),
        (
            "mariadb", "    check_dump \"$work/dump\" || fail 4 \"the dump cannot be read back\"\n",
            "    truncate --size=-200 \"$work/dump\"\n", "cannot be restored"
        ),
        (
            "mysql", "    dump \"$work/dump\" \"$work/rows\"\n",
            """
                query <<<'DELETE FROM infra_ws_check WHERE id = 1'
                dump "$work/dump" "$work/rows"
                query <<<"INSERT INTO infra_ws_check VALUES (1, 'one')"

            """, "has 2 of 3 rows"
        ),
    ])
    func `a dump that is not the database is caught with its cause, and the repaired script passes`(
        _ fixture: String, _ good: String, _ bad: String, _ cause: String
    ) async throws {
        try await withTemporaryFolder { folder in
            try await BackupGround.with(fixture, in: folder) { ground in
                try ground.plant(good, by: bad, in: .backup)
                let failed = try await ground.rehearse().first { $0.verdict == .failed }
                #expect(failed?.cause?.contains(cause) == true, "\(String(describing: failed))")
                try ground.plant(bad, by: good, in: .backup)
                #expect(try await ground.rehearse().allSatisfy { $0.verdict == .passed })
            }
        }
    }

    @Test(arguments: ["storefront", "single", "mysql", "mariadb"])
    func `a stale backup, a cut dump and a row too few fail the verification of what is stored`(
        _ fixture: String
    ) async throws {
        try await withTemporaryFolder { folder in
            let storage = "\(folder)/storage"
            try await BackupGround.with(fixture, in: folder, user: ["BACKUP_DIR": storage]) { ground in
                try await ground.sql("CREATE TABLE goods (id integer PRIMARY KEY)")
                try await ground.sql("INSERT INTO goods VALUES (1), (2), (3)")
                #expect(try await ground.script(.backup, [], ["BACKUP_DIR": storage]).isSuccess)
                let stored = StoredBackup(ground.layout, try ground.probe(), ground.started)
                #expect(try await stored.ask(isSetUp: true).map(\.verdict) == [.passed])
                let names = try ground.stored(in: storage).sorted { left, _ in !left.hasSuffix(".manifest") }
                let place = "\(storage)/\(ground.layout.target.id)/"
                let dump = try FileSystemAccess.read(place + names[0])
                let manifest = String(decoding: try FileSystemAccess.read(place + names[1]), as: UTF8.self)

                try FileSystemAccess.write(Array(dump.dropLast(300)), to: place + names[0])
                #expect(try await stored.ask(isSetUp: true).first?.cause?.contains("checksum differs") == true)
                try FileSystemAccess.write(dump, to: place + names[0])

                try FileSystemAccess.write(Array(manifest.replacing("\t3", with: "\t4").utf8), to: place + names[1])
                let short = try await stored.ask(isSetUp: true).first
                #expect(short?.log.contains { $0.contains("4 in the backup's manifest, 3 restored") } == true)
                try FileSystemAccess.write(Array(manifest.utf8), to: place + names[1])

                try FileSystemAccess.removeTree(place)
                try FileSystemAccess.makeFolder(place)
                let id = ground.layout.target.id
                let suffix = ground.layout.target.recipe.suffix
                try FileSystemAccess.write(dump, to: "\(place)\(id)-20200101T020000Z.\(suffix)")
                try FileSystemAccess.write(Array(manifest.utf8), to: "\(place)\(id)-20200101T020000Z.manifest")
                let stale = try await stored.ask(isSetUp: true).first
                #expect(
                    stale?.verdict == .failed && stale?.cause?.hasPrefix("stale: ") == true,
                    "\(String(describing: stale))")

                try FileSystemAccess.removeTree(place)
                #expect(try await stored.ask(isSetUp: false).map(\.verdict) == [.notRun(.needsCredential)])
                #expect(try await stored.ask(isSetUp: true).map(\.verdict) == [.failed])
            }
        }
    }

    @Test(arguments: ["storefront", "single", "mysql", "mariadb"])
    func `old backups go after a new one, the newest never, and a failure removes nothing`(
        _ fixture: String
    ) async throws {
        try await withTemporaryFolder { folder in
            try await BackupGround.with(fixture, in: folder) { ground in
                let storage = "\(folder)/storage"
                let id = ground.layout.target.id
                let suffix = ground.layout.target.recipe.suffix
                let place = "\(storage)/\(id)"
                try FileSystemAccess.makeFolder(place, withParents: true)
                var old: [String] = []
                for day in ["20200101", "20200102"] {
                    for ending in [suffix, "manifest"] { old.append("\(id)-\(day)T020000Z.\(ending)") }
                }
                for name in old + ["notes.txt", "\(id)-eu-20200101T020000Z.\(suffix)"] {
                    try FileSystemAccess.write(Array("x".utf8), to: "\(place)/\(name)")
                }
                let scheme = ground.layout.target.component.engine == "postgresql" ? "postgresql" : "mysql"
                let wrong = ground.layout.target.recipe.runner == nil ? "none.db" : "\(scheme)://127.0.0.1:9/none"
                let failed = try await ground.script(
                    .backup, [], ["BACKUP_DIR": storage, ground.layout.target.variable: wrong])
                #expect(failed.status == .exited(2), "\(failed.errors)")
                #expect(Set(try ground.stored(in: storage)).isSuperset(of: old))
                try await ground.sql("CREATE TABLE goods (id integer PRIMARY KEY)")
                let done = try await ground.script(.backup, [], ["BACKUP_DIR": storage])
                #expect(done.isSuccess, "\(done.errors)")
                let left = try ground.stored(in: storage)
                #expect(left.count == 4, "\(left)")
                #expect(Set(left).isDisjoint(with: old))
                #expect(left.contains("notes.txt") && left.contains("\(id)-eu-20200101T020000Z.\(suffix)"))
            }
        }
    }

    @Test(arguments: ["storefront", "mysql", "mariadb"])
    func `a restore brings back what was lost and keeps what is there when it fails`(_ fixture: String) async throws {
        try await withTemporaryFolder { folder in
            try await BackupGround.with(fixture, in: folder) { ground in
                let storage = ["BACKUP_DIR": "\(folder)/storage"]
                try await ground.sql("CREATE TABLE goods (id integer PRIMARY KEY); INSERT INTO goods VALUES (1), (2)")
                #expect(try await ground.script(.backup, [], storage).isSuccess)
                try await ground.sql("DELETE FROM goods WHERE id = 2")
                #expect(try await ground.script(.restore, [], storage).status == .exited(6))
                let forced = try await ground.script(.restore, ["--force"], storage)
                #expect(forced.isSuccess && forced.output.contains("1 tables, 2 rows restored"), "\(forced.errors)")
                #expect(try await ground.script(.restore, ["20200101T000000Z"], storage).status == .exited(5))
                #expect(try await ground.script(.restore, ["--nonsense"], storage).status == .exited(2))
            }
        }
    }

    @Test(.enabled("needs root to mount a small disk") { UnprivilegedUser.needed != nil })
    func `a full disk leaves no half file`() async throws {
        try await withTemporaryFolder { folder in
            try await BackupGround.with("storefront", in: folder) { ground in
                try await ground.sql(
                    "CREATE TABLE noise AS SELECT md5(n::text) AS a, md5((-n)::text) AS b "
                        + "FROM generate_series(1, 60000) n")
                let disk = "\(folder)/disk"
                try FileSystemAccess.makeFolder(disk)
                let runner = ProcessToolRunner()
                let mount = try await runner.run(
                    ToolCommand(
                        "mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], in: folder,
                        environment: UserEnvironment.current))
                try #require(mount.isSuccess, "\(mount.errors)")
                let full = try await ground.script(.backup, [], ["BACKUP_DIR": disk])
                let left = try ground.stored(in: disk)
                let hidden = try FileSystemAccess.list("\(disk)/\(ground.layout.target.id)")
                _ = try await runner.run(
                    ToolCommand("umount", [disk], in: folder, environment: UserEnvironment.current))
                #expect(full.status == .exited(1), "\(full.errors)")
                #expect(left.isEmpty && hidden == [".lock"], "\(left) \(hidden)")
            }
        }
    }

    @Test(.components("rclone")) func `a bucket holds what a folder holds`() async throws {
        try await withTemporaryFolder { folder in
            try await S3Server.with(in: folder) { server in
                try await BackupGround.with("storefront", in: folder, user: server.variables) { ground in
                    try await ground.sql("CREATE TABLE goods (id integer PRIMARY KEY); INSERT INTO goods VALUES (1)")
                    let made = try await ground.script(.backup, [], server.variables)
                    #expect(made.isSuccess, "\(made.errors)")
                    let verified = try await ground.script(.verification, [], server.variables)
                    #expect(verified.isSuccess, "\(verified.errors)")
                    let stored = StoredBackup(ground.layout, try ground.probe(), ground.started)
                    #expect(try await stored.ask(isSetUp: true).map(\.verdict) == [.passed])
                    var wrong = server.variables
                    wrong["R2_SECRET_ACCESS_KEY"] = String(repeating: "0", count: 40)
                    let refused = try await ground.script(.backup, [], wrong)
                    #expect(!refused.isSuccess && !refused.errors.contains(String(repeating: "0", count: 40)))
                    wrong["R2_SECRET_ACCESS_KEY"] = nil
                    #expect(try await ground.script(.backup, [], wrong).status == .exited(2))
                }
            }
        }
    }
}

/// An S3 server on loopback.
struct S3Server: Sendable {
    /// The variables that lead to it, as for R2.
    let variables: [String: String]

    /// Starts `rclone serve s3` over a folder with one bucket, and ends it after `body`.
    static func with(in folder: String, _ body: (S3Server) async throws -> Void) async throws {
        let key = "AKIALOOPBACKEXAMPLE1"
        let secret = "loopback0secret0loopback0secret0loopback"
        try FileSystemAccess.makeFolder("\(folder)/buckets/backups", withParents: true)
        let port = try await PortProbe.freePort()
        let tool = try await ProcessToolRunner().start(
            ToolCommand(
                "rclone",
                ["serve", "s3", "--addr", "127.0.0.1:\(port)", "--auth-key", "\(key),\(secret)", "\(folder)/buckets"],
                in: folder, environment: UserEnvironment.current, timeLimit: .seconds(3600)),
            logPath: "\(folder)/s3.log"
        )
        _ = await PortProbe.waitUntilOpen(port, limit: .seconds(20)) { tool.isRunning }
        let server = S3Server(variables: [
            "BACKUP_S3_BUCKET": "backups", "BACKUP_S3_ENDPOINT": "http://127.0.0.1:\(port)", "R2_ACCESS_KEY_ID": key,
            "R2_SECRET_ACCESS_KEY": secret,
        ])
        do {
            try await body(server)
        } catch {
            await tool.stop()
            throw error
        }
        await tool.stop()
    }
}
