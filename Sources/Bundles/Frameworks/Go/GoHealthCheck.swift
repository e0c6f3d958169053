import Workspace

/// How the generated endpoint asks one component.
struct GoHealthCheck: Sendable {
    /// The component.
    var component: HealthComponent
    /// Statements that ask it and end the function, without indentation.
    var statements: [String]
    /// The parameter of the handler's constructor; nil where it needs none.
    var parameter: GoTypedName?
    /// What the caller passes for it.
    var argument: String
    /// Import paths that parameter and statements need.
    var imports: Set<String>
}

/// Matches components with the connections that a place of the program has, or gives them some of their own.
struct GoHealthChecks: Sendable {
    private let serving: GoServing

    /// Makes a matcher.
    init(_ serving: GoServing) {
        self.serving = serving
    }

    /// A check for each component through connections that are in scope; nil for a component that none reaches.
    func existing(for components: [HealthComponent], in scope: [GoConnection]) -> [GoHealthCheck?] {
        var free = scope
        return components.map { component in
            let fitting = free.indices.filter { free[$0].driver.canBe(component.engine) }
            let best = fitting.first { Self.says(free[$0], component.engine) } ?? fitting.first
            guard let best else { return nil }
            return check(component, free.remove(at: best))
        }
    }

    /// Whether what opened a connection, or its name, tells the engine.
    private static func says(_ connection: GoConnection, _ engine: String) -> Bool {
        let words = (connection.opener ?? "") + " " + connection.expression.lowercased()
        return words.contains(engine.prefix(5)) || GoDatabaseDriver.engines(opener: connection.opener).contains(engine)
    }

    private func check(_ component: HealthComponent, _ connection: GoConnection) -> GoHealthCheck {
        if let shared = connection.shared {
            // Read when it is asked: it may be opened after the routes are registered.
            return GoHealthCheck(
                component: component, statements: connection.driver.ping.map { Self.fill($0, connection.expression) },
                argument: "", imports: Set([shared.importPath].compactMap(\.self)))
        }
        let name = Self.parameterName(component.key)
        return GoHealthCheck(
            component: component, statements: connection.driver.ping.map { Self.fill($0, name) },
            parameter: GoTypedName(name: name, type: connection.type), argument: connection.expression,
            imports: [connection.importPath])
    }

    /// A check that opens a connection each time it asks, with the driver and the variable that the program uses; nil
    /// where the program shows neither.
    func own(for component: HealthComponent) -> GoHealthCheck? {
        guard let opening = GoDatabaseDriver.opening(component.engine, in: serving.program),
            let variable = address(of: component)
        else { return nil }
        let address = "os.Getenv(\(GoText.quoted(variable)))"
        return GoHealthCheck(
            component: component, statements: opening.statements.map { Self.fill($0, address) }, argument: "",
            imports: opening.imports.union(["os"]))
    }

    /// The variable that the program opens its own connection with.
    private func address(of component: HealthComponent) -> String? {
        for source in serving.program.sources {
            for site in source.file.calls {
                guard let driver = GoDriver.of(maker: site, in: source.file), driver.canBe(component.engine),
                    let first = site.arguments.first, let last = site.arguments.last
                else { continue }
                let tokens = first.tokens.lowerBound..<last.tokens.upperBound
                let origins = GoOrigins(of: tokens, in: source, serving.program, serving.environment)
                if let variable = origins.variables.first(where: { Self.isAddress($0.name) }) { return variable.name }
            }
        }
        let words: [String] =
            component.isRequired ? ["DATABASE", "POSTGRES", "MYSQL", "PG_", "DB_"] : ["REDIS", "VALKEY", "CACHE"]
        return serving.environment.reads.first { read in
            Self.isAddress(read.name) && words.contains { read.name.uppercased().contains($0) }
        }?.name
    }

    private static func isAddress(_ name: String) -> Bool {
        ["URL", "URI", "DSN", "CONNECTION_STRING", "_CONN"].contains { name.uppercased().hasSuffix($0) }
    }

