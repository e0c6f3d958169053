import Topology
import Workspace

/// A route that code declares.
struct NodeRoute: Sendable, Hashable {
    /// URL path from the root of the unit.
    var path: String
    /// The file that declares it.
    var file: String
    /// 1-based line.
    var line: Int
    /// Token ranges, each with its file, of what answers: the handlers, and the arguments of what mounted them.
    var handlers: [NodeCode]

    /// Where it is declared.
    var place: FilePlace { FilePlace(file, line: line) }
}

/// Some tokens of a file.
struct NodeCode: Sendable, Hashable {
    /// The file.
    var file: String
    /// Token indices.
    var tokens: Range<Int>
}

/// An application or router object in a file.
struct NodeReceiver: Sendable, Hashable {
    /// The file.
    var file: String
    /// Its name or path there: `app`, `this.app`.
    var name: String
    /// The index of the call that makes it; nil for a parameter.
    var call: Int?
    /// Only calls among these tokens count; nil for the whole file.
    var scope: Range<Int>?
}

/// Finds every route of a package: on applications, on routers that they mount, in other modules.
struct NodeRoutes: Sendable {
    /// All routes, in the order of files and lines.
    private(set) var routes: [NodeRoute] = []
    /// The applications, in the order of files; those that another mounts are left out.
    private(set) var applications: [NodeReceiver] = []

    private let project: NodeProject
    private let grammar: NodeRouteGrammar
    private var visited: Set<Visit> = []
    private var mounted: Set<NodeReceiver> = []

    private struct Visit: Hashable {
        let receiver: NodeReceiver
        let prefix: String
    }

    private static let maximumDepth = 8

    /// Follows all applications of a package.
    init(_ project: NodeProject, _ grammar: NodeRouteGrammar) {
        self.project = project
        self.grammar = grammar
        var collected: [(NodeReceiver, [NodeRoute])] = []
        for file in project.sources {
            for receiver in receivers(in: file, made: grammar.applications) {
                routes = []
                visited = []
                follow(receiver, prefix: "", context: [], depth: 0)
                collected.append((receiver, routes))
            }
        }
        let roots = collected.filter { !mounted.contains($0.0) }
        applications = roots.map(\.0)
        var seen: Set<NodeRoute> = []
        routes = roots.flatMap(\.1).filter { seen.insert($0).inserted }
    }

    /// The likeliest health endpoints first.
    var health: [NodeRoute] {
        let ranked = routes.compactMap { route in HealthRoute.rank(route.path).map { (rank: $0, route: route) } }
        return ranked.sorted {
            ($0.rank, $0.route.path.count, $0.route.path, $0.route.place)
                < ($1.rank, $1.route.path.count, $1.route.path, $1.route.place)
        }.map(\.route)
    }

    // MARK: - What is made where

    /// The objects that a file makes by calling one of some exports.
    func receivers(in file: String, made exports: [NodeExport]) -> [NodeReceiver] {
        guard let module = project.module(file) else { return [] }
        return Self.makings(of: exports, in: module).map { index in
            NodeReceiver(
                file: file, name: Self.name(of: module.calls[index], in: module), call: index, scope: nil)
        }
    }

    /// The indices of the calls that call or construct one of some exports; for `require("express")()`, whose last call
    /// has no name, that of the call of `require`.
    static func makings(of exports: [NodeExport], in module: JavaScriptModule) -> [Int] {
        guard exports.contains(where: { export in module.imports.contains { $0.module == export.module } }) else {
            return []
        }
        let names = callees(of: exports, in: module)
        return module.calls.indices.filter { index in
            let site = module.calls[index]
            if names.contains(site.callee) { return true }
            guard site.callee == "require" || site.callee.hasPrefix("require()."),
                let specifier = module.tokens.stringValue(site.tokens.lowerBound + 2)
            else { return false }
            return exports.contains { export in
                guard export.module == specifier else { return false }
                return export.name == "default"
                    ? site.callee == "require" && module.tokens.isSymbol(site.tokens.upperBound, "(")
                    : site.callee == "require().\(export.name)"
            }
        }
    }

