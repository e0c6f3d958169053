import Topology

/// Apache Cassandra (cassandra.apache.org/doc).
package struct CassandraDatastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "cassandra", name: "Cassandra", kind: .database,
        drivers: [
            .node: ["cassandra-driver"],
            .python: ["cassandra-driver", "django-cassandra-engine"],
            .go: ["github.com/gocql/gocql", "github.com/apache/cassandra-gocql-driver"],
            .rust: ["cdrs-tokio"],
            .ruby: ["cassandra-driver"],
            .jvm: [
                "org.springframework.boot:spring-boot-starter-data-cassandra",
                "com.datastax.oss:java-driver-core", "org.apache.cassandra:java-driver-core",
            ],
            .dotnet: ["cassandracsharpdriver"],
            .elixir: ["xandra"],
        ],
        schemes: ["cassandra"],
        images: ["cassandra"],
        environmentNames: ["CASSANDRA_HOSTS", "CASSANDRA_CONTACT_POINTS"],
        signs: StoreSigns(
            words: ["django_cassandra_engine"],
            settings: ["spring.cassandra.", "spring.data.cassandra."],
            charts: ["cassandra"],
            resources: [
                .init("aws_keyspaces_table"),
                .init("aws_keyspaces_keyspace"),
            ]))

    /// Makes the entry.
    package init() {}
}
