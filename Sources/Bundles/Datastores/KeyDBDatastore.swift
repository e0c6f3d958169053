import Topology

/// KeyDB: speaks Redis' protocol (docs.keydb.dev), told from it by its image.
package struct KeyDBDatastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "keydb", name: "KeyDB", kind: .cache,
        drivers: RedisServer.drivers,
        schemes: ["redis", "rediss", "keydb"],
        images: ["keydb"],
        signs: StoreSigns(
            charts: ["keydb"]))

    /// Makes the entry.
    package init() {}
}
