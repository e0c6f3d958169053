import Support
import Testing
import Workspace

@testable import Bundles

/// Generated workflows run by a runner that starts their jobs and services in containers.
@Suite(
    .serialized, .containers("infra-ws/runner"), .components("act", "pg_dump", "psql", "rclone"),
    .timeLimit(.minutes(10)))
struct WorkflowContainerTests {
    @Test func `a runner with the scratch server of the workflow backs up into a bucket and restores from it`()
        async throws
    {
        try await withTemporaryFolder { folder in
            let runner = FixtureRun(root: folder)
            // The client in the job's image is this machine's own, so that the scratch server has to be of its version.
            let version = try await runner.tool("pg_dump", ["--version"])
            let major = String(version.drop { !$0.isNumber }.prefix { $0.isNumber })
            try await BackupGround.with("storefront", in: folder, image: "postgres:\(major)-alpine") { ground in
                try await S3Server.with(in: folder) { server in
                    try await Self.check(ground, server, in: folder, major: major)
                }
            }
        }
    }

    private static func check(_ ground: BackupGround, _ server: S3Server, in folder: String, major: String) async throws
    {
        try await ground.sql("CREATE TABLE goods (id integer PRIMARY KEY); INSERT INTO goods VALUES (1), (2)")
        // The job is on this machine's own network, as on a hosted runner; only the port may be somebody else's here.
        let port = try await PortProbe.freePort()
        try ground.plant("127.0.0.1:5432/postgres", by: "127.0.0.1:\(port)/postgres", in: .schedule)
        try ground.plant("127.0.0.1:5432:5432", by: "127.0.0.1:\(port):5432", in: .schedule)
        let repository = FixtureRun(root: ground.started.tree)
        var secrets = server.variables
        secrets["DATABASE_URL"] = ground.started.variables["DATABASE_URL"]
        try write(["secrets": secrets.map { "\($0)=\($1)\n" }.joined()], into: folder)
        try await repository.tool("git", ["init", "--quiet"])
        let images = try await EngineState(repository).started(in: folder) {
            let output = try await repository.tool(
                "act",
                [
                    "workflow_dispatch", "-P", "ubuntu-latest=infra-ws/runner", "--pull=false", "--rm",
                    "--container-daemon-socket", "-", "-W", ".github/workflows/backup-api-postgresql.yml",
                    "--secret-file", "\(folder)/secrets", "--var-file", "\(folder)/secrets", "--no-cache-server",
                ])
            #expect(output.contains("1 tables, 2 rows restored"), "\(output)")
        }
        #expect(try FileSystemAccess.list("\(folder)/buckets/backups/api-postgresql").count == 2)
        #expect(images == ["infra-ws/runner", "postgres:\(major)"])
    }
}
