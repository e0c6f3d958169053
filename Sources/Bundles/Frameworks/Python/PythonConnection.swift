import Workspace

/// A connection to a datastore that the code of a package already has.
struct PythonConnection: Sendable, Hashable {
    /// What kind of object it is, the best for a health check first.
    enum Form: Int, Sendable, Hashable, Comparable {
        /// `create_async_engine` of SQLAlchemy.
        case asyncEngine
        /// `async_sessionmaker`, or `sessionmaker` with `AsyncSession`.
        case asyncSessions
        /// `asyncpg.create_pool`.
        case asyncpgPool
        /// `psycopg_pool.AsyncConnectionPool`.
        case asyncPsycopgPool
        /// `databases.Database`.
        case encodeDatabase
        /// Clients of Redis and Valkey with coroutines.
        case asyncRedis
        /// `AsyncIOMotorClient`, `AsyncMongoClient`.
        case asyncMongo
        /// A dependency that yields a session of SQLAlchemy, with coroutines.
        case asyncSessionGenerator
        /// A dependency that yields a connection of a driver, with coroutines.
        case asyncConnectionGenerator
        /// `create_engine` of SQLAlchemy or SQLModel.
        case engine
        /// `sessionmaker`, `scoped_session`.
        case sessions
        /// `psycopg_pool.ConnectionPool`.
        case psycopgPool
        /// Clients of Redis and Valkey that block.
        case redis
        /// `MongoClient`.
        case mongo
        /// A dependency that yields a session of SQLAlchemy and blocks.
        case sessionGenerator
        /// A dependency that yields a connection of a driver and blocks.
        case connectionGenerator
        /// A function that returns a connection of a driver that blocks.
        case connectFunction

        static func < (left: Form, right: Form) -> Bool { left.rawValue < right.rawValue }
    }

    /// How code gets at it.
    enum Access: Sendable, Hashable {
        /// A name at the top of a file.
        case object
        /// A name at the top of a file that a function binds later: only its value at the time of the request counts.
        case rebound
        /// A function of the package that gives it.
        case call
        /// `app.state.NAME`.
        case applicationState(String)
    }

    /// What it is.
    var form: Form
    /// The name and its file; for `applicationState` the file that sets it.
    var symbol: PythonSymbol
    /// How code gets at it.
    var access: Access
    /// The library behind it.
    var driver: PythonDriver
    /// Where it is made.
    var place: FilePlace
    /// Whether a generator is a context manager already.
    var isContextManager = false
}

/// Finds the connections of a package.
struct PythonConnectionFinder: Sendable {
    private let sources: PythonSources

    /// Makes a finder.
    init(_ sources: PythonSources) { self.sources = sources }

    /// Words of which a file that makes a connection has at least one.
    private static let words: [String] = [
        "create_async_engine", "create_engine", "sessionmaker", "scoped_session", "create_pool", "ConnectionPool",
        "Database(", "Redis", "redis", "Valkey", "valkey", "MongoClient", "MotorClient", "yield", ".connect(",
    ]

    /// Every connection, the best first.
    func connections() -> [PythonConnection] {
        var found: [PythonConnection] = []
        for path in sources.paths(containing: Self.words) {
            guard let module = sources.module(path) else { continue }
            found += objects(path, module) + states(path, module) + givers(path, module)
        }
        found += sources.paths(containing: ["yield"]).flatMap { path in
            sources.module(path).map { generators(path, $0, among: found) } ?? []
        }
        return found.sorted { ($0.form, accessRank($0), $0.place) < ($1.form, accessRank($1), $1.place) }
    }

    private func accessRank(_ connection: PythonConnection) -> Int {
        switch connection.access {
        case .object: 0
        case .applicationState: 1
        case .rebound: 2
        case .call: 3
        }
    }

    // MARK: Objects

