import Topology
import Workspace

/// A route of an application: what answers under which path.
struct PythonRoute: Sendable, Hashable {
    /// URL path from the root of the application.
    var path: String
    /// The function that answers; its file and name. Nil where it is not a function of the package.
    var handler: PythonSymbol?
    /// Where the route is declared.
    var place: FilePlace
    /// Whether it answers GET.
    var answersGet: Bool

    /// Joins a prefix and a path the way that routers do: one slash between, none at the end but of `/` itself.
    static func join(_ prefix: String, _ path: String) -> String {
        let left = prefix.hasSuffix("/") ? String(prefix.dropLast()) : prefix
        if path.isEmpty { return left }
        return left + (path.hasPrefix("/") ? path : "/" + path)
    }
}

/// Finds the routes of an application whose routers are objects with decorators: FastAPI and Starlette, Flask with its
/// blueprints.
struct PythonRouteFinder: Sendable {
    /// The words of one framework.
    struct Dialect: Sendable {
        /// Classes of routers, such as `APIRouter`.
        var routers: [String]
        /// The argument with a router's own prefix, such as `prefix`, `url_prefix`.
        var prefix: String
        /// Methods that put a router under another, such as `include_router`.
        var include: String
        /// Decorators that declare a route for GET.
        var getters: Set<String>
        /// Decorators and calls that name their methods in `methods`; without that they answer GET.
        var general: Set<String>
        /// Calls that declare a route and name its handler, such as `add_api_route`.
        var adders: Set<String>
        /// Whether a prefix given where a router is put in takes the place of the router's own.
        var replacesPrefix: Bool
    }

    /// The files.
    let sources: PythonSources
    /// The words.
    let dialect: Dialect
    private let inclusions: [PythonSymbol: [(child: PythonSymbol, prefix: String?)]]
    private let declared: [PythonSymbol: [PythonRoute]]
    private let ownPrefixes: [PythonSymbol: String]

    /// How deep routers are followed.
    private static let maximumDepth = 8

    /// Reads every file that declares routes.
    init(_ sources: PythonSources, dialect: Dialect) {
        self.sources = sources
        self.dialect = dialect
        var reader = PythonRouteReader(sources: sources, dialect: dialect)
        reader.run()
        inclusions = reader.inclusions
        declared = reader.declared
        ownPrefixes = reader.ownPrefixes
    }

    /// All routes of an application, in the order of routers and lines.
    func routes(of application: PythonApplication) -> [PythonRoute] {
        var roots: [PythonSymbol] = []
        if let variable = application.variable { roots.append(PythonSymbol(path: application.path, name: variable)) }
        let served = PythonSymbol(path: application.servedPath, name: application.servedName)
        if !roots.contains(served) { roots.append(served) }
        var found: [PythonRoute] = []
        for root in roots { collect(root, prefix: "", depth: 0, into: &found) }
        return found
    }

    private func collect(_ router: PythonSymbol, prefix: String, depth: Int, into found: inout [PythonRoute]) {
        guard depth < Self.maximumDepth else { return }
        for var route in declared[router] ?? [] {
            route.path = PythonRoute.join(prefix, route.path)
            found.append(route)
        }
        for inclusion in inclusions[router] ?? [] {
            let own = ownPrefixes[inclusion.child] ?? ""
            let outer = inclusion.prefix ?? ""
            let inner =
                dialect.replacesPrefix && inclusion.prefix != nil ? outer : PythonRoute.join(outer, own)
            collect(inclusion.child, prefix: PythonRoute.join(prefix, inner), depth: depth + 1, into: &found)
        }
    }
}

/// Reads the declarations of all files.
private struct PythonRouteReader {
    let sources: PythonSources
    let dialect: PythonRouteFinder.Dialect
    var inclusions: [PythonSymbol: [(child: PythonSymbol, prefix: String?)]] = [:]
    var declared: [PythonSymbol: [PythonRoute]] = [:]
    var ownPrefixes: [PythonSymbol: String] = [:]

