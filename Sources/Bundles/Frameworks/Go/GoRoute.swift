import Workspace

/// A route that a program answers GET on.
struct GoRoute: Sendable {
    /// URL path from the root of the unit.
    let path: String
    /// The file that registers it.
    let source: GoSource
    /// The call that registers it.
    let site: CallSite
    /// The token indices of its handler, and of middleware where there is some.
    let handler: Range<Int>

    /// Where it is registered.
    var place: FilePlace { source.place(site.line) }
}

/// Finds the routes of a program through groups, mounted routers and functions that are given a router.
struct GoRouteFinder: Sendable {
    private let program: GoProgram
    private let environment: GoEnvironment
    private let dialect: GoDialect

    /// Levels of groups and calls that are followed.
    private static let maximumDepth = 6

    /// Makes a finder.
    init(_ serving: GoServing) {
        program = serving.program
        environment = serving.environment
        dialect = serving.dialect
    }

    /// Every route for GET, in the order of the files, the entry first.
    var routes: [GoRoute] { program.sources.flatMap { source in registrations(in: source) } }

    /// The calls of a file that register a route for GET, with the whole path.
    func registrations(in source: GoSource) -> [GoRoute] {
        source.file.calls.compactMap { route($0, in: source) }
    }

    private func route(_ site: CallSite, in source: GoSource) -> GoRoute? {
        if site.method == "Heartbeat", let path = site.firstString {
            // chi's middleware answers 200 by itself (pkg.go.dev/github.com/go-chi/chi/v5/middleware).
            return GoRoute(path: path, source: source, site: site, handler: 0..<0)
        }
        guard !site.receiver.isEmpty, let (method, pattern, first) = pattern(of: site, in: source),
            ["", "GET", "HEAD"].contains(method), isRoute(site, in: source), site.arguments.count > first,
            let slash = pattern.firstIndex(of: "/") ?? (pattern.isEmpty ? pattern.endIndex : nil)
        else { return nil }
        var path = String(pattern[slash...])
        if path.hasSuffix("{$}") { path.removeLast(3) }
        let handler = site.arguments[first].tokens.lowerBound..<(site.tokens.upperBound - 1)
        let prefix = prefix(of: site, in: source, depth: 0)
        return GoRoute(path: Self.join(prefix, path), source: source, site: site, handler: handler)
    }

    /// The method (empty for all), the pattern, and the index of the first handler.
    private func pattern(of site: CallSite, in source: GoSource) -> (String, String, Int)? {
        if dialect.methodGetters.contains(site.method), site.arguments.count > 2,
            let path = text(of: site.arguments[1], in: source)
        {
            let method = site.arguments[0].stringValue ?? source.file.text.string(in: site.arguments[0].value)
            return (method.hasSuffix("Get") ? "GET" : method.uppercased(), path, 2)
        }
        guard dialect.getters.contains(site.method), let first = site.arguments.first,
            let text = text(of: first, in: source)
        else { return nil }
        if let limit = chainedMethods(after: site, in: source), !limit.contains("GET") { return nil }
        guard let space = text.firstIndex(of: " ") else { return ("", text, 1) }
        return (String(text[..<space]), text[space...].drop { $0 == " " }.description, 1)
    }

    /// `Get` is the name of many methods: a route has a path with a slash and a handler.
    private func isRoute(_ site: CallSite, in source: GoSource) -> Bool {
        let local = site.receiver
        let package = source.file.imports.first { $0.local == local }?.path
        return package == nil || package.map { GoProgram.matches($0, dialect.imports) } ?? false
    }

    /// gorilla/mux: the methods of `.Methods("GET")` behind a registration; nil where none follow.
    private func chainedMethods(after site: CallSite, in source: GoSource) -> [String]? {
        let tokens = source.file.tokens
        let next = site.tokens.upperBound
        guard tokens.isSymbol(next, "."), tokens.isName(next + 1, "Methods"), tokens.isSymbol(next + 2, "(") else {
            return nil
        }
        return tokens.elements(of: next + 2).map { part in
            tokens.stringValue(part) ?? (tokens.spelling(part.upperBound - 1) == "MethodGet" ? "GET" : "")
        }
    }

    /// A string, or strings and constants with `+` between them.
    private func text(of argument: CallArgument, in source: GoSource) -> String? {
        if let text = argument.stringValue { return text }
        let tokens = source.file.tokens
        guard argument.tokens.count <= 9 else { return nil }
        var joined = ""
        var index = argument.tokens.lowerBound
        while index < argument.tokens.upperBound {
            var last = index
            while tokens.isSymbol(last + 1, "."), tokens.isName(last + 2) { last += 2 }
            if let text = tokens.stringValue(index) {
                joined += text
            } else if tokens.isName(index), !tokens.isSymbol(last + 1, "(") {
                let origins = GoOrigins(of: index..<last + 1, in: source, program, environment)
                guard let value = origins.literals.first?.text else { return nil }
                joined += value
            } else if !tokens.isSymbol(index, "+") {
                return nil
            }
            index = last + 1
        }
        return joined
    }

    /// Two parts of a URL path with one slash between them.
    static func join(_ prefix: String, _ path: String) -> String {
        var start = Substring(prefix)
        while start.hasSuffix("/") || start.hasSuffix("*") { start.removeLast() }
        if path.isEmpty { return start.isEmpty ? "/" : String(start) }
        return path.hasPrefix("/") ? start + path : start + "/" + path
    }
}

// MARK: - Prefixes