    /// How a file calls some exports: `express`, `express.Router`, `Router`.
    static func callees(of exports: [NodeExport], in module: JavaScriptModule) -> Set<String> {
        var names: Set<String> = []
        for export in exports {
            if export.name != "default" {
                names.formUnion(module.locals(of: export.name, from: export.module))
                names.formUnion(module.locals(of: "default", from: export.module).map { "\($0).\(export.name)" })
            } else {
                names.formUnion(module.locals(of: "default", from: export.module))
                names.formUnion(module.locals(of: "default", from: export.module).map { "\($0).default" })
            }
        }
        return names
    }

    /// The name of the variable or field that holds the value of a call; `f()` itself where none does.
    private static func name(of site: CallSite, in module: JavaScriptModule) -> String {
        if let declaration = module.declarations.first(where: {
            $0.call?.tokens.lowerBound == site.tokens.lowerBound
        }) {
            return declaration.name
        }
        let tokens = module.tokens
        var index = site.tokens.lowerBound - 1
        if tokens.isName(index, "new") { index -= 1 }
        // `const app = module.exports = express()`
        if tokens.isSymbol(index, "="),
            let chained = module.declarations.first(where: { $0.keyword != nil && $0.value.lowerBound + 3 == index })
        {
            return chained.name
        }
        guard tokens.isSymbol(index, "="), let statement = module.statements.index(ofToken: index) else {
            return site.callee + "()"
        }
        // A field of a class: `public app: express.Application = express()`.
        var first = module.statements.statements[statement].tokens.lowerBound
        while tokens.isName(first, in: ["public", "private", "protected", "readonly", "static"]) { first += 1 }
        let isField = module.statements.statements[statement].parent != nil && !tokens.isName(first, "this")
        return isField ? "this." + tokens.spelling(first) : site.callee + "()"
    }

    // MARK: - Following

    private mutating func follow(_ receiver: NodeReceiver, prefix outer: String, context: [NodeCode], depth: Int) {
        let prefix = outer + (ownPrefix(of: receiver) ?? "")
        guard depth < Self.maximumDepth, visited.insert(Visit(receiver: receiver, prefix: prefix)).inserted,
            let module = project.module(receiver.file)
        else { return }
        for site in module.calls where receiver.scope?.contains(site.opener) ?? true {
            if isCall(site, on: receiver, in: module) {
                read(site, on: receiver, module, prefix: prefix, context: context, depth: depth)
            } else {
                passOn(receiver, through: site, module, prefix: prefix, context: context, depth: depth)
            }
        }
    }

    private func isCall(_ site: CallSite, on receiver: NodeReceiver, in module: JavaScriptModule) -> Bool {
        if site.receiver == receiver.name { return true }
        if site.receiver.hasPrefix(receiver.name + "."), site.receiver.hasSuffix("()") { return true }
        // A chain on the very call that makes it.
        guard let call = receiver.call, module.calls[call].opener != site.opener else { return false }
        return module.calls[call].tokens.lowerBound == site.tokens.lowerBound && site.opener > module.calls[call].opener
    }

    private mutating func read(
        _ site: CallSite, on receiver: NodeReceiver, _ module: JavaScriptModule, prefix: String, context: [NodeCode],
        depth: Int
    ) {
        if site.method == "route", let route = describedRoute(site, module) {
            add(prefix, route.path, site, receiver.file, [route.value], context)
            return
        }
        let isChained = site.receiver.hasSuffix(".route()")
        if grammar.methods.contains(site.method) {
            let paths = isChained ? routePaths(of: site, module) : paths(of: site.arguments.first, module)
            let handlers = site.arguments.dropFirst(isChained ? 0 : 1)
            guard !handlers.isEmpty else { return }
            for path in paths {
                add(prefix, path, site, receiver.file, handlers.map(\.tokens), context)
            }
        } else if grammar.mounts.contains(site.method) {
            mount(site, on: receiver, module, prefix: prefix, context: context, depth: depth)
        }
    }

