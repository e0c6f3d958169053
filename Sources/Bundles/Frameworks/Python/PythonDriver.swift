import Workspace

/// A client library of Python that talks to datastores.
struct PythonDriver: Sendable, Hashable {
    /// Top-level module that is imported, such as `asyncpg`.
    var module: String
    /// Engines that it reaches; empty for a library that reaches every SQL database.
    var engines: Set<String>

    /// SQL engines that general libraries reach.
    static let sqlEngines: Set<String> = [
        "postgresql", "mysql", "mariadb", "sqlite", "mssql", "sqlserver", "cockroachdb", "oracle", "timescaledb",
    ]

    /// Libraries by the module that code imports.
    static let all: [PythonDriver] = [
        PythonDriver(module: "sqlalchemy", engines: []), PythonDriver(module: "sqlmodel", engines: []),
        PythonDriver(module: "databases", engines: []), PythonDriver(module: "django", engines: []),
        PythonDriver(module: "flask_sqlalchemy", engines: []), PythonDriver(module: "tortoise", engines: []),
        PythonDriver(module: "peewee", engines: []),
        PythonDriver(module: "asyncpg", engines: ["postgresql", "cockroachdb", "timescaledb"]),
        PythonDriver(module: "psycopg", engines: ["postgresql", "cockroachdb", "timescaledb"]),
        PythonDriver(module: "psycopg2", engines: ["postgresql", "cockroachdb", "timescaledb"]),
        PythonDriver(module: "psycopg_pool", engines: ["postgresql", "cockroachdb", "timescaledb"]),
        PythonDriver(module: "aiopg", engines: ["postgresql"]),
        PythonDriver(module: "aiomysql", engines: ["mysql", "mariadb"]),
        PythonDriver(module: "pymysql", engines: ["mysql", "mariadb"]),
        PythonDriver(module: "MySQLdb", engines: ["mysql", "mariadb"]),
        PythonDriver(module: "aiosqlite", engines: ["sqlite"]), PythonDriver(module: "sqlite3", engines: ["sqlite"]),
        PythonDriver(module: "motor", engines: ["mongodb"]), PythonDriver(module: "pymongo", engines: ["mongodb"]),
        PythonDriver(module: "redis", engines: ["redis", "valkey"]),
        PythonDriver(module: "aioredis", engines: ["redis", "valkey"]),
        PythonDriver(module: "valkey", engines: ["redis", "valkey"]),
        PythonDriver(module: "django_redis", engines: ["redis", "valkey"]),
        PythonDriver(module: "flask_redis", engines: ["redis", "valkey"]),
    ]

    /// The library that a dotted module belongs to.
    static func of(module: String) -> PythonDriver? {
        let top = module.prefix { $0 != "." }
        return all.first { $0.module == top }
    }

    /// Whether it reaches an engine.
    func reaches(_ engine: String) -> Bool {
        engines.isEmpty ? Self.sqlEngines.contains(engine) : engines.contains(engine)
    }
}

extension PythonModule {
    /// The library that a name such as `redis.from_url` or `create_engine` of this file is imported from, as a dotted
    /// module; nil for a name that no absolute import brings in.
    func importedModule(of callee: String) -> String? {
        guard let root = callee.split(separator: ".").first else { return nil }
        guard let item = imports.last(where: { $0.local == root && $0.level == 0 }) else { return nil }
        guard let name = item.name else { return item.module }
        // `from redis import asyncio` brings in a module of the library, `from redis.asyncio import Redis` a class.
        return name == name.lowercased() && callee.contains(".") ? item.module + "." + name : item.module
    }
}
