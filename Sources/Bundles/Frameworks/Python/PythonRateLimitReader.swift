import Topology
import Workspace

/// A function that answers requests, with its decorators sorted.
struct PythonRoutedFunction: Sendable {
    /// The file.
    let path: String
    /// The function.
    let function: PythonFunction
    /// The decorators that declare routes, from top to bottom.
    let routeDecorators: [PythonDecorator]
    /// The decorators of slowapi that limit it.
    let limits: [PythonDecorator]
    /// The routes that it answers, with the paths from the root of the unit.
    let routes: [PythonRoute]

    /// Whether all its paths are what probes ask for.
    func isHealth(besides exempt: [String]) -> Bool {
        routes.allSatisfy { ProbePaths.isLikely($0.path) || exempt.contains($0.path) }
    }

    /// Whether a limit stands above a route: FastAPI then registers the function without it.
    var misplaced: PythonDecorator? {
        guard let last = routeDecorators.last else { return nil }
        return limits.first { $0.range.lowerBound < last.range.lowerBound }
    }

    /// `GET /products`.
    var name: String {
        guard let decorator = routeDecorators.first, let route = routes.first else { return function.name }
        let method = decorator.name.split(separator: ".").last.map(String.init) ?? "get"
        return (PythonRouteFinder.httpMethods.contains(method) ? method.uppercased() + " " : "") + route.path
    }
}

extension PythonRouteFinder {
    /// Decorators of FastAPI for one method each.
    static let httpMethods: Set<String> = ["get", "post", "put", "patch", "delete", "options", "head", "trace"]
}

/// Finds the rate limiting of an application of FastAPI.
struct PythonRateLimitReader: Sendable {
    /// The files.
    let sources: PythonSources
    /// The application.
    let application: PythonApplication
    /// Functions that answer requests.
    let functions: [PythonRoutedFunction]
    /// Routes that are declared without a decorator, and what is mounted.
    let undecorated: [FilePlace]
    private let limiter: (symbol: PythonSymbol, call: CallSite)?

    /// Reads the routes of an application.
    init(_ sources: PythonSources, _ application: PythonApplication) {
        self.sources = sources
        self.application = application
        limiter = Self.limiter(sources)
        var dialect = FastAPIFramework.dialect
        dialect.getters = PythonRouteFinder.httpMethods
        let routes = PythonRouteFinder(sources, dialect: dialect).routes(of: application)
        let getters = Set(
            PythonRouteFinder(sources, dialect: FastAPIFramework.dialect).routes(of: application)
                .filter(\.answersGet).map(\.place))
        let marked = routes.map { route in
            var route = route
            route.answersGet = getters.contains(route.place)
            return route
        }
        var decorated: Set<FilePlace> = []
        var found: [PythonRoutedFunction] = []
        for path in Set(marked.map(\.place.path)).sorted() {
            guard let module = sources.module(path) else { continue }
            for function in module.functions {
                let own = function.decorators.filter { decorator in
                    marked.contains { $0.place == FilePlace(path, line: decorator.line) }
                }
                if own.isEmpty { continue }
                let places = Set(own.map { FilePlace(path, line: $0.line) })
                decorated.formUnion(places)
                let limiter = limiter
                found.append(
                    PythonRoutedFunction(
                        path: path, function: function, routeDecorators: own,
                        limits: function.decorators.filter {
                            Self.isLimit($0, in: path, sources, limiter: limiter?.symbol)
                        },
                        routes: marked.filter { places.contains($0.place) }))
            }
        }
        functions = found
        let mounts = (sources.module(application.path)?.calls ?? []).filter { $0.method == "mount" }
            .map { FilePlace(application.path, line: $0.line) }
        undecorated = marked.map(\.place).filter { !decorated.contains($0) } + mounts
    }

    /// The rate limiting of the code; nil where there is none.
    var answer: RateLimitInCode? { slowapi ?? middleware ?? dependency }

    // MARK: slowapi

    private static func limiter(_ sources: PythonSources) -> (symbol: PythonSymbol, call: CallSite)? {
        for path in sources.paths(containing: ["slowapi"]) {
            guard let module = sources.module(path) else { continue }
            let spellings = module.spellings(of: "Limiter", from: "slowapi")
            for assignment in module.assignments {
                guard let call = assignment.call, spellings.contains(call.callee) else { continue }
                return (PythonSymbol(path: path, name: assignment.target), call)
            }
        }
        return nil
    }

