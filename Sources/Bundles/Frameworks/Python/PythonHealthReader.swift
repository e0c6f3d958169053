import Topology
import Workspace

/// Finds the health endpoint of an application, and which components its handler asks.
struct PythonHealthReader: Sendable {
    /// The files.
    let sources: PythonSources
    /// How the framework declares routes.
    let dialect: PythonRouteFinder.Dialect

    /// Makes a reader.
    init(_ sources: PythonSources, dialect: PythonRouteFinder.Dialect) {
        self.sources = sources
        self.dialect = dialect
    }

    /// The endpoint that checks most components; among equals the one with the likelier name, then the shorter path.
    func best(of application: PythonApplication, components: [HealthComponent]) -> HealthInCode? {
        let routes = PythonRouteFinder(sources, dialect: dialect).routes(of: application)
        return Self.best(of: routes, in: sources, components: components)
    }

    /// The best of some routes.
    static func best(
        of routes: [PythonRoute], in sources: PythonSources, components: [HealthComponent]
    ) -> HealthInCode? {
        let candidates = routes.filter { route in
            route.answersGet && HealthRoute.isCustomary(route.path)
                && !route.path.contains { $0 == "{" || $0 == "<" || $0 == "*" }
        }
        let answers = candidates.map { route in
            let checks =
                route.handler.map { PythonCheckReader(sources, components: components).checks(from: $0) } ?? [:]
            return HealthInCode(route: HealthRoute(path: route.path, place: route.place), checks: checks)
        }
        return answers.min { left, right in
            guard let first = left.route, let second = right.route else { return false }
            return order(first, left.checks.count) < order(second, right.checks.count)
        }
    }

    private static func order(_ route: HealthRoute, _ checks: Int) -> (Int, Int, Int, FilePlace) {
        (-checks, HealthRoute.rank(route.path) ?? 0, route.path.utf8.count, route.place)
    }
}

/// Reads which components a handler asks, in its own body and in functions that it names, two levels deep.
struct PythonCheckReader: Sendable {
    private let sources: PythonSources
    private let components: [HealthComponent]

    /// How many functions are followed one after the other.
    private static let maximumDepth = 2
    /// Methods by which drivers and ORMs reach a database.
    private static let databaseMethods: Set<String> = [
        "execute", "fetchval", "fetchrow", "fetch", "fetch_one", "fetch_val", "fetch_all", "scalar", "scalars", "exec",
        "connect", "cursor", "ensure_connection", "execute_fetchall", "begin", "acquire", "connection", "command",
        "server_info", "is_usable",
    ]
    /// Methods by which clients reach a cache.
    private static let cacheMethods: Set<String> = [
        "ping", "get", "set", "info", "echo", "exists", "dbsize", "execute_command", "incr", "setex", "time",
    ]

    /// Makes a reader for some components.
    init(_ sources: PythonSources, components: [HealthComponent]) {
        self.sources = sources
        self.components = components
    }

    /// The line of the first call that reaches each component, by component id.
    func checks(from handler: PythonSymbol) -> [String: FilePlace] {
        guard !components.isEmpty else { return [:] }
        var found: [String: FilePlace] = [:]
        var visited: Set<PythonSymbol> = []
        visit(handler, depth: 0, &visited, &found)
        return found
    }

    private func visit(
        _ symbol: PythonSymbol, depth: Int, _ visited: inout Set<PythonSymbol>, _ found: inout [String: FilePlace]
    ) {
        guard visited.insert(symbol).inserted, let module = sources.module(symbol.path),
            let function = module.functions.first(where: { $0.name == symbol.name && !module.isMethod($0) })
        else { return }
        let calls = module.calls(in: function.body)
        for site in calls {
            guard let component = component(of: site, in: symbol.path, besides: found) else { continue }
            found[component.id] = FilePlace(symbol.path, line: site.line)
        }
        guard depth < Self.maximumDepth else { return }
        for next in references(in: function, of: module, path: symbol.path) {
            visit(next, depth: depth + 1, &visited, &found)
        }
    }

