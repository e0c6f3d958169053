import Topology

/// NATS (docs.nats.io).
package struct NATSDatastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "nats", name: "NATS", kind: .queue,
        drivers: [
            .node: ["nats", "@nats-io/transport-node", "@nats-io/nats-core"],
            .python: ["nats-py", "asyncio-nats-client"],
            .go: ["github.com/nats-io/nats.go"],
            .rust: ["async-nats", "nats"],
            .ruby: ["nats-pure"],
            .php: ["basis-company/nats"],
            .jvm: ["io.nats:jnats", "io.micronaut.nats:micronaut-nats"],
            .dotnet: ["nats.client", "nats.net", "aspire.nats.net"],
            .elixir: ["gnat"],
            .swift: ["nats.swift"],
        ],
        schemes: ["nats", "tls+nats"],
        images: ["nats", "nats-server", "nats-streaming"],
        environmentNames: ["NATS_URL", "NATS_SERVERS"],
        signs: StoreSigns(
            calls: ["AddNats", "AddNatsClient"],
            charts: ["nats"]))

    /// Makes the entry.
    package init() {}
}
