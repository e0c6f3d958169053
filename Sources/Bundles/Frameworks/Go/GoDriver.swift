import Workspace

/// What a connection of Go reaches.
enum GoDriverFamily: String, Sendable, Hashable, CaseIterable {
    /// A database with SQL.
    case sql
    /// Redis and what speaks its protocol.
    case redis
    /// MongoDB.
    case mongo
    /// memcached.
    case memcached

    /// Engine ids that it can be.
    var engines: Set<String> {
        switch self {
        case .sql:
            ["postgresql", "mysql", "mariadb", "sqlite", "cockroachdb", "mssql", "sqlserver", "clickhouse", "oracle"]
        case .redis: ["redis", "valkey", "keydb", "dragonfly"]
        case .mongo: ["mongodb"]
        case .memcached: ["memcached"]
        }
    }

    /// What a name such as `rdb` or `s.db` says by custom; nil for other names.
    static func customary(_ name: String) -> GoDriverFamily? {
        let name = name.lowercased()
        if ["redis", "rdb", "cache", "valkey"].contains(where: { name.contains($0) }) { return .redis }
        if name.contains("mongo") { return .mongo }
        if name.contains("memcache") { return .memcached }
        return ["db", "pool", "conn", "database", "pg", "sql"].contains { name.contains($0) } ? .sql : nil
    }
}

/// A type of a driver or an ORM that can be asked whether what it reaches answers.
struct GoDriver: Sendable, Hashable {
    /// What it reaches.
    var family: GoDriverFamily
    /// Engines that it can be; empty for all of the family.
    var engines: [String] = []
    /// Import path of the package that holds the type, without a major version at its end.
    var package: String
    /// Name of the type.
    var type: String
    /// Whether values are pointers to it; an interface is none.
    var isPointer = true
    /// Functions of the package that make one.
    var makers: [String]
    /// Statements that ask it, where `$` is the connection and `ctx` the context, each ending the function.
    var ping: [String]

    /// Whether it can be a component's engine.
    func canBe(_ engine: String) -> Bool {
        engines.isEmpty ? family.engines.contains(engine) : engines.contains(engine)
    }

    /// The drivers of this version. Each ping is the one of the library's own documentation on pkg.go.dev.
    static let all: [GoDriver] = [
        GoDriver(
            family: .sql, package: "database/sql", type: "DB", makers: ["Open", "OpenDB"],
            ping: ["return $.PingContext(ctx)"]),
        GoDriver(
            family: .sql, package: "github.com/jmoiron/sqlx", type: "DB",
            makers: ["Open", "MustOpen", "Connect", "ConnectContext", "MustConnect", "NewDb"],
            ping: ["return $.PingContext(ctx)"]),
        GoDriver(
            family: .sql, package: "github.com/uptrace/bun", type: "DB", makers: ["NewDB"],
            ping: ["return $.PingContext(ctx)"]),
        GoDriver(
            family: .sql, engines: ["postgresql", "cockroachdb"], package: "github.com/jackc/pgx/v5/pgxpool",
            type: "Pool", makers: ["New", "NewWithConfig"], ping: ["return $.Ping(ctx)"]),
        GoDriver(
            family: .sql, engines: ["postgresql", "cockroachdb"], package: "github.com/jackc/pgx/v4/pgxpool",
            type: "Pool", makers: ["Connect", "ConnectConfig"], ping: ["return $.Ping(ctx)"]),
        GoDriver(
            family: .sql, package: "gorm.io/gorm", type: "DB", makers: ["Open"],
            ping: ["db, err := $.DB()", "if err != nil {", "\treturn err", "}", "return db.PingContext(ctx)"]),
        GoDriver(
            family: .redis, package: "github.com/redis/go-redis", type: "Client",
            makers: ["NewClient", "NewFailoverClient"], ping: ["return $.Ping(ctx).Err()"]),
        GoDriver(
            family: .redis, package: "github.com/redis/go-redis", type: "ClusterClient", makers: ["NewClusterClient"],
            ping: ["return $.Ping(ctx).Err()"]),
        GoDriver(
            family: .redis, package: "github.com/redis/go-redis", type: "UniversalClient", isPointer: false,
            makers: ["NewUniversalClient"], ping: ["return $.Ping(ctx).Err()"]),
        GoDriver(
            family: .redis, package: "github.com/go-redis/redis", type: "Client",
            makers: ["NewClient", "NewFailoverClient"], ping: ["return $.Ping(ctx).Err()"]),
        GoDriver(
            family: .redis, package: "github.com/gomodule/redigo/redis", type: "Pool", makers: ["NewPool"],
            ping: [
                "conn, err := $.GetContext(ctx)", "if err != nil {", "\treturn err", "}", "defer conn.Close()",
                "_, err = conn.Do(\"PING\")", "return err",
            ]),
        GoDriver(
            family: .mongo, package: "go.mongodb.org/mongo-driver/mongo", type: "Client",
            makers: ["Connect", "NewClient"], ping: ["return $.Ping(ctx, nil)"]),
    ]

    /// The driver of a type as a file writes it, such as `*sql.DB`.
    static func of(type written: String, in file: GoFile) -> GoDriver? {
        let isPointer = written.hasPrefix("*")
        let parts = written.drop { $0 == "*" }.split(separator: ".")
        guard parts.count == 2 else { return nil }
        return drivers(known: String(parts[0]), in: file).first {
            $0.type == parts[1] && $0.isPointer == isPointer
        }
    }

    /// The driver of what a call makes, such as `sql.Open(…)`.
    static func of(maker site: CallSite, in file: GoFile) -> GoDriver? {
        drivers(known: site.receiver, in: file).first { $0.makers.contains(site.method) }
    }

    /// The driver of a composite literal, such as `&redis.Pool{…}`.
    static func of(literal: GoLiteral, in file: GoFile) -> GoDriver? { of(type: "*" + literal.type, in: file) }

    private static func drivers(known local: String, in file: GoFile) -> [GoDriver] {
        guard !local.isEmpty, let path = file.imports.first(where: { $0.local == local })?.path else { return [] }
        return all.filter { GoProgram.matches(path, [$0.package]) }
    }
}