    /// `$` of a template filled in.
    private static func fill(_ template: String, _ value: String) -> String {
        template.split(separator: "$", omittingEmptySubsequences: false).joined(separator: value)
    }

    /// `orders-postgresql` as `ordersPostgresql`.
    private static func parameterName(_ key: String) -> String {
        let parts = key.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
        let name = parts.enumerated().map { index, part in
            index == 0 ? String(part) : part.prefix(1).uppercased() + part.dropFirst()
        }.joined()
        return name.first?.isNumber ?? true ? "component" + name : name
    }
}

/// A driver of `database/sql`, or a client, by which the endpoint opens a connection of its own.
struct GoDatabaseDriver: Sendable {
    /// Import path without a major version at its end; the program has it.
    var package: String
    /// Name under which it is registered with `database/sql`; nil for a client.
    var name: String?
    /// Engines that it reaches.
    var engines: Set<String>
    /// Statements of a client, with `$` for the address; the client's package is imported as it is by the program.
    var statements: [String] = []

    /// What `database/sql` drivers register (pkg.go.dev, each driver's own page), and clients.
    private static let all: [GoDatabaseDriver] = [
        GoDatabaseDriver(package: "github.com/lib/pq", name: "postgres", engines: ["postgresql", "cockroachdb"]),
        GoDatabaseDriver(
            package: "github.com/jackc/pgx/v5/stdlib", name: "pgx", engines: ["postgresql", "cockroachdb"]),
        GoDatabaseDriver(
            package: "github.com/jackc/pgx/v4/stdlib", name: "pgx", engines: ["postgresql", "cockroachdb"]),
        GoDatabaseDriver(package: "github.com/go-sql-driver/mysql", name: "mysql", engines: ["mysql", "mariadb"]),
        GoDatabaseDriver(package: "github.com/mattn/go-sqlite3", name: "sqlite3", engines: ["sqlite"]),
        GoDatabaseDriver(package: "modernc.org/sqlite", name: "sqlite", engines: ["sqlite"]),
        GoDatabaseDriver(
            package: "github.com/jackc/pgx/v5/pgxpool", name: nil, engines: ["postgresql", "cockroachdb"],
            statements: [
                "pool, err := pgxpool.New(ctx, $)", "if err != nil {", "\treturn err", "}", "defer pool.Close()",
                "return pool.Ping(ctx)",
            ]),
        GoDatabaseDriver(
            package: "github.com/redis/go-redis", name: nil, engines: GoDriverFamily.redis.engines,
            statements: [
                "options, err := redis.ParseURL($)", "if err != nil {", "\treturn err", "}",
                "client := redis.NewClient(options)", "defer client.Close()", "return client.Ping(ctx).Err()",
            ]),
        GoDatabaseDriver(
            package: "github.com/gomodule/redigo/redis", name: nil, engines: GoDriverFamily.redis.engines,
            statements: [
                "conn, err := redis.DialURLContext(ctx, $)", "if err != nil {", "\treturn err", "}",
                "defer conn.Close()", "_, err = conn.Do(\"PING\")", "return err",
            ]),
    ]

    /// Engines of the driver that is registered under a name.
    static func engines(opener: String?) -> Set<String> {
        all.first { $0.name != nil && $0.name == opener }?.engines ?? []
    }

    /// Statements that open, ask and close a connection to an engine, and what they import.
    static func opening(_ engine: String, in program: GoProgram) -> (statements: [String], imports: Set<String>)? {
        for driver in all where driver.engines.contains(engine) {
            guard let found = program.firstImport(of: [driver.package]) else { continue }
            guard let name = driver.name else { return (driver.statements, [found.item.path]) }
            let statements: [String] = [
                "db, err := sql.Open(\(GoText.quoted(name)), $)", "if err != nil {", "\treturn err", "}",
                "defer db.Close()", "return db.PingContext(ctx)",
            ]
            return (statements, ["database/sql"])
        }
        return nil
    }
}
