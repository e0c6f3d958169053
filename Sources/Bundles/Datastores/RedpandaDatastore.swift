import Topology

/// Redpanda: speaks Kafka's protocol (docs.redpanda.com), told from it by its image.
package struct RedpandaDatastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "redpanda", name: "Redpanda", kind: .queue,
        drivers: [
            .node: ["kafkajs"],
            .python: ["kafka-python", "confluent-kafka", "aiokafka"],
            .go: ["github.com/segmentio/kafka-go", "github.com/twmb/franz-go", "github.com/ibm/sarama"],
            .rust: ["rdkafka"],
            .jvm: ["org.springframework.kafka:spring-kafka", "org.apache.kafka:kafka-clients"],
            .dotnet: ["confluent.kafka"],
        ],
        schemes: ["kafka"],
        images: ["redpanda"],
        signs: StoreSigns(
            charts: ["redpanda"],
            resources: [
                .init("redpanda_cluster")
            ]))

    /// Makes the entry.
    package init() {}
}