    private func objects(_ path: String, _ module: PythonModule) -> [PythonConnection] {
        module.assignments.compactMap { assignment in
            guard let call = assignment.call, let (form, driver) = form(of: call, module),
                !assignment.target.contains("."), !module.isInClass(assignment.statement),
                module.defines(assignment.target)
            else { return nil }
            if assignment.function != nil, !isGlobal(assignment, module) { return nil }
            let isBoundOnce =
                module.assignments.filter { $0.target == assignment.target && $0.function == nil }.count == 1
            return PythonConnection(
                form: form, symbol: PythonSymbol(path: path, name: assignment.target),
                access: assignment.function == nil && isBoundOnce ? .object : .rebound, driver: driver,
                place: FilePlace(path, line: assignment.line))
        }
    }

    /// Whether a function binds a name of the file: `global pool`.
    private func isGlobal(_ assignment: PythonAssignment, _ module: PythonModule) -> Bool {
        guard let function = assignment.function else { return false }
        return module.functions[function].body.contains { index in
            let tokens = module.statements[index].tokens
            return module.tokens.isName(tokens.lowerBound, "global")
                && tokens.contains { module.tokens.isName($0, assignment.target) }
        }
    }

    /// `app.state.pool = await asyncpg.create_pool(...)`, also by way of a local name.
    private func states(_ path: String, _ module: PythonModule) -> [PythonConnection] {
        module.assignments.compactMap { assignment in
            let parts = assignment.target.split(separator: ".").map(String.init)
            guard parts.count >= 3, parts[parts.count - 2] == "state", let name = parts.last,
                let call = assignment.call ?? origin(of: assignment, module),
                let (form, driver) = form(of: call, module)
            else { return nil }
            return PythonConnection(
                form: form, symbol: PythonSymbol(path: path, name: name), access: .applicationState(name),
                driver: driver,
                place: FilePlace(path, line: assignment.line))
        }
    }

    /// The call that made a local name: `pool = await create_pool(...)` or `with create_pool(...) as pool`.
    private func origin(of assignment: PythonAssignment, _ module: PythonModule) -> CallSite? {
        guard assignment.value.count == 1, let function = assignment.function else { return nil }
        let name = module.tokens.spelling(assignment.value.lowerBound)
        if let call = module.assignments(in: module.functions[function].body).first(where: { $0.target == name })?.call
        {
            return call
        }
        return module.calls(in: module.functions[function].body).first { site in
            module.tokens.isName(site.tokens.upperBound, "as") && module.tokens.isName(site.tokens.upperBound + 1, name)
        }
    }

    // MARK: Functions

    /// Functions without arguments that return a connection.
    private func givers(_ path: String, _ module: PythonModule) -> [PythonConnection] {
        module.functions.compactMap { function in
            guard function.enclosing == nil, !module.isMethod(function), !function.isAsync,
                module.needsNoArguments(function), !module.yields(function)
            else { return nil }
            for index in module.returns(of: function) {
                let tokens = module.statements[index].tokens
                let first = tokens.lowerBound + 1
                let call =
                    module.calls.first { $0.tokens.lowerBound == first && $0.tokens.upperBound == tokens.upperBound }
                    ?? local(first, in: function, module)
                guard let call else { continue }
                let known = form(of: call, module) ?? plainConnection(call, module).map { (.connectFunction, $0) }
                guard let (form, driver) = known else { continue }
                return PythonConnection(
                    form: form, symbol: PythonSymbol(path: path, name: function.name), access: .call, driver: driver,
                    place: FilePlace(path, line: function.line))
            }
            return nil
        }
    }

    private func local(_ token: Int, in function: PythonFunction, _ module: PythonModule) -> CallSite? {
        let name = module.tokens.spelling(token)
        return module.assignments(in: function.body).last { $0.target == name }?.call
    }

    /// `psycopg.connect(...)` and its like, of drivers whose connections have `cursor()`.
    private func plainConnection(_ call: CallSite, _ module: PythonModule) -> PythonDriver? {
        guard call.method == "connect", let library = module.importedModule(of: call.callee),
            let driver = PythonDriver.of(module: library), !driver.engines.isEmpty,
            ["psycopg", "psycopg2", "sqlite3", "pymysql"].contains(driver.module)
        else { return nil }
        return driver
    }