    /// `@limiter.limit("5/minute")`, `@limiter.shared_limit(...)`, or a name that stands for one.
    private static func isLimit(
        _ decorator: PythonDecorator, in path: String, _ sources: PythonSources, limiter: PythonSymbol?
    ) -> Bool {
        guard let limiter else { return false }
        let parts = decorator.name.split(separator: ".").map(String.init)
        if let method = parts.last, ["limit", "shared_limit"].contains(method), parts.count > 1 {
            return sources.symbol(parts.dropLast().joined(separator: "."), in: path) == limiter
        }
        guard let symbol = sources.symbol(decorator.name, in: path), let module = sources.module(symbol.path),
            let name = symbol.name, let call = module.topAssignment(name)?.call
        else { return false }
        return ["limit", "shared_limit"].contains(call.method)
            && sources.symbol(call.receiver, in: symbol.path) == limiter
    }

    private var slowapi: RateLimitInCode? {
        guard let limiter, let module = sources.module(limiter.symbol.path) else { return nil }
        let place = FilePlace(limiter.symbol.path, line: limiter.call.line)
        let limited = functions.filter { !$0.limits.isEmpty }
        let defaults = limiter.call.argument(named: "default_limits")
        let isMiddleware = middlewareCall { $0.hasPrefix("SlowAPI") } != nil
        let coversAll = defaults != nil && isMiddleware
        if limited.isEmpty, !coversAll { return nil }
        var answer = RateLimitInCode(provider: "slowapi", place: place, policy: nil)
        let getter = limited.first { $0.misplaced == nil && cheapRoute($0) != nil } ?? limited.first
        if let getter {
            answer.path = cheapRoute(getter) ?? getter.routes.first { $0.answersGet }.map { Self.filled($0.path) }
            answer.policy = policy(of: getter)
        }
        if coversAll, let defaults {
            answer.policy = answer.policy ?? text(of: defaults.tokens, in: limiter.symbol.path).flatMap { .init($0) }
            answer.path = answer.path ?? functions.lazy.compactMap { cheapRoute($0) }.first
        } else {
            answer.unlimited = functions.filter { $0.limits.isEmpty && !$0.isHealth(besides: []) }
                .map { FindingPart($0.name, at: FilePlace($0.path, line: $0.function.line)) }
        }
        addSuspects(to: &answer, limiter.call, module, limited, coversAll: coversAll)
        return answer
    }

    private func addSuspects(
        to answer: inout RateLimitInCode, _ call: CallSite, _ module: PythonModule, _ limited: [PythonRoutedFunction],
        coversAll: Bool
    ) {
        if let wrong = limited.first(where: { $0.misplaced != nil }), let decorator = wrong.misplaced {
            answer.suspects[.neverLimits] = RateLimitSuspect(
                "the limit stands above the decorator of the route, which registers the function without it",
                at: FilePlace(wrong.path, line: decorator.line))
        } else if coversAll, limited.isEmpty {
            answer.suspects[.neverLimits] = RateLimitSuspect(
                "SlowAPIMiddleware leaves out the routes of included routers since FastAPI 0.137", at: answer.place)
        }
        if let health = limited.first(where: { $0.isHealth(besides: []) }), let decorator = health.limits.first {
            answer.suspects[.limitsHealth] = RateLimitSuspect(
                "the health endpoint has the decorator of the limit", at: FilePlace(health.path, line: decorator.line))
        }
        guard let key = call.argument(named: "key_func") ?? call.arguments.first(where: { $0.name == nil }) else {
            return
        }
        let name = module.text.string(in: key.value)
        let place = FilePlace(answer.place.path, line: module.text.line(of: key.range.lowerBound))
        answer.suspects[.countsProxy] = RateLimitSuspect(
            "the limit counts by `\(name)`, the peer of the connection", at: place)
        answer.suspects[.isEvaded] = RateLimitSuspect(
            "the limit counts by `\(name)`, which trusts what the client sends", at: place)
    }

    // MARK: Middleware

    private func middlewareCall(_ isWanted: (String) -> Bool) -> (site: CallSite, path: String, name: String)? {
        for path in sources.paths(containing: ["add_middleware(", "Middleware("]) {
            guard let module = sources.module(path) else { continue }
            for site in module.calls where site.method == "add_middleware" || site.method == "Middleware" {
                guard let first = site.arguments.first else { continue }
                let name = module.text.string(in: first.value)
                if isWanted(name) { return (site, path, name) }
            }
        }
        return nil
    }

