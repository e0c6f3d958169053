import Topology

/// libSQL and Turso: SQLite behind a server (docs.turso.tech).
package struct LibSQLDatastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "libsql", name: "libSQL", kind: .database,
        drivers: [
            .node: [
                "@libsql/client", "libsql", "@tursodatabase/serverless", "@tursodatabase/database",
                "@prisma/adapter-libsql", "@libsql/kysely-libsql",
            ],
            .python: ["libsql", "libsql-client", "libsql-experimental", "sqlalchemy-libsql"],
            .go: [
                "github.com/tursodatabase/libsql-client-go", "github.com/tursodatabase/go-libsql",
                "github.com/libsql/libsql-client-go",
            ],
            .rust: ["libsql"],
            .php: ["turso/libsql", "turso/libsql-laravel"],
        ],
        schemes: ["libsql", "sqlite+libsql"],
        images: ["libsql-server", "sqld"],
        environmentNames: ["TURSO_DATABASE_URL", "TURSO_URL", "LIBSQL_URL", "TURSO_CONNECTION_URL"],
        signs: StoreSigns(
            words: ["turso", "libsql"],
            resources: [
                .init("turso_database")
            ]))

    /// Makes the entry.
    package init() {}
}
