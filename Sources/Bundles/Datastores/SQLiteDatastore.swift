package import Topology
package import Workspace

/// SQLite: a file of the unit itself; there is no server to stop.
package struct SQLiteDatastore: KnownDatastore {
    package let id = "sqlite"
    package let name = "SQLite"
    package let kind = ComponentKind.database
    package let proof = Proof.started
    package let debianPackage: String? = nil

    /// Drivers by the names of their registries; Python's own `sqlite3` is seen as an import.
    package let drivers: [Ecosystem: [String]] = [
        .node: ["better-sqlite3", "sqlite3", "sqlite", "@mikro-orm/sqlite", "@prisma/adapter-better-sqlite3"],
        .python: ["aiosqlite"],
        .go: [
            "github.com/mattn/go-sqlite3", "modernc.org/sqlite", "gorm.io/driver/sqlite", "github.com/glebarez/sqlite",
        ],
        .rust: ["rusqlite"],
        .ruby: ["sqlite3"],
        .jvm: ["org.xerial:sqlite-jdbc"],
        .dotnet: ["microsoft.data.sqlite", "microsoft.entityframeworkcore.sqlite"],
        .elixir: ["ecto_sqlite3", "exqlite"],
        .swift: ["sqlite-nio", "sqlite-kit", "fluent-sqlite-driver", "grdb.swift"],
    ]
    package let schemes: [String] = ["sqlite", "sqlite+aiosqlite", "sqlite3", "file", "jdbc:sqlite"]
    package let images: [String] = []
    package let environmentNames: [String] = ["DATABASE_URL", "SQLITE_PATH", "SQLITE_URL", "DATABASE_PATH", "DB_PATH"]

    package let signs = StoreSigns(
        words: ["sqlite", "sqlite3", "better-sqlite3", "django.db.backends.sqlite3", "Ecto.Adapters.SQLite3"],
        calls: ["UseSqlite", "AddSqlite"])

    /// Makes the entry.
    package init() {}

    /// None: the unit opens the file itself.
    package func localServer(in folder: String, on port: Int, tools: ToolLocator) -> LocalServer? { nil }

    /// None.
    package func container(version: String?) -> ContainerServer? { nil }

    /// The example as it is, because the unit runs in a copy; else a file in its folder.
    package func connectionString(port: Int, example: String?) -> String {
        example ?? "sqlite:///./infra-ws-check.db"
    }

    /// None.
    package func part(named variable: String, port: Int) -> String? { nil }
}
