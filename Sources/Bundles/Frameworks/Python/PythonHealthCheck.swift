import Workspace

/// The code of one check of a generated health file.
struct PythonHealthCheck: Sendable {
    /// The component.
    let component: HealthComponent
    /// Statements of the check, indented by levels of four spaces from zero.
    let body: [String]
    /// Whether the statements block, so that they need a thread.
    let isBlocking: Bool
    /// Imports of libraries and of the standard library.
    let libraryImports: [String]
    /// What the statements need from the package.
    let symbol: PythonSymbol?
    /// Whether the name must be looked up at the time of the request.
    let isLate: Bool
    /// Whether the statements use `request`.
    let usesRequest: Bool
    /// Where what it uses stands, and what that is, for the head of the file.
    let origin: (place: FilePlace, what: String)

    /// A check over a connection that the code has; `name` is how the generated file calls the object.
    init(_ component: HealthComponent, over connection: PythonConnection, named name: String) {
        self.component = component
        let object: String
        switch connection.access {
        case .object, .rebound: object = name
        case .call: object = connection.form == .connectFunction ? name : name + "()"
        case .applicationState(let attribute): object = "request.app.state.\(attribute)"
        }
        let writer = PythonCheckWriter(connection: connection, object: object)
        (body, libraryImports, isBlocking) = writer.write()
        if case .applicationState = connection.access {
            usesRequest = true
            symbol = nil
        } else {
            usesRequest = false
            symbol = connection.symbol
        }
        isLate = connection.access == .rebound
        origin = (connection.place, connection.symbol.name ?? connection.driver.module)
    }

    /// A check over a connection of its own, with a driver that the package depends on; nil where none fits.
    init?(_ component: HealthComponent, at address: PythonAddress, drivers: Set<String>) {
        guard let own = PythonOwnConnection(engine: component.engine, address: address.expression, drivers: drivers)
        else { return nil }
        self.component = component
        body = own.body
        isBlocking = own.isBlocking
        libraryImports = own.imports + (address.symbol == nil ? ["import os"] : [])
        symbol = address.symbol
        isLate = false
        usesRequest = false
        origin = (address.place, address.symbol?.name ?? "address")
    }

    /// The component's key as a part of a name.
    var identifier: String { PythonText.identifier(component.key) }

    /// The functions of the check. `late` are imports inside the function.
    func functions(late: [String], usesRequest: Bool) -> [String] {
        let parameter = usesRequest ? "request: Request" : ""
        let inner = (late.isEmpty ? [] : late + [""]) + body
        let indented = inner.map { $0.isEmpty ? "" : "    " + $0 }
        guard isBlocking else {
            return ["async def check_\(identifier)(\(parameter)) -> None:"] + indented
        }
        let argument = usesRequest ? ", request" : ""
        return ["def query_\(identifier)(\(parameter)) -> None:"] + indented + [
            "", "", "async def check_\(identifier)(\(parameter)) -> None:",
            "    await asyncio.to_thread(query_\(identifier)\(argument))",
        ]
    }
}

/// Writes the statements that ask over a connection of the code.
private struct PythonCheckWriter {
    let connection: PythonConnection
    let object: String

    private let text = "from sqlalchemy import text"

