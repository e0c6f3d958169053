import Support
import Testing
import Workspace

/// Databases, caches and clients from containers in the place of this machine's own.
@Suite(
    .serialized, .containers("postgres:16", "postgres:18", "valkey/valkey:8"), .components("uv"),
    .timeLimit(.minutes(20)))
struct ComponentContainerTests {
    @Test(.enabled("needs root to hide programs") { UnprivilegedUser.needed != nil })
    func `Health and Backup are validated with servers and clients from containers where none is installed`()
        async throws
    {
        try await withTemporaryFolder { folder in
            let storefront = try await FixtureRun.make("storefront", in: folder)
            let engine = EngineState(storefront)
            let before = try await engine.everything()
            let images = try await engine.started(in: folder) {
                let health = try await withoutServers(storefront, ["run", "--bundle", "health", "--filter", "api"])
                #expect(health.status == .exited(0), "\(health.output)\(health.errors)")
                #expect(
                    health.output.contains(
                        "Stopped in turn: 503 without DB, 200 with DB back, 200 without cache, 200 with cache back"),
                    "\(health.output)")
            }
            #expect(images == ["postgres:16", "valkey/valkey:8"])
            #expect(try await engine.everything() == before)

            let backup = try await withoutServers(storefront, ["run", "--bundle", "backup", "--filter", "api"])
            #expect(backup.status == .exited(0), "\(backup.output)\(backup.errors)")
            #expect(
                backup.output.contains("pg_dump of postgres:16 runs, found in storage, restored"), "\(backup.output)")
            #expect(try await engine.everything() == before)
        }
    }

    @Test func `a server newer than the installed client is dumped by the client of its image`() async throws {
        try await withTemporaryFolder { folder in
            let storefront = try await FixtureRun.make("storefront", in: folder)
            try storefront.replace("postgres:16-alpine", by: "postgres:18-alpine", in: "compose.yml")
            try await storefront.commit("Raise the database's version")
            let own = try await storefront.tool("pg_dump", ["--version"])
            let installed = Int(own.drop { !$0.isNumber }.prefix { $0.isNumber }) ?? 0
            let engine = EngineState(storefront)
            let before = try await engine.everything()
            let run = try await storefront.program("run", "--bundle", "backup", "--filter", "api")
            #expect(run.status == .exited(0), "\(run.output)\(run.errors)")
            let words = installed < 18 ? "pg_dump of postgres:18 runs" : "pg_dump runs"
            #expect(run.output.contains("\(words), found in storage, restored"), "\(run.output)")
            #expect(try await engine.everything() == before)
        }
    }

    /// Runs the program where no program of PostgreSQL or Redis can be found: for it alone, something that cannot be
    /// started lies over each of them.
    private func withoutServers(_ storefront: FixtureRun, _ arguments: [String]) async throws -> ToolResult {
        let script = """
            set -eu
            if [ -d /usr/lib/postgresql ]; then mount -t tmpfs tmpfs /usr/lib/postgresql; fi
            for name in postgres initdb pg_ctl pg_dump pg_restore psql createdb dropdb redis-server redis-cli \
                valkey-server valkey-cli; do
                for folder in $(echo "$PATH" | tr ':' ' '); do
                    if [ -x "$folder/$name" ]; then mount --bind /dev/null "$(readlink -f "$folder/$name")"; fi
                done
            done
            exec "$@"
            """
        let program = FileSystemAccess.realPath(BuiltProgram.path) ?? BuiltProgram.path
        var variables = UserEnvironment.current
        variables["NO_COLOR"] = "1"
        return try await ProcessToolRunner().run(
            ToolCommand(
                "unshare", ["--mount", "--propagation", "private", "sh", "-c", script, "sh", program] + arguments,
                in: storefront.root, environment: variables, timeLimit: .seconds(600)))
    }
}