    /// The functions of the package that a function names: called, passed to a thread, or given to `Depends`.
    private func references(in function: PythonFunction, of module: PythonModule, path: String) -> [PythonSymbol] {
        var names: [String] = []
        let header = module.statements[function.statement].tokens
        let last = function.body.last.map { module.statements[$0].tokens.upperBound } ?? header.upperBound
        var index = header.lowerBound
        while index < last {
            defer { index += 1 }
            guard module.tokens.isName(index), !module.tokens.isSymbol(index - 1, ".") else { continue }
            var name = module.tokens.spelling(index)
            while module.tokens.isSymbol(index + 1, "."), module.tokens.isName(index + 2) {
                name += "." + module.tokens.spelling(index + 2)
                index += 2
            }
            if !names.contains(name) { names.append(name) }
        }
        return names.flatMap { name -> [PythonSymbol] in
            guard let symbol = sources.symbol(name, in: path) else { return [] }
            return [symbol] + aliased(symbol)
        }
    }

    /// `Session = Annotated[AsyncSession, Depends(session)]` names a function too.
    private func aliased(_ symbol: PythonSymbol) -> [PythonSymbol] {
        guard let name = symbol.name, let module = sources.module(symbol.path),
            let assignment = module.topAssignment(name)
        else { return [] }
        return module.calls.filter { $0.method == "Depends" && assignment.value.contains($0.opener) }
            .compactMap { $0.arguments.first }
            .compactMap { sources.symbol(module.text.string(in: $0.value), in: symbol.path) }
    }

    private func component(
        of site: CallSite, in path: String, besides found: [String: FilePlace]
    ) -> HealthComponent? {
        let open = components.filter { found[$0.id] == nil }
        let driver = driver(of: site.receiver, in: path)
        if Self.databaseMethods.contains(site.method), !site.receiver.isEmpty {
            if let driver { return open.first { $0.isRequired && driver.reaches($0.engine) } }
            guard !isForeign(site.receiver, in: path) else { return nil }
            return open.first { $0.isRequired && Self.isKnown($0.engine, withoutDriverFor: site.method) }
        }
        guard Self.cacheMethods.contains(site.method) else { return nil }
        if let driver { return open.first { driver.reaches($0.engine) } }
        let words = site.receiver.lowercased()
        let looksLikeCache = ["redis", "valkey", "cache"].contains { words.contains($0) }
        guard looksLikeCache || (site.method == "ping" && !isForeign(site.receiver, in: path)) else { return nil }
        return open.first { !$0.isRequired }
    }

    /// Without a driver in sight only what SQL and MongoDB have in common counts.
    private static func isKnown(_ engine: String, withoutDriverFor method: String) -> Bool {
        method == "command" || method == "server_info" ? engine == "mongodb" : engine != "mongodb"
    }

    /// The library behind an object: that of the call that made it, or of the module it is a part of.
    private func driver(of receiver: String, in path: String) -> PythonDriver? {
        let name = receiver.split(separator: "(").first.map(String.init) ?? receiver
        if let module = sources.module(path)?.importedModule(of: name), let driver = PythonDriver.of(module: module) {
            return driver
        }
        guard let symbol = sources.resolve(name, in: path)?.symbol, let variable = symbol.name,
            let module = sources.module(symbol.path)
        else { return nil }
        let calls =
            module.topAssignment(variable)?.call.map { [$0.callee] }
            ?? module.topFunction(variable).map { module.calls(in: $0.body).map(\.callee) } ?? []
        return calls.lazy.compactMap { module.importedModule(of: $0) }.compactMap { PythonDriver.of(module: $0) }.first
    }

    /// Whether an object belongs to a library that is no driver: `httpx.get`, `aio_pika.connect`.
    private func isForeign(_ receiver: String, in path: String) -> Bool {
        guard let library = sources.module(path)?.importedModule(of: receiver) else { return false }
        return PythonDriver.of(module: library) == nil && sources.resolve(receiver, in: path) == nil
    }
}