    /// Functions that yield a session or a connection and need no arguments.
    private func generators(
        _ path: String, _ module: PythonModule, among known: [PythonConnection]
    ) -> [PythonConnection] {
        module.functions.compactMap { function in
            guard function.enclosing == nil, !module.isMethod(function), module.needsNoArguments(function),
                module.yields(function), let (isSession, driver) = yielded(by: function, path, module, among: known)
            else { return nil }
            let form: PythonConnection.Form
            switch (function.isAsync, isSession) {
            case (true, true): form = .asyncSessionGenerator
            case (true, false): form = .asyncConnectionGenerator
            case (false, true): form = .sessionGenerator
            case (false, false): form = .connectionGenerator
            }
            let isManager = function.decorators.contains { $0.name.hasSuffix("contextmanager") }
            return PythonConnection(
                form: form, symbol: PythonSymbol(path: path, name: function.name), access: .object, driver: driver,
                place: FilePlace(path, line: function.line), isContextManager: isManager)
        }
    }

    private func yielded(
        by function: PythonFunction, _ path: String, _ module: PythonModule, among known: [PythonConnection]
    ) -> (isSession: Bool, driver: PythonDriver)? {
        for site in module.calls(in: function.body) {
            if site.method == "connect" || site.method == "acquire",
                let library = module.importedModule(of: site.callee), let driver = PythonDriver.of(module: library),
                !driver.engines.isEmpty
            {
                return (false, driver)
            }
            if let symbol = sources.symbol(site.callee, in: path),
                let origin = known.first(where: { $0.symbol == symbol }),
                [.asyncSessions, .sessions].contains(origin.form)
            {
                return (true, origin.driver)
            }
            if ["Session", "AsyncSession"].contains(site.callee), let library = module.importedModule(of: site.callee),
                let driver = PythonDriver.of(module: library)
            {
                return (true, driver)
            }
        }
        return nil
    }

    // MARK: Constructors

    /// What a call makes.
    private func form(of call: CallSite, _ module: PythonModule) -> (PythonConnection.Form, PythonDriver)? {
        guard let library = module.importedModule(of: call.callee), let driver = PythonDriver.of(module: library) else {
            return nil
        }
        let isAsync = library.contains("asyncio") || call.callee.contains(".asyncio.") || driver.module == "aioredis"
        let form: PythonConnection.Form?
        switch (driver.module, call.method) {
        case ("sqlalchemy", "create_async_engine"): form = .asyncEngine
        case ("sqlalchemy", "create_engine"), ("sqlmodel", "create_engine"): form = .engine
        case ("sqlalchemy", "async_sessionmaker"): form = .asyncSessions
        case ("sqlalchemy", "sessionmaker"):
            let type = call.argument(named: "class_").map { module.text.string(in: $0.value) } ?? ""
            form = type.hasSuffix("AsyncSession") ? .asyncSessions : .sessions
        case ("sqlalchemy", "scoped_session"): form = .sessions
        case ("asyncpg", "create_pool"): form = .asyncpgPool
        case ("psycopg_pool", "AsyncConnectionPool"): form = .asyncPsycopgPool
        case ("psycopg_pool", "ConnectionPool"): form = .psycopgPool
        case ("databases", "Database"): form = .encodeDatabase
        case ("redis", "Redis"), ("redis", "StrictRedis"), ("redis", "from_url"), ("redis", "RedisCluster"),
            ("valkey", "Valkey"), ("valkey", "from_url"), ("aioredis", "from_url"), ("aioredis", "Redis"):
            form = isAsync ? .asyncRedis : .redis
        case ("motor", "AsyncIOMotorClient"), ("pymongo", "AsyncMongoClient"): form = .asyncMongo
        case ("pymongo", "MongoClient"): form = .mongo
        default: form = nil
        }
        return form.map { ($0, driver) }
    }
}
