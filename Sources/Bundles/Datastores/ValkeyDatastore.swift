package import Topology
package import Workspace

/// Valkey: speaks Redis' protocol, so that most code reaches it through a Redis client.
package struct ValkeyDatastore: KnownDatastore {
    package let id = "valkey"
    package let name = "Valkey"
    package let kind = ComponentKind.cache
    package let proof = Proof.started
    package let debianPackage: String? = "valkey-server"

    /// Clients of Valkey's own, and those of Redis, which reach it as well.
    package let drivers: [Ecosystem: [String]] = RedisServer.drivers.merging(
        [
            .node: ["iovalkey", "@valkey/valkey-glide"],
            .python: ["valkey", "valkey-glide"],
            .go: ["github.com/valkey-io/valkey-go", "github.com/valkey-io/valkey-glide/go"],
            .swift: ["valkey-swift"],
        ], uniquingKeysWith: +)
    package let schemes: [String] = ["valkey", "valkeys", "redis", "rediss"]
    package let images: [String] = ["valkey", "valkey-bundle"]
    package let environmentNames: [String] = ["VALKEY_URL", "VALKEY_URI", "CACHE_URL", "REDIS_URL"]

    package let signs = StoreSigns(
        words: ["valkey"], calls: ["AddValkey"], charts: ["valkey", "valkey-cluster"],
        resources: [
            .init("aws_elasticache_replication_group", "engine", ["valkey"]),
            .init("aws_elasticache_serverless_cache", "engine", ["valkey"]), .init("google_memorystore_instance"),
            .init("digitalocean_database_cluster", "engine", ["valkey"]), .init("aiven_valkey"),
        ])

    /// Makes the entry.
    package init() {}

    /// `valkey-server`, or `redis-server` where only that is installed: both speak the same protocol.
    package func localServer(in folder: String, on port: Int, tools: ToolLocator) -> LocalServer? {
        RedisServer.local(in: folder, on: port, tools: tools)
    }

    /// The official image (hub.docker.com/r/valkey/valkey).
    package func container(version: String?) -> ContainerServer? {
        ContainerServer(image: "valkey/valkey:\(version ?? "8")", port: 6379, ready: ["valkey-cli", "ping"])
    }

    /// Keeps the example's scheme: a Redis client does not know `valkey://`.
    package func connectionString(port: Int, example: String?) -> String {
        RedisServer.address(port: port, example: example, scheme: "redis")
    }

    /// The parts by the names that clients' documentation uses.
    package func part(named variable: String, port: Int) -> String? {
        RedisServer.part(named: variable, port: port)
    }
}
