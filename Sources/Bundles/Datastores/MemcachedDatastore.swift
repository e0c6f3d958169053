import Topology

/// Memcached (docs.memcached.org).
package struct MemcachedDatastore: FactualDatastore {
    static let facts = StoreFacts(
        id: "memcached", name: "Memcached", kind: .cache,
        drivers: [
            .node: ["memcached", "memjs", "keyv-memcache"],
            .python: ["pymemcache", "python-memcached", "pylibmc", "aiomcache"],
            .go: ["github.com/bradfitz/gomemcache"],
            .rust: ["memcache"],
            .ruby: ["dalli"],
            .jvm: ["net.spy:spymemcached", "com.googlecode.xmemcached:xmemcached"],
            .dotnet: ["enyimmemcachedcore"],
            .elixir: ["memcachex"],
        ],
        schemes: ["memcached", "memcache"],
        images: ["memcached"],
        environmentNames: ["MEMCACHED_URL", "MEMCACHED_HOST", "MEMCACHIER_SERVERS", "MEMCACHED_SERVERS"],
        signs: StoreSigns(
            words: [
                "django.core.cache.backends.memcached.pymemcachecache",
                "django.core.cache.backends.memcached.pylibmccache",
            ],
            charts: ["memcached"],
            resources: [
                .init("aws_elasticache_cluster", "engine", ["memcached"]),
                .init("aws_elasticache_serverless_cache", "engine", ["memcached"]),
                .init("google_memcache_instance"),
            ]))

    /// Makes the entry.
    package init() {}
}
