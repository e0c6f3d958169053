import Topology
import Workspace

/// Finds every route of a package: on applications, on routers that they mount, in other modules.
struct NodeRoutes: Sendable {
    /// All routes, in the order of files and lines.
    private(set) var routes: [NodeRoute] = []
    /// The applications, in the order of files; those that another mounts are left out.
    private(set) var applications: [NodeReceiver] = []

    /// The package.
    let project: NodeProject
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
}