    mutating func run() {
        let decorators = dialect.getters.union(dialect.general).map { "." + $0 + "(" }
        let calls = dialect.adders.map { "." + $0 + "(" } + dialect.routers.map { $0 + "(" }
        for path in sources.paths(containing: decorators + calls + ["." + dialect.include + "(", ".mount("]) {
            guard let module = sources.module(path) else { continue }
            readPrefixes(path, module)
            readDecorators(path, module)
            for site in module.calls { readCall(site, path, module) }
        }
    }

    private mutating func readPrefixes(_ path: String, _ module: PythonModule) {
        for assignment in module.assignments {
            guard let call = assignment.call, dialect.routers.contains(call.method),
                let argument = call.argument(named: dialect.prefix)
            else { continue }
            ownPrefixes[PythonSymbol(path: path, name: assignment.target)] = sources.constant(argument.tokens, in: path)
        }
    }

    private mutating func readDecorators(_ path: String, _ module: PythonModule) {
        for function in module.functions {
            for decorator in function.decorators {
                guard let call = decorator.call, let text = routePath(call, path) else { continue }
                let isGetter = dialect.getters.contains(call.method)
                guard isGetter || dialect.general.contains(call.method) else { continue }
                let route = PythonRoute(
                    path: text, handler: PythonSymbol(path: path, name: function.name),
                    place: FilePlace(path, line: decorator.line), answersGet: isGetter || answersGet(call, module))
                declared[owner(call.receiver, path), default: []].append(route)
            }
        }
    }

    private mutating func readCall(_ site: CallSite, _ path: String, _ module: PythonModule) {
        if dialect.adders.contains(site.method), let text = routePath(site, path) {
            let named = ["view_func", "endpoint", "route"].lazy.compactMap { site.argument(named: $0) }.first
            let handler = named ?? (site.arguments.count > 1 ? site.arguments.last { $0.name == nil } : nil)
            let name = handler.map { module.text.string(in: $0.value) }
            let route = PythonRoute(
                path: text, handler: name.flatMap { sources.symbol($0, in: path) },
                place: FilePlace(path, line: site.line), answersGet: answersGet(site, module))
            declared[owner(site.receiver, path), default: []].append(route)
        } else if site.method == dialect.include {
            guard let first = site.arguments.first(where: { $0.name == nil || $0.name == "router" }) else { return }
            include(first, prefix: site.argument(named: dialect.prefix), site, path, module)
        } else if site.method == "mount", site.arguments.count > 1 {
            let child = site.argument(named: "app") ?? site.arguments[1]
            include(child, prefix: site.argument(named: "path") ?? site.arguments[0], site, path, module)
        }
    }

    private mutating func include(
        _ child: CallArgument, prefix: CallArgument?, _ site: CallSite, _ path: String, _ module: PythonModule
    ) {
        let name = module.text.string(in: child.value)
        guard let symbol = sources.symbol(name, in: path) ?? localSymbol(name, path) else { return }
        var text: String?
        if let prefix {
            // A prefix that is not known before the program runs makes every path below it unknown.
            guard let known = sources.constant(prefix.tokens, in: path) else { return }
            text = known
        }
        inclusions[owner(site.receiver, path), default: []].append((symbol, text))
    }

    private func routePath(_ call: CallSite, _ path: String) -> String? {
        let named = ["path", "rule"].lazy.compactMap { call.argument(named: $0) }.first
        guard let argument = named ?? call.arguments.first(where: { $0.name == nil }) else { return nil }
        return argument.stringValue ?? sources.constant(argument.tokens, in: path)
    }

    private func answersGet(_ call: CallSite, _ module: PythonModule) -> Bool {
        guard let methods = call.argument(named: "methods") else { return true }
        return methods.tokens.contains { module.tokens.stringValue($0)?.uppercased() == "GET" }
    }

    /// An object inside a function, such as the `app` of a factory, is known by its name in the file.
    private func owner(_ receiver: String, _ path: String) -> PythonSymbol {
        sources.symbol(receiver, in: path) ?? PythonSymbol(path: path, name: receiver)
    }

    private func localSymbol(_ name: String, _ path: String) -> PythonSymbol? {
        guard let module = sources.module(path), module.assignments.contains(where: { $0.target == name }) else {
            return nil
        }
        return PythonSymbol(path: path, name: name)
    }
}
