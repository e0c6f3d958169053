package import Topology
package import Workspace

/// PostgreSQL: recognised by its drivers, started from the server's own binaries or the official image.
package struct PostgreSQLDatastore: KnownDatastore {
    package let id = "postgresql"
    package let name = "PostgreSQL"
    package let kind = ComponentKind.database
    package let proof = Proof.started
    package let debianPackage: String? = "postgresql"

    /// Drivers by the names of their registries (npm, PyPI, Go modules, crates.io, RubyGems, Maven, NuGet, Hex).
    package let drivers: [Ecosystem: [String]] = Self.drivers

    /// See `drivers`; those that speak PostgreSQL's protocol share them.
    static let drivers: [Ecosystem: [String]] = [
        .node: [
            "pg", "pg-promise", "postgres", "@neondatabase/serverless", "@vercel/postgres", "pg-native", "slonik",
            "@mikro-orm/postgresql", "@prisma/adapter-pg", "@prisma/adapter-neon",
        ],
        .python: [
            "psycopg", "psycopg2", "psycopg2-binary", "psycopg-binary", "asyncpg", "aiopg", "pg8000", "psycopg2cffi",
        ],
        .go: ["github.com/lib/pq", "github.com/jackc/pgx", "gorm.io/driver/postgres", "github.com/go-pg/pg"],
        .rust: ["tokio-postgres", "postgres", "deadpool-postgres", "diesel-async"],
        .ruby: ["pg"],
        .jvm: [
            "org.postgresql:postgresql", "io.r2dbc:r2dbc-postgresql", "org.postgresql:r2dbc-postgresql",
            "io.quarkus:quarkus-jdbc-postgresql", "io.quarkus:quarkus-reactive-pg-client", "io.vertx:vertx-pg-client",
        ],
        .dotnet: [
            "npgsql", "npgsql.entityframeworkcore.postgresql", "aspire.npgsql",
            "aspire.npgsql.entityframeworkcore.postgresql",
        ],
        .elixir: ["postgrex"],
        .swift: ["postgres-nio", "postgres-kit", "fluent-postgres-driver"],
    ]
    package let schemes: [String] = [
        "postgres", "postgresql", "postgresql+asyncpg", "postgresql+psycopg", "postgresql+psycopg2",
        "postgresql+psycopg_async", "postgresql+pg8000", "jdbc:postgresql", "r2dbc:postgresql", "ecto", "postgis",
    ]
    package let images: [String] = [
        "postgres", "postgis", "pgvector", "postgresql", "supabase-postgres", "supabase/postgres",
    ]
    package let environmentNames: [String] = [
        "DATABASE_URL", "POSTGRES_URL", "POSTGRESQL_URL", "PG_URL", "DB_URL", "DATABASE_URI", "POSTGRES_URI",
        "SQLALCHEMY_DATABASE_URI", "POSTGRES_DSN", "DATABASE_DSN", "PGURL",
    ]

    package let signs = StoreSigns(
        words: [
            "postgresql", "postgres", "pg", "pgsql", "neon", "postgis", "django.db.backends.postgresql",
            "django.db.backends.postgresql_psycopg2", "django.contrib.gis.db.backends.postgis",
            "Ecto.Adapters.Postgres",
        ],
        calls: [
            "UseNpgsql", "AddNpgsqlDbContext", "AddNpgsqlDataSource", "AddPostgres", "AddAzurePostgresFlexibleServer",
        ],
        charts: ["postgresql", "postgresql-ha", "postgres"],
        resources: [
            .init("aws_db_instance", "engine", ["postgres"]), .init("aws_rds_cluster", "engine", ["aurora-postgresql"]),
            .init("google_sql_database_instance", "database_version", ["POSTGRES"]),
            .init("google_alloydb_cluster"), .init("azurerm_postgresql_flexible_server"),
            .init("azurerm_postgresql_server"), .init("digitalocean_database_cluster", "engine", ["pg"]),
            .init("scaleway_rdb_instance", "engine", ["PostgreSQL"]), .init("aiven_pg"), .init("neon_project"),
            .init("supabase_project"), .init("render_postgres"), .init("heroku_addon", "plan", ["heroku-postgresql"]),
        ])

    /// Makes the entry.
    package init() {}

    /// initdb, then `postgres` in the foreground; durability is off because the data lives for minutes.
    package func localServer(in folder: String, on port: Int, tools: ToolLocator) -> LocalServer? {
        guard let bin = Self.binaries(tools) else { return nil }
        let client = ["-h", "127.0.0.1", "-p", "\(port)", "-U", Self.user]
        return LocalServer(
            prepare: [
                [
                    "\(bin)/initdb", "-D", "\(folder)/data", "-U", Self.user, "-A", "trust", "--no-sync", "-E", "UTF8",
                    "--no-locale",
                ]
            ],
            serve: [
                "\(bin)/postgres", "-D", "\(folder)/data", "-p", "\(port)", "-k", folder, "-h", "127.0.0.1", "-c",
                "fsync=off", "-c", "full_page_writes=off",
            ],
            ready: ["\(bin)/pg_isready", "-q"] + client,
            afterReady: [["\(bin)/createdb"] + client + [Self.database]],
            stopsOnInterrupt: true)
    }

    /// The official image (hub.docker.com/_/postgres); `trust` because it listens on loopback for minutes.
    package func container(version: String?) -> ContainerServer? {
        ContainerServer(
            image: "postgres:\(version ?? "16")", port: 5432,
            environment: [
                "POSTGRES_USER": Self.user, "POSTGRES_DB": Self.database, "POSTGRES_PASSWORD": Self.password,
                "POSTGRES_HOST_AUTH_METHOD": "trust",
            ],
            ready: ["pg_isready", "-h", "127.0.0.1", "-U", Self.user, "-d", Self.database])
    }

    /// Keeps the scheme of the example, so that `postgresql+asyncpg` stays what the code expects.
    package func connectionString(port: Int, example: String?) -> String {
        let scheme = example.flatMap { ConnectionScheme.of($0) } ?? "postgresql"
        if scheme.hasPrefix("jdbc:") {
            return "\(scheme)://127.0.0.1:\(port)/\(Self.database)?user=\(Self.user)&password=\(Self.password)"
        }
        let ssl = example?.contains("sslmode=") == true ? "?sslmode=disable" : ""
        return "\(scheme)://\(Self.user):\(Self.password)@127.0.0.1:\(port)/\(Self.database)\(ssl)"
    }

    /// libpq's own names, and those of the official image and of many settings modules.
    package func part(named variable: String, port: Int) -> String? {
        switch variable {
        case "PGHOST", "POSTGRES_HOST", "POSTGRES_SERVER", "DB_HOST", "DATABASE_HOST", "POSTGRES_HOSTNAME": "127.0.0.1"
        case "PGPORT", "POSTGRES_PORT", "DB_PORT", "DATABASE_PORT": "\(port)"
        case "PGUSER", "POSTGRES_USER", "DB_USER", "DB_USERNAME", "DATABASE_USER", "POSTGRES_USERNAME": Self.user
        case "PGPASSWORD", "POSTGRES_PASSWORD", "DB_PASSWORD", "DB_PASS", "DATABASE_PASSWORD": Self.password
        case "PGDATABASE", "POSTGRES_DB", "DB_NAME", "DB_DATABASE", "DATABASE_NAME", "POSTGRES_DATABASE": Self.database
        case "PGSSLMODE", "DB_SSLMODE", "POSTGRES_SSLMODE", "DB_SSL_MODE": "disable"
        default: nil
        }
    }

    private static let user = "app"
    private static let password = "app"
    private static let database = "app"

    /// The folder of the server's binaries: on PATH, or where Debian and Homebrew put them.
    static func binaries(_ tools: ToolLocator) -> String? {
        // A link on PATH may stand alone; its target has initdb and the clients beside it.
        if let postgres = tools.path(of: "postgres").flatMap({ FileSystemAccess.realPath($0) }) {
            let folder = RelativePath.folder(of: postgres)
            if FileSystemAccess.information("\(folder)/initdb") != nil { return folder }
        }
        let parent = "/usr/lib/postgresql"
        let versions = ((try? FileSystemAccess.list(parent)) ?? []).compactMap { Int($0) }.sorted(by: >)
        return versions.map { "\(parent)/\($0)/bin" }.first { FileSystemAccess.information("\($0)/postgres") != nil }
    }
}
