import Topology

/// CockroachDB: speaks PostgreSQL's protocol (cockroachlabs.com/docs), so that most code reaches it through its drivers.
package struct CockroachDBDatastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "cockroachdb", name: "CockroachDB", kind: .database,
        drivers: PostgreSQLDatastore.drivers.merging(
            [
                .python: ["sqlalchemy-cockroachdb", "django-cockroachdb"],
                .go: ["github.com/cockroachdb/cockroach-go"],
                .ruby: ["activerecord-cockroachdb-adapter"],
            ], uniquingKeysWith: +),
        schemes: ["cockroachdb", "cockroachdb+psycopg2", "cockroachdb+asyncpg", "postgres", "postgresql"],
        images: ["cockroach"],
        signs: StoreSigns(
            words: ["cockroachdb", "django_cockroachdb"],
            charts: ["cockroachdb"],
            resources: [
                .init("cockroach_cluster")
            ]))

    /// Makes the entry.
    package init() {}
}
