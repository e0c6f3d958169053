import Topology
import Workspace

/// Which components the handler of a health endpoint asks, as far as the code shows.
struct NodeHealthChecks: Sendable {
    /// The sources.
    let project: NodeProject
    /// The databases and caches that the unit uses.
    let components: [SharedComponent]

    /// How many calls may lie between a handler and the driver: the handler calls `check()`, which calls `ping()`.
    private static let maximumCalls = 3
    /// Methods that reach a server of SQL, whatever object they are called on.
    private static let relationalMethods: Set<String> = [
        "query", "execute", "authenticate", "raw", "$queryRaw", "$queryRawUnsafe", "$executeRaw", "$executeRawUnsafe",
        "$connect",
    ]
    /// Engines that those methods reach.
    private static let relationalEngines: Set<String> = [
        "postgresql", "mysql", "mariadb", "sqlite", "cockroachdb", "mssql",
    ]
    /// Engines that `ping()` reaches.
    private static let keyValueEngines: Set<String> = ["redis", "valkey", "keydb", "dragonfly"]

    /// The endpoint that asks the most components; of equal ones the first.
    func best(of routes: [NodeRoute]) -> HealthInCode {
        guard !components.isEmpty, !routes.isEmpty else { return HealthInCode(route: routes.first.map(Self.route)) }
        let connections = NodeConnections(project)
        var best: HealthInCode?
        for route in routes {
            let found = checks(of: route, connections)
            if best.map({ found.count > $0.checks.count }) ?? true {
                best = HealthInCode(route: Self.route(route), checks: found)
            }
        }
        return best ?? HealthInCode()
    }

    private static func route(_ route: NodeRoute) -> HealthRoute { HealthRoute(path: route.path, place: route.place) }

    /// The line of the driver call that checks each component.
    func checks(of route: NodeRoute, _ connections: NodeConnections) -> [String: FilePlace] {
        var found: [String: FilePlace] = [:]
        for code in reached(from: route.handlers) {
            guard let module = project.module(code.file) else { continue }
            for index in code.tokens {
                guard let engines = engines(at: index, in: module, code.file, connections) else { continue }
                for component in components where component.engine.map({ engines.contains($0) }) ?? false {
                    let place = FilePlace(code.file, line: module.tokens.line(index))
                    if found[component.id] == nil { found[component.id] = place }
                }
            }
        }
        return found
    }

    // MARK: - What is reached

    /// The code of the handlers, of the functions that it names, and of those that these name.
    private func reached(from handlers: [NodeCode]) -> [NodeCode] {
        var all: [NodeCode] = []
        var level = handlers
        var seen: Set<NodeCode> = []
        for _ in 0...Self.maximumCalls {
            level = level.filter { seen.insert($0).inserted }
            all += level
            level = level.flatMap(named)
        }
        return all
    }

    private func named(in code: NodeCode) -> [NodeCode] {
        guard let module = project.module(code.file) else { return [] }
        var found: [NodeCode] = []
        for index in code.tokens
        where module.tokens.isName(index) && !module.tokens.isSymbol(index - 1, ".")
            && !module.tokens.isSymbol(index - 1, "?.") && !module.tokens.isSymbol(index + 1, ":")
        {
            guard let symbol = project.symbol(at: index..<index + 1, in: code.file) else { continue }
            if let body = body(of: symbol) { found.append(body) }
        }
        return found
    }

    /// The block of a function, or the value of a variable that holds functions or a table of them.
    private func body(of symbol: NodeSymbol) -> NodeCode? {
        guard let module = project.module(symbol.file) else { return nil }
        switch symbol {
        case .function(let file, let index): return NodeCode(file: file, tokens: module.functions[index].body)
        case .variable(let file, _, let index):
            let value = module.declarations[index].value
            let isTable =
                module.tokens.isSymbol(value.lowerBound, "[") || module.tokens.isSymbol(value.lowerBound, "{")
            let isFunction = module.tokens.firstIndex(ofSymbol: "=>", in: value) != nil
            let wrapsFunction = value.contains { module.tokens.isSymbol($0, "=>") }
            guard isTable || isFunction || wrapsFunction else { return nil }
            return NodeCode(file: file, tokens: value)
        }
    }

    // MARK: - What asks a server

    /// The engines that a call or tagged template at a token asks; nil for anything else.
    private func engines(
        at index: Int, in module: JavaScriptModule, _ file: String, _ connections: NodeConnections
    ) -> Set<String>? {
        let tokens = module.tokens
        guard tokens.isName(index) else { return nil }
        let isCall = tokens.isSymbol(index + 1, "(")
        let isTagged =
            tokens.kind(index + 1) == .templateHead
            || tokens.kind(index + 1) == .string && tokens.spelling(index + 1).hasPrefix("`")
        guard isCall || isTagged else { return nil }
        let word = tokens.spelling(index)
        let (start, path) = tokens.calleePathStart(endingAt: index)
        if let connection = connection(path, start, file, connections) { return connection.driver.engines }
        guard tokens.isSymbol(index - 1, ".") || tokens.isSymbol(index - 1, "?.") else { return nil }
        if word == "ping" {
            return path.contains("admin") ? ["mongodb"] : Self.keyValueEngines
        }
        if word == "command" { return ["mongodb"] }
        return Self.relationalMethods.contains(word) ? Self.relationalEngines : nil
    }

    /// The connection on which a path calls something, or which it is.
    private func connection(
        _ path: String, _ start: Int, _ file: String, _ connections: NodeConnections
    ) -> NodeConnection? {
        let root = path.split(separator: ".").first.map(String.init) ?? path
        if let local = connections.all.first(where: {
            $0.file == file && (path == $0.name || path.hasPrefix($0.name + "."))
        }) {
            return local
        }
        guard let module = project.module(file),
            module.imports.contains(where: { $0.bindings.contains { $0.local == root } }),
            let symbol = project.symbol(at: start..<start + 1, in: file) ?? namespace(root, file)
        else { return nil }
        switch symbol {
        case .variable(let target, let name, _):
            return connections.all.first { $0.file == target && ($0.name == name || $0.exported == name) }
        case .function(let target, let index):
            let name = project.module(target)?.functions[index].name
            return connections.all.first { $0.file == target && $0.askFunction == name && name != nil }
        }
    }

    /// `db` of `const db = require("./db")`, of which `db.query` is called.
    private func namespace(_ name: String, _ file: String) -> NodeSymbol? {
        guard let load = project.module(file)?.imports.first(where: { $0.bindings.contains { $0.local == name } }),
            let target = project.resolve(load.module, from: file)
        else { return nil }
        return project.export("query", of: target)
    }
}

extension SourceTokens {
    /// The first token and the text of a path of names that ends at a name; calls and indices inside it are left out.
    func calleePathStart(endingAt last: Int) -> (start: Int, path: String) {
        var start = last
        var parts = [spelling(last)]
        while parts.count < 16, isSymbol(start - 1, ".") || isSymbol(start - 1, "?.") {
            var before = start - 2
            if let opener = partner(of: before), opener < before { before = opener - 1 }
            guard isName(before) else { break }
            parts.append(spelling(before))
            start = before
        }
        return (start, parts.reversed().joined(separator: "."))
    }
}
