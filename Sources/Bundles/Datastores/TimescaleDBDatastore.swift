import Topology

/// TimescaleDB: PostgreSQL with an extension for time series (docs.timescale.com), told from it by its image.
package struct TimescaleDBDatastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "timescaledb", name: "TimescaleDB", kind: .database,
        drivers: PostgreSQLDatastore.drivers,
        schemes: ["timescaledb", "postgres", "postgresql", "jdbc:postgresql"],
        images: ["timescaledb", "timescaledb-ha"],
        signs: StoreSigns(
            charts: ["timescaledb-single", "timescaledb"],
            resources: [
                .init("timescale_service")
            ]))

    /// Makes the entry.
    package init() {}
}
