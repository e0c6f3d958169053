import Topology

/// Temporal: durable workflows, whose tasks workers take from its queues (docs.temporal.io).
package struct TemporalDatastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "temporal", name: "Temporal", kind: .queue,
        drivers: [
            .node: ["@temporalio/client", "@temporalio/worker"],
            .python: ["temporalio"],
            .go: ["go.temporal.io/sdk"],
            .rust: ["temporal-sdk-core"],
            .ruby: ["temporalio"],
            .php: ["temporal/sdk"],
            .jvm: ["io.temporal:temporal-sdk", "io.temporal:temporal-spring-boot-starter"],
            .dotnet: ["temporalio"],
            .swift: ["swift-temporal-sdk"],
        ],
        schemes: ["temporal"],
        images: ["temporalio/auto-setup", "temporalio/server", "temporalio/temporal"],
        environmentNames: ["TEMPORAL_ADDRESS", "TEMPORAL_HOST"],
        signs: StoreSigns(
            settings: ["spring.temporal."],
            charts: ["temporal"],
            resources: [
                .init("temporalcloud_namespace")
            ]))

    /// Makes the entry.
    package init() {}
}