    private mutating func mount(
        _ site: CallSite, on receiver: NodeReceiver, _ module: JavaScriptModule, prefix: String, context: [NodeCode],
        depth: Int
    ) {
        if site.method == "register" {
            return register(site, on: receiver, module, prefix: prefix, context: context, depth: depth)
        }
        let written = paths(of: site.arguments.first, module)
        let handlers = written.isEmpty ? site.arguments[...] : site.arguments.dropFirst()
        let own = NodeCode(file: receiver.file, tokens: site.opener + 1..<site.tokens.upperBound)
        for path in written.isEmpty ? ["/"] : written {
            let joined = Self.join(prefix, path)
            for handler in handlers {
                mount(handler, at: joined, file: receiver.file, context: context + [own], depth: depth)
            }
            // A handler without a router answers the path itself.
            if !written.isEmpty, HealthRoute.isCustomary(path) {
                add(prefix, path, site, receiver.file, handlers.map(\.tokens), context)
            }
        }
    }

    private mutating func mount(
        _ handler: CallArgument, at prefix: String, file: String, context: [NodeCode], depth: Int
    ) {
        guard let module = project.module(file) else { return }
        let inline = receivers(in: file, made: grammar.routers + grammar.applications).filter { made in
            made.call.map { handler.tokens.contains(module.calls[$0].opener) } ?? false
        }
        for receiver in inline { follow(receiver, prefix: prefix, context: context, depth: depth + 1) }
        switch project.symbol(at: handler.tokens, in: file) {
        case .variable(let target, let name, _):
            for made in receivers(in: target, made: grammar.routers + grammar.applications) where made.name == name {
                mounted.insert(made)
                follow(made, prefix: prefix, context: context, depth: depth + 1)
            }
        case .function(let target, let index):
            guard let body = project.module(target)?.functions[index].body else { return }
            for made in receivers(in: target, made: grammar.routers + grammar.applications) {
                guard let call = made.call, let opener = project.module(target)?.calls[call].opener,
                    body.contains(opener)
                else { continue }
                mounted.insert(made)
                var local = made
                local.scope = body
                follow(local, prefix: prefix, context: context, depth: depth + 1)
            }
        case nil: return
        }
    }

    /// `registerRoutes(app)` and `require("./routes")(app)`: the parameter is the same object.
    private mutating func passOn(
        _ receiver: NodeReceiver, through site: CallSite, _ module: JavaScriptModule, prefix: String,
        context: [NodeCode], depth: Int
    ) {
        var arguments = site.arguments.map(\.tokens)
        if site.callee == "require", module.tokens.isSymbol(site.tokens.upperBound, "(") {
            arguments = module.tokens.elements(of: site.tokens.upperBound)
        }
        for (position, argument) in arguments.enumerated()
        where argument.count <= 3 && module.text.string(in: module.tokens.range(argument)) == receiver.name {
            guard case .function(let file, let index)? = project.symbol(at: site.tokens, in: receiver.file),
                let target = project.module(file)
            else { continue }
            let parameters = target.tokens.elements(in: target.functions[index].parameters)
            guard position < parameters.count, target.tokens.isName(parameters[position].lowerBound) else { continue }
            let local = NodeReceiver(
                file: file, name: target.tokens.spelling(parameters[position].lowerBound), call: nil,
                scope: target.functions[index].body)
            follow(local, prefix: prefix, context: context, depth: depth + 1)
        }
    }

    private mutating func add(
        _ prefix: String, _ path: String, _ site: CallSite, _ file: String, _ handlers: [Range<Int>],
        _ context: [NodeCode]
    ) {
        routes.append(
            NodeRoute(
                path: Self.join(prefix, path), file: file, line: site.line,
                handlers: handlers.map { NodeCode(file: file, tokens: $0) } + context))
    }

