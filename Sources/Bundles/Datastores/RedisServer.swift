import Topology
import Workspace

/// What Redis and Valkey share: the server's options and the form of their addresses.
enum RedisServer {
    /// Clients of the protocol by the names of their registries.
    static let drivers: [Ecosystem: [String]] = [
        .node: ["redis", "ioredis", "@redis/client", "connect-redis", "cache-manager-ioredis", "@upstash/redis"],
        .python: ["redis", "aioredis", "redis-om", "django-redis", "hiredis"],
        .go: [
            "github.com/redis/go-redis", "github.com/go-redis/redis", "github.com/gomodule/redigo",
            "github.com/redis/rueidis", "gopkg.in/redis.v5",
        ],
        .rust: ["redis", "fred", "deadpool-redis", "bb8-redis"],
        .ruby: ["redis", "redis-rails", "hiredis"],
        .php: ["predis/predis"],
        .jvm: [
            "org.springframework.boot:spring-boot-starter-data-redis", "redis.clients:jedis", "io.lettuce:lettuce-core",
            "org.springframework.boot:spring-boot-starter-data-redis-reactive",
        ],
        .dotnet: [
            "stackexchange.redis", "aspire.stackexchange.redis", "microsoft.extensions.caching.stackexchangeredis",
        ],
        .elixir: ["redix"],
        .swift: ["redistack", "redis"],
    ]

    /// A server in the foreground without persistence; nil where neither program is installed.
    static func local(in folder: String, on port: Int, tools: ToolLocator) -> LocalServer? {
        guard let program = tools.path(of: "valkey-server") ?? tools.path(of: "redis-server") else { return nil }
        return LocalServer(serve: [
            program, "--port", "\(port)", "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--appendonly", "no",
        ])
    }

    /// The address with the example's scheme and database number; `host:port` where the example has no scheme.
    static func address(port: Int, example: String?, scheme: String) -> String {
        guard let example else { return "\(scheme)://127.0.0.1:\(port)/0" }
        guard let own = ConnectionScheme.of(example) else { return "127.0.0.1:\(port)" }
        let isKnown = own == "valkey" || own == "redis"
        return "\(isKnown ? own : scheme)://127.0.0.1:\(port)/0"
    }

    /// Host, port and password under the customary names.
    static func part(named variable: String, port: Int) -> String? {
        switch variable {
        case "REDIS_HOST", "CACHE_HOST", "VALKEY_HOST", "REDIS_HOSTNAME", "REDIS_SERVER": "127.0.0.1"
        case "REDIS_PORT", "CACHE_PORT", "VALKEY_PORT": "\(port)"
        case "REDIS_PASSWORD", "VALKEY_PASSWORD", "CACHE_PASSWORD": ""
        case "REDIS_DB", "CACHE_DB": "0"
        default: nil
        }
    }
}