    private var middleware: RateLimitInCode? {
        let found = middlewareCall { name in
            let plain = name.lowercased().filter { $0 != "_" }
            return ["ratelimit", "limiter", "throttl"].contains { plain.contains($0) }
        }
        guard let found, !found.name.hasPrefix("SlowAPI") else { return nil }
        var answer = RateLimitInCode(
            provider: "middleware", place: FilePlace(found.path, line: found.site.line), policy: nil)
        guard let symbol = sources.symbol(found.name, in: found.path), let module = sources.module(symbol.path) else {
            return answer
        }
        if module.imports.contains(where: { $0.module == "limits" || $0.module.hasPrefix("limits.") }) {
            answer.provider = PythonRateLimitFile.Way.limits.provider
        }
        answer.policy =
            module.assignments.lazy.compactMap { text(of: $0.value, in: symbol.path) }
            .compactMap { RateLimitPolicy($0) }.first
        if let type = module.classes.first(where: { $0.name == symbol.name }) {
            let place = FilePlace(symbol.path, line: type.line)
            answer.suspects[.limitsHealth] = RateLimitSuspect(
                "the middleware does not leave the health path out", at: place)
            answer.suspects[.neverLimits] = RateLimitSuspect("the middleware lets every request pass", at: place)
        }
        if let function = module.topFunction("client_address") {
            let place = FilePlace(symbol.path, line: function.line)
            answer.suspects[.countsProxy] = RateLimitSuspect(
                "`client_address` gives the peer of the connection", at: place)
            answer.suspects[.isEvaded] = RateLimitSuspect("`client_address` trusts what the client sends", at: place)
        }
        return answer
    }

    // MARK: fastapi-limiter

    /// `Depends(RateLimiter(times=100, seconds=60))` of fastapi-limiter.
    private var dependency: RateLimitInCode? {
        for path in sources.paths(containing: ["fastapi_limiter"]) {
            guard let module = sources.module(path) else { continue }
            let spellings = module.spellings(of: "RateLimiter", from: "fastapi_limiter")
            guard let site = module.calls.first(where: { spellings.contains($0.callee) }) else { continue }
            let times = site.argument(named: "times").flatMap { Int(module.text.string(in: $0.value)) }
            let units: [(name: String, seconds: Int)] = [("seconds", 1), ("minutes", 60), ("hours", 3600)]
            let seconds = units.reduce(0) { sum, unit in
                let number = site.argument(named: unit.name).flatMap { Int(module.text.string(in: $0.value)) }
                return sum + (number ?? 0) * unit.seconds
            }
            let policy = times.map { RateLimitPolicy(count: $0, seconds: max(seconds, 1)) }
            let routes = functions.filter { $0.path == path }
            return RateLimitInCode(
                provider: "fastapi-limiter", place: FilePlace(path, line: site.line), policy: policy,
                path: routes.lazy.compactMap { cheapRoute($0) }.first)
        }
        return nil
    }

    // MARK: Text

    /// A path for GET without parameters that is not a probe's.
    private func cheapRoute(_ function: PythonRoutedFunction) -> String? {
        guard !function.isHealth(besides: []) else { return nil }
        return function.routes.first { $0.answersGet && !$0.path.contains("{") }.map { $0.path.isEmpty ? "/" : $0.path }
    }

    /// A path with `1` for each of its parameters.
    private static func filled(_ path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false).map { $0.hasPrefix("{") ? "1" : String($0) }
            .joined(separator: "/")
    }

    private func policy(of function: PythonRoutedFunction) -> RateLimitPolicy? {
        guard let decorator = function.limits.first else { return nil }
        if let first = decorator.call?.arguments.first {
            return text(of: first.tokens, in: function.path).flatMap { RateLimitPolicy($0) }
        }
        guard let symbol = sources.symbol(decorator.name, in: function.path), let name = symbol.name,
            let call = sources.module(symbol.path)?.topAssignment(name)?.call, let first = call.arguments.first
        else { return nil }
        return text(of: first.tokens, in: symbol.path).flatMap { RateLimitPolicy($0) }
    }

    /// A text that is known before the program runs, also as the default of a variable of the environment.
    private func text(of tokens: Range<Int>, in path: String, depth: Int = 0) -> String? {
        guard depth < 4, let module = sources.module(path), !tokens.isEmpty else { return nil }
        if let text = sources.constant(tokens, in: path) { return text }
        if module.tokens.isSymbol(tokens.lowerBound, "["), tokens.count > 2 {
            return text(of: tokens.lowerBound + 1..<tokens.upperBound - 1, in: path, depth: depth + 1)
        }
        let call = module.calls.first { $0.tokens == tokens }
        if let call, ["get", "getenv"].contains(call.method), call.arguments.count == 2 {
            return call.arguments[1].stringValue
        }
        let name = module.text.string(in: module.tokens.range(tokens))
        guard let symbol = sources.symbol(name, in: path), let variable = symbol.name,
            let assignment = sources.module(symbol.path)?.topAssignment(variable), !assignment.value.isEmpty
        else { return nil }
        return text(of: assignment.value, in: symbol.path, depth: depth + 1)
    }
}
