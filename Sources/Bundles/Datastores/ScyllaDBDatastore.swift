import Topology

/// ScyllaDB: speaks Cassandra's protocol (docs.scylladb.com).
package struct ScyllaDBDatastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "scylladb", name: "ScyllaDB", kind: .database,
        drivers: [
            .python: ["scylla-driver"],
            .go: ["github.com/scylladb/gocql", "github.com/scylladb/gocqlx"],
            .rust: ["scylla"],
            .jvm: ["com.scylladb:java-driver-core"],
        ],
        schemes: ["scylla"],
        images: ["scylla"],
        signs: StoreSigns(
            charts: ["scylla"],
            resources: [
                .init("scylladbcloud_cluster")
            ]))

    /// Makes the entry.
    package init() {}
}
