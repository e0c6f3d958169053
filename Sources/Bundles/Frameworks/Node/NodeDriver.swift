/// A client library of a database or cache, and how its connection is asked whether the server answers.
struct NodeDriver: Sendable {
    /// Id, for approaches and tests.
    var id: String
    /// The engines that it talks to.
    var engines: Set<String>
    /// Exports whose call or construction makes a connection or pool.
    var makers: [NodeExport]
    /// The expression that asks, with `{}` for the connection and `"` as quotes.
    var ask: String
    /// A further import that `ask` needs.
    var askImport: NodeExport?
    /// Whether its connection emits `error` events that end the process where nobody listens.
    var emitsErrors = false
    /// How it makes a connection of its own; nil where it cannot be done in a line or two.
    var own: OwnConnection?

    /// How a connection is made for the health endpoint alone.
    struct OwnConnection: Sendable {
        /// The package and the name that is imported from it; `default` where ECMAScript modules need that.
        var maker: NodeExport
        /// The name to import from `maker.module` in TypeScript and CommonJS.
        var named: String?
        /// The expression that makes it, with `{}` for the maker and `{url}` for the address.
        var expression: String
        /// A statement that opens it, with `{}` for the connection; nil where it opens by itself.
        var open: String?
    }
}

extension NodeDriver {
    private static let postgres: Set<String> = ["postgresql", "cockroachdb"]
    private static let mysql: Set<String> = ["mysql", "mariadb"]
    private static let sqlite: Set<String> = ["sqlite"]
    private static let redis: Set<String> = ["redis", "valkey", "keydb", "dragonfly"]
    private static let relational: Set<String> = postgres.union(mysql).union(sqlite).union(["mssql"])

    /// Whether it talks to an engine.
    func serves(_ engine: String?) -> Bool { engine.map { engines.contains($0) } ?? false }