    func write() -> (body: [String], imports: [String], isBlocking: Bool) {
        switch connection.form {
        case .asyncEngine: (asyncWith("\(object).connect()", "connection", textQuery), [text], false)
        case .asyncSessions: (asyncWith("\(object)()", "session", textQuery), [text], false)
        case .asyncpgPool: (["await \(object).fetchval(\"SELECT 1\")"], [], false)
        case .encodeDatabase: (["await \(object).fetch_val(\"SELECT 1\")"], [], false)
        case .asyncPsycopgPool: (asyncWith("\(object).connection(timeout=TIME_LIMIT)", "connection", query), [], false)
        case .asyncRedis: (["await \(object).ping()"], [], false)
        case .asyncMongo: (["await \(object).admin.command(\"ping\")"], [], false)
        case .asyncSessionGenerator: (asyncWith(manager, "session", textQuery), managerImport + [text], false)
        case .asyncConnectionGenerator: (asyncWith(manager, "connection", query), managerImport, false)
        case .engine: (with("\(object).connect()", "connection", textQuery), [text], true)
        case .sessions: (with("\(object)()", "session", textQuery), [text], true)
        case .psycopgPool: (with("\(object).connection(timeout=TIME_LIMIT)", "connection", query), [], true)
        case .redis: (["\(object).ping()"], [], true)
        case .mongo: (["\(object).admin.command(\"ping\")"], [], true)
        case .sessionGenerator: (with(manager, "session", textQuery), managerImport + [text], true)
        case .connectionGenerator: (withCursor(manager), managerImport, true)
        case .connectFunction:
            (withCursor("closing(\(object)())"), ["from contextlib import closing"], true)
        }
    }

    private let textQuery = "execute(text(\"SELECT 1\"))"
    private let query = "execute(\"SELECT 1\")"

    private func asyncWith(_ manager: String, _ name: String, _ query: String) -> [String] {
        ["async with \(manager) as \(name):", "    await \(name).\(query)"]
    }

    private func with(_ manager: String, _ name: String, _ query: String) -> [String] {
        ["with \(manager) as \(name):", "    \(name).\(query)"]
    }

    /// Connections of all drivers that block have cursors; not all of these are context managers.
    private func withCursor(_ manager: String) -> [String] {
        ["with \(manager) as connection:", "    connection.cursor().execute(\"SELECT 1\")"]
    }

    /// A dependency is a generator; code outside of a request turns it into a context manager.
    private var manager: String {
        if connection.isContextManager { return "\(object)()" }
        return isAsync ? "asynccontextmanager(\(object))()" : "contextmanager(\(object))()"
    }

    private var managerImport: [String] {
        if connection.isContextManager { return [] }
        return ["from contextlib import " + (isAsync ? "asynccontextmanager" : "contextmanager")]
    }

    private var isAsync: Bool {
        connection.form == .asyncSessionGenerator || connection.form == .asyncConnectionGenerator
    }
}

/// Statements that open a connection, ask and close it.
private struct PythonOwnConnection {
    let body: [String]
    let imports: [String]
    let isBlocking: Bool

    init?(engine: String, address: String, drivers: Set<String>) {
        let plain = "plain_address(\(address))"
        switch engine {
        case "postgresql", "cockroachdb", "timescaledb":
            if drivers.contains("asyncpg") {
                body = [
                    "connection = await asyncpg.connect(\(plain), timeout=TIME_LIMIT)", "try:",
                    "    await connection.execute(\"SELECT 1\")", "finally:", "    await connection.close()",
                ]
                (imports, isBlocking) = (["import asyncpg"], false)
            } else if drivers.contains("psycopg") {
                body = [
                    "async with await psycopg.AsyncConnection.connect(\(plain)) as connection:",
                    "    await connection.execute(\"SELECT 1\")",
                ]
                (imports, isBlocking) = (["import psycopg"], false)
            } else if drivers.contains("psycopg2") || drivers.contains("psycopg2-binary") {
                body = [
                    "with closing(psycopg2.connect(\(plain), connect_timeout=2)) as connection:",
                    "    connection.cursor().execute(\"SELECT 1\")",
                ]
                (imports, isBlocking) = (["import psycopg2", "from contextlib import closing"], true)
            } else {
                return nil
            }
        case "sqlite":
            body = [
                "with closing(sqlite3.connect(\(address))) as connection:", "    connection.execute(\"SELECT 1\")",
            ]
            (imports, isBlocking) = (["import sqlite3", "from contextlib import closing"], true)
        case "redis", "valkey":
            guard let client = ["redis", "valkey"].first(where: { drivers.contains($0) }) else { return nil }
            body = [
                "async with from_url(\(address)) as client:", "    await client.ping()",
            ]
            (imports, isBlocking) = (["from \(client).asyncio import from_url"], false)
        default: return nil
        }
    }
}