    /// `register(plugin, { prefix: "/api" })`: a plugin is a function whose first parameter is the application.
    private mutating func register(
        _ site: CallSite, on receiver: NodeReceiver, _ module: JavaScriptModule, prefix: String, context: [NodeCode],
        depth: Int
    ) {
        guard let plugin = site.arguments.first else { return }
        let options = site.arguments.dropFirst().first?.tokens.lowerBound
        let own = options.flatMap { module.stringMember(["prefix"], of: $0) } ?? ""
        var target: (file: String, index: Int)?
        if let inline = module.functions.firstIndex(where: { plugin.tokens.contains($0.body.lowerBound) }) {
            target = (receiver.file, inline)
        } else if case .function(let file, let index)? = project.symbol(at: plugin.tokens, in: receiver.file) {
            target = (file, index)
        }
        guard let target, let other = project.module(target.file),
            let first = other.tokens.elements(in: other.functions[target.index].parameters).first
        else { return }
        let local = NodeReceiver(
            file: target.file, name: other.tokens.spelling(first.lowerBound), call: nil,
            scope: other.functions[target.index].body)
        follow(local, prefix: Self.join(prefix, own), context: context, depth: depth + 1)
    }

    // MARK: - Paths

    /// `new Router({ prefix: "/api" })` and `new Hono().basePath("/api")`.
    private func ownPrefix(of receiver: NodeReceiver) -> String? {
        guard let call = receiver.call, let module = project.module(receiver.file) else { return nil }
        let site = module.calls[call]
        let base = module.calls.first { $0.method == "basePath" && $0.tokens.lowerBound == site.tokens.lowerBound }
        if let path = base?.firstString { return path }
        return site.arguments.first.flatMap { module.stringMember(["prefix"], of: $0.tokens.lowerBound) }
    }

    /// `route({ method: "GET", url: "/x", handler })`.
    private func describedRoute(_ site: CallSite, _ module: JavaScriptModule) -> (path: String, value: Range<Int>)? {
        guard let argument = site.arguments.first,
            let path = module.stringMember(["url", "path"], of: argument.tokens.lowerBound)
        else { return nil }
        return (path, argument.tokens)
    }

    /// The paths that an argument means: a string, a list of strings, or a constant of the file.
    private func paths(of argument: CallArgument?, _ module: JavaScriptModule) -> [String] {
        guard let argument else { return [] }
        if let path = argument.stringValue { return [path] }
        let tokens = module.tokens
        if tokens.isSymbol(argument.tokens.lowerBound, "[") {
            return tokens.elements(of: argument.tokens.lowerBound).compactMap { tokens.stringValue($0) }
        }
        guard argument.tokens.count == 1, tokens.isName(argument.tokens.lowerBound) else { return [] }
        let name = tokens.spelling(argument.tokens.lowerBound)
        return module.declarations.first { $0.name == name }?.stringValue.map { [$0] } ?? []
    }

    /// The path of `app.route("/x")` for a method in its chain.
    private func routePaths(of site: CallSite, _ module: JavaScriptModule) -> [String] {
        let route = module.calls.last {
            $0.method == "route" && $0.tokens.lowerBound == site.tokens.lowerBound && $0.opener < site.opener
        }
        return paths(of: route?.arguments.first, module)
    }

    /// A path below a prefix, with one slash between them and none at the end.
    static func join(_ prefix: String, _ path: String) -> String {
        let parts = (prefix + "/" + path).split(separator: "/")
        return "/" + parts.joined(separator: "/")
    }
}

extension JavaScriptModule {
    /// The string that an object literal, whose brace is at a token, has under the first of some keys that it has.
    func stringMember(_ keys: [String], of brace: Int) -> String? {
        guard tokens.isSymbol(brace, "{") else { return nil }
        for part in tokens.elements(of: brace) where part.count == 3 && tokens.isSymbol(part.lowerBound + 1, ":") {
            let key = tokens.stringValue(part.lowerBound) ?? tokens.spelling(part.lowerBound)
            if keys.contains(key) { return tokens.stringValue(part.lowerBound + 2) }
        }
        return nil
    }
}