    /// All drivers. The order is that of preference where a module has several: a pool is asked rather than the ORM
    /// that stands on it.
    ///
    /// The expressions are those of the drivers' own documentation: node-postgres.com, github.com/porsager/postgres,
    /// sidorares.github.io/node-mysql2, github.com/WiseLibs/better-sqlite3, nodejs.org/api/sqlite.html,
    /// prisma.io/docs, sequelize.org, typeorm.io, knexjs.org, orm.drizzle.team, mongoosejs.com,
    /// mongodb.com/docs/drivers/node, github.com/redis/node-redis, github.com/redis/ioredis.
    static let all: [NodeDriver] = [
        NodeDriver(
            id: "pg", engines: postgres,
            makers: [NodeExport("pg", "Pool"), NodeExport("@neondatabase/serverless", "Pool")],
            ask: "{}.query(\"SELECT 1\")", emitsErrors: true,
            own: OwnConnection(
                maker: NodeExport("pg"), named: "Pool",
                expression: "new {}({ connectionString: {url}, max: 1, connectionTimeoutMillis: 2000 })", open: nil)),
        NodeDriver(
            id: "pg-client", engines: postgres, makers: [NodeExport("pg", "Client")], ask: "{}.query(\"SELECT 1\")",
            emitsErrors: true),
        NodeDriver(
            id: "postgres", engines: postgres, makers: [NodeExport("postgres")], ask: "{}`SELECT 1`",
            own: OwnConnection(
                maker: NodeExport("postgres"), named: nil, expression: "{}({url}, { max: 1, connect_timeout: 2 })",
                open: nil)),
        NodeDriver(
            id: "pg-promise", engines: postgres, makers: [NodeExport("pg-promise")], ask: "{}.one(\"SELECT 1\")"),
        NodeDriver(
            id: "mysql2", engines: mysql,
            makers: ["createPool", "createConnection"].map { NodeExport("mysql2/promise", $0) },
            ask: "{}.query(\"SELECT 1\")",
            own: OwnConnection(
                maker: NodeExport("mysql2/promise", "createPool"), named: "createPool", expression: "{}({url})",
                open: nil)),
        NodeDriver(
            id: "mysql2-callbacks", engines: mysql, makers: [NodeExport("mysql2", "createPool")],
            ask: "{}.promise().query(\"SELECT 1\")"),
        NodeDriver(
            id: "better-sqlite3", engines: sqlite,
            makers: [NodeExport("better-sqlite3"), NodeExport("node:sqlite", "DatabaseSync")],
            ask: "{}.prepare(\"SELECT 1\").get()"),
        NodeDriver(
            id: "prisma", engines: relational,
            makers: ["@prisma/client", "@prisma/client/edge", "./generated/prisma", "./generated/client"].map {
                NodeExport($0, "PrismaClient")
            },
            ask: "{}.$queryRaw`SELECT 1`",
            own: OwnConnection(
                maker: NodeExport("@prisma/client", "PrismaClient"), named: "PrismaClient", expression: "new {}()",
                open: nil)),
        NodeDriver(
            id: "sequelize", engines: relational,
            makers: [
                NodeExport("sequelize", "Sequelize"), NodeExport("sequelize"),
                NodeExport("sequelize-typescript", "Sequelize"),
            ], ask: "{}.authenticate()"),
        NodeDriver(
            id: "typeorm", engines: relational, makers: [NodeExport("typeorm", "DataSource")],
            ask: "{}.query(\"SELECT 1\")"),
        NodeDriver(
            id: "knex", engines: relational, makers: [NodeExport("knex"), NodeExport("knex", "knex")],
            ask: "{}.raw(\"SELECT 1\")"),
        NodeDriver(
            id: "drizzle", engines: postgres.union(mysql),
            makers: [
                "node-postgres", "postgres-js", "neon-serverless", "neon-http", "vercel-postgres", "mysql2",
                "pglite",
            ].map { NodeExport("drizzle-orm/\($0)", "drizzle") },
            ask: "{}.execute(sql`SELECT 1`)", askImport: NodeExport("drizzle-orm", "sql")),
        NodeDriver(
            id: "drizzle-sqlite", engines: sqlite,
            makers: ["better-sqlite3", "libsql", "bun-sqlite"].map { NodeExport("drizzle-orm/\($0)", "drizzle") },
            ask: "{}.run(sql`SELECT 1`)", askImport: NodeExport("drizzle-orm", "sql")),
        NodeDriver(
            id: "mongodb", engines: ["mongodb"], makers: [NodeExport("mongodb", "MongoClient")],
            ask: "{}.db().command({ ping: 1 })",
            own: OwnConnection(
                maker: NodeExport("mongodb", "MongoClient"), named: "MongoClient",
                expression: "new {}({url}, { serverSelectionTimeoutMS: 2000 })", open: nil)),
        NodeDriver(
            id: "ioredis", engines: redis,
            makers: [
                NodeExport("ioredis"), NodeExport("ioredis", "Redis"), NodeExport("iovalkey"),
                NodeExport("iovalkey", "Redis"),
            ],
            ask: "{}.ping()", emitsErrors: true,
            own: OwnConnection(
                maker: NodeExport("ioredis", "Redis"), named: "Redis",
                expression: "new {}({url}, { connectTimeout: 2000, maxRetriesPerRequest: 1 })", open: nil)),
        NodeDriver(
            id: "redis", engines: redis,
            makers: [NodeExport("redis", "createClient"), NodeExport("@redis/client", "createClient")],
            ask: "{}.ping()", emitsErrors: true,
            own: OwnConnection(
                maker: NodeExport("redis", "createClient"), named: "createClient",
                expression: "{}({ url: {url} })", open: "{}.connect().catch(() => undefined)")),
        NodeDriver(
            id: "upstash", engines: redis, makers: [NodeExport("@upstash/redis", "Redis")], ask: "{}.ping()"),
    ]
}
