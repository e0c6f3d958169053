import Topology

/// Dragonfly: speaks Redis' protocol (dragonflydb.io/docs), told from it by its image.
package struct DragonflyDatastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "dragonfly", name: "Dragonfly", kind: .cache,
        drivers: RedisServer.drivers,
        schemes: ["redis", "rediss"],
        images: ["dragonfly"],
        signs: StoreSigns(
            charts: ["dragonfly"]))

    /// Makes the entry.
    package init() {}
}