extension GoRouteFinder {
    /// The path below which the router that a call registers on answers.
    func prefix(of site: CallSite, in source: GoSource, depth: Int) -> String {
        // `r.Group("/api").GET("/x", h)`: the group stands in the callee.
        let chained = source.file.calls.first {
            $0.tokens.lowerBound == site.tokens.lowerBound && $0.opener < site.opener
                && dialect.groupers.contains($0.method)
        }
        guard let chained else {
            return prefix(of: site.receiver, at: site.tokens.lowerBound, in: source, depth: depth)
        }
        let outer = prefix(of: chained.receiver, at: chained.tokens.lowerBound, in: source, depth: depth + 1)
        return Self.join(outer, chained.firstString ?? "")
    }

    /// The path below which the router of a name answers, seen from a token of a file.
    func prefix(of router: String, at token: Int, in source: GoSource, depth: Int) -> String {
        guard depth < Self.maximumDepth else { return "" }
        let file = source.file
        let function = file.function(ofToken: token)
        let made = file.assignments.last {
            $0.names.first == router && $0.function == function && $0.value.lowerBound <= token
        }
        let group = enclosingGroup(token, giving: router, in: file)
        if let group, made.map({ $0.value.lowerBound < group.opener }) ?? true {
            let outer = prefix(of: group.receiver, at: group.tokens.lowerBound, in: source, depth: depth + 1)
            return Self.join(outer, group.firstString ?? "")
        }
        if let call = made?.call, dialect.groupers.contains(call.method) {
            let outer = prefix(of: call.receiver, at: call.tokens.lowerBound, in: source, depth: depth + 1)
            return Self.join(outer, call.firstString ?? "")
        }
        if made != nil { return mounted(router, function, in: source, depth: depth) }
        guard let function else { return "" }
        return given(router, GoFunctionPlace(source: source, index: function), depth: depth)
    }

    /// The innermost group whose function literal holds a token and names its router so:
    /// `r.Route("/api", func(r chi.Router) {…})`.
    private func enclosingGroup(_ token: Int, giving router: String, in file: GoFile) -> CallSite? {
        file.calls.last { site in
            guard dialect.groupers.contains(site.method), site.opener < token, site.tokens.contains(token) else {
                return false
            }
            return site.arguments.contains { argument in
                let first = argument.tokens.lowerBound
                return argument.tokens.contains(token) && file.tokens.isName(first, "func")
                    && file.tokens.isName(first + 2, router)
            }
        }
    }

    /// The prefix of a router that is a parameter: that of what the first caller passes.
    private func given(_ router: String, _ place: GoFunctionPlace, depth: Int) -> String {
        let parameters = place.source.file.parameters(of: place.function)
        guard let index = parameters.firstIndex(where: { $0.name == router }),
            let (source, site) = program.callers(of: place).first, site.arguments.indices.contains(index)
        else { return "" }
        let argument = site.arguments[index].tokens
        let calls = source.file.calls.filter { argument.contains($0.opener) && argument.contains($0.tokens.lowerBound) }
        if let group = calls.first(where: { dialect.groupers.contains($0.method) }) {
            let outer = prefix(of: group.receiver, at: group.tokens.lowerBound, in: source, depth: depth + 1)
            return Self.join(outer, group.firstString ?? "")
        }
        let name = source.file.text.string(in: source.file.tokens.range(argument))
        return prefix(of: name, at: argument.lowerBound, in: source, depth: depth + 1)
    }

    /// The prefix of a router that is made here: where it, or what the function returns, is mounted.
    private func mounted(_ router: String, _ function: Int?, in source: GoSource, depth: Int) -> String {
        let own = source.file.calls.first { site in
            dialect.mounters.contains(site.method) && source.file.function(ofToken: site.opener) == function
                && site.arguments.dropFirst().contains { source.file.tokens.mentions(router, in: $0.tokens) }
        }
        if let own { return prefix(ofMount: own, in: source, depth: depth) }
        guard let function, !source.file.results(of: source.file.functions[function]).isEmpty else { return "" }
        let place = GoFunctionPlace(source: source, index: function)
        for (caller, site) in program.callers(of: place) {
            let mount = caller.file.calls.last { mount in
                dialect.mounters.contains(mount.method) && mount.opener < site.opener
                    && mount.tokens.contains(site.opener)
            }
            if let mount { return prefix(ofMount: mount, in: caller, depth: depth) }
            let name = caller.file.assignments.first { $0.call?.range == site.range }?.names.first
            guard let name, depth + 1 < Self.maximumDepth else { continue }
            let outer = mounted(name, caller.file.function(ofToken: site.opener), in: caller, depth: depth + 1)
            if !outer.isEmpty { return outer }
        }
        return ""
    }

    /// `Handle("/api/", http.StripPrefix("/api", mux))` takes a prefix away; without it the router sees the whole path.
    private func prefix(ofMount site: CallSite, in source: GoSource, depth: Int) -> String {
        let outer = prefix(of: site, in: source, depth: depth + 1)
        let stripped = source.file.calls.first { inner in
            inner.method == "StripPrefix" && site.tokens.contains(inner.opener) && inner.opener > site.opener
        }
        if let stripped { return Self.join(outer, stripped.firstString ?? "") }
        return site.method == "Mount" ? Self.join(outer, site.firstString ?? "") : outer
    }
}

extension SourceTokens {
    /// Whether a path such as `api` or `s.router` stands in a range of tokens.
    func mentions(_ path: String, in indices: Range<Int>) -> Bool {
        let parts = path.split(separator: ".").map(String.init)
        guard !parts.isEmpty else { return false }
        return indices.contains { index in
            !isSymbol(index - 1, ".") && !isSymbol(index + parts.count * 2 - 1, ".")
                && parts.indices.allSatisfy { isName(index + $0 * 2, parts[$0]) }
        }
    }
}
