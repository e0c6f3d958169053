package import Topology
package import Workspace

/// Redis: a cache unless the code says otherwise.
package struct RedisDatastore: KnownDatastore {
    package let id = "redis"
    package let name = "Redis"
    package let kind = ComponentKind.cache
    package let proof = Proof.started
    package let debianPackage: String? = "redis-server"

    /// Clients by the names of their registries.
    package let drivers = RedisServer.drivers
    package let schemes: [String] = ["redis", "rediss"]
    package let images: [String] = ["redis", "redis-stack", "redis-stack-server"]
    package let environmentNames: [String] = [
        "REDIS_URL", "REDIS_URI", "CACHE_URL", "REDIS_DSN", "REDIS_TLS_URL", "REDIS_ADDR", "REDIS_ADDRESS",
    ]

    package let signs = StoreSigns(
        words: [
            "redis", "predis", "phpredis", "django.core.cache.backends.redis.rediscache",
            "django_redis.cache.rediscache",
            "redis_cache_store",
        ],
        calls: [
            "AddStackExchangeRedisCache", "AddRedisClient", "AddRedisDistributedCache", "AddRedisOutputCache",
            "AddRedis",
            "AddAzureRedis",
        ],
        settings: ["spring.data.redis.", "spring.redis.", "quarkus.redis.", "redis.uri"],
        charts: ["redis", "redis-cluster", "redis-ha"],
        resources: [
            .init("aws_elasticache_cluster", "engine", ["redis"]),
            .init("aws_elasticache_replication_group", "engine", ["redis"]),
            .init("aws_elasticache_serverless_cache", "engine", ["redis"]), .init("google_redis_instance"),
            .init("google_redis_cluster"), .init("azurerm_redis_cache"), .init("azurerm_managed_redis"),
            .init("digitalocean_database_cluster", "engine", ["redis"]), .init("upstash_redis_database"),
            .init("render_redis"), .init("aiven_redis"), .init("heroku_addon", "plan", ["heroku-redis"]),
        ])

    /// Makes the entry.
    package init() {}

    /// `redis-server` in the foreground, without persistence.
    package func localServer(in folder: String, on port: Int, tools: ToolLocator) -> LocalServer? {
        RedisServer.local(in: folder, on: port, tools: tools)
    }

    /// The official image (hub.docker.com/_/redis).
    package func container(version: String?) -> ContainerServer? {
        ContainerServer(image: "redis:\(version ?? "7")", port: 6379, ready: ["redis-cli", "ping"])
    }

    /// `redis://127.0.0.1:PORT/0`; host and port alone where the example has no scheme.
    package func connectionString(port: Int, example: String?) -> String {
        RedisServer.address(port: port, example: example, scheme: "redis")
    }

    /// The parts by the names that clients' documentation uses.
    package func part(named variable: String, port: Int) -> String? {
        RedisServer.part(named: variable, port: port)
    }
}
