import Topology

/// Apache Kafka (kafka.apache.org/documentation).
package struct KafkaDatastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "kafka", name: "Kafka", kind: .queue,
        drivers: [
            .node: ["kafkajs", "node-rdkafka", "@confluentinc/kafka-javascript", "kafka-node"],
            .python: [
                "kafka-python", "kafka-python-ng", "confluent-kafka", "aiokafka", "faust", "faust-streaming",
            ],
            .go: [
                "github.com/segmentio/kafka-go", "github.com/ibm/sarama", "github.com/shopify/sarama",
                "github.com/confluentinc/confluent-kafka-go", "github.com/twmb/franz-go",
            ],
            .rust: ["rdkafka", "kafka"],
            .ruby: ["ruby-kafka", "rdkafka", "karafka", "racecar"],
            .php: ["mateusjunges/laravel-kafka", "enqueue/rdkafka"],
            .jvm: [
                "org.springframework.kafka:spring-kafka", "org.springframework.boot:spring-boot-starter-kafka",
                "org.apache.kafka:kafka-clients", "org.apache.kafka:kafka-streams",
                "org.springframework.cloud:spring-cloud-starter-stream-kafka",
                "org.springframework.cloud:spring-cloud-stream-binder-kafka",
                "io.quarkus:quarkus-messaging-kafka", "io.quarkus:quarkus-smallrye-reactive-messaging-kafka",
                "io.quarkus:quarkus-kafka-client", "io.micronaut.kafka:micronaut-kafka",
            ],
            .dotnet: ["confluent.kafka", "masstransit.kafka", "aspire.confluent.kafka"],
            .elixir: ["brod", "broadway_kafka", "kafka_ex"],
        ],
        schemes: ["kafka"],
        images: ["kafka", "cp-kafka", "cp-server", "kafka-native"],
        environmentNames: ["KAFKA_BROKERS", "KAFKA_BOOTSTRAP_SERVERS", "KAFKA_URL", "KAFKA_BROKER"],
        signs: StoreSigns(
            calls: ["AddKafka", "AddKafkaProducer", "AddKafkaConsumer"],
            settings: ["spring.kafka.", "kafka.bootstrap", "mp.messaging.connector.smallryekafka."],
            charts: ["kafka", "cp-kafka"],
            resources: [
                .init("aws_msk_cluster"),
                .init("aws_msk_serverless_cluster"),
                .init("confluent_kafka_cluster"),
                .init("aiven_kafka"),
                .init("digitalocean_database_cluster", "engine", ["kafka"]),
            ]))

    /// Makes the entry.
    package init() {}
}
