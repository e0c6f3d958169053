import Topology

/// Neo4j (neo4j.com/docs).
package struct Neo4jDatastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "neo4j", name: "Neo4j", kind: .database,
        drivers: [
            .node: ["neo4j-driver", "@neo4j/graphql"],
            .python: ["neo4j", "neomodel", "py2neo", "neo4j-driver"],
            .go: ["github.com/neo4j/neo4j-go-driver"],
            .rust: ["neo4rs"],
            .ruby: ["neo4j-ruby-driver", "activegraph"],
            .php: ["laudis/neo4j-php-client"],
            .jvm: [
                "org.springframework.boot:spring-boot-starter-data-neo4j", "org.neo4j.driver:neo4j-java-driver",
                "io.quarkiverse.neo4j:quarkus-neo4j",
            ],
            .dotnet: ["neo4j.driver"],
            .elixir: ["bolt_sips"],
        ],
        schemes: ["neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s"],
        images: ["neo4j"],
        environmentNames: ["NEO4J_URI", "NEO4J_URL"],
        signs: StoreSigns(
            settings: ["spring.neo4j."],
            charts: ["neo4j", "neo4j-standalone"],
            resources: [
                .init("neo4jaura_instance")
            ]))

    /// Makes the entry.
    package init() {}
}
