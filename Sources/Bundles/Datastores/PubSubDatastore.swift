import Topology

/// Google Cloud Pub/Sub (cloud.google.com/pubsub/docs).
package struct PubSubDatastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "pubsub", name: "Google Cloud Pub/Sub", kind: .queue,
        drivers: [
            .node: ["@google-cloud/pubsub"],
            .python: ["google-cloud-pubsub"],
            .go: ["cloud.google.com/go/pubsub"],
            .rust: ["google-cloud-pubsub"],
            .ruby: ["google-cloud-pubsub"],
            .php: ["google/cloud-pubsub"],
            .jvm: ["com.google.cloud:google-cloud-pubsub", "com.google.cloud:spring-cloud-gcp-starter-pubsub"],
            .dotnet: ["google.cloud.pubsub.v1"],
            .elixir: ["broadway_cloud_pub_sub"],
        ],
        schemes: ["gcppubsub"],
        environmentNames: ["PUBSUB_TOPIC", "PUBSUB_SUBSCRIPTION", "PUBSUB_EMULATOR_HOST"],
        signs: StoreSigns(
            resources: [
                .init("google_pubsub_topic")
            ]))

    /// Makes the entry.
    package init() {}
}
