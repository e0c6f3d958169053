import Workspace

/// A place where a route can be registered on the router that answers at the root.
struct GoRouterSite: Sendable {
    /// The file.
    let source: GoSource
    /// The router as it is written there, such as `mux`, `s.router` or `http`.
    let router: String
    /// The statement behind which the line goes.
    let statement: SourceStatement
    /// How many routes are registered there.
    let registrations: Int
    /// What is in scope behind the statement.
    let connections: [GoConnection]

    /// The line that inserts whole lines behind the statement.
    var anchor: SourceAnchor { source.file.anchor(after: statement) }
}

/// Finds where the routes of a program are registered.
struct GoRouterSites: Sendable {
    private let serving: GoServing
    private let finder: GoRouteFinder
    private let folder: String

    /// Routers of one function under one name.
    private struct Group {
        var source: GoSource
        var router: String
        var token: Int
        var made: SourceStatement?
        var registered: [SourceStatement] = []
    }

    /// Makes a finder for the files of one folder: code that other units share stays as it is.
    init(_ serving: GoServing, in folder: String) {
        self.serving = serving
        self.folder = folder
        finder = GoRouteFinder(serving)
    }

    /// The best place: where most components are in scope, then where most routes are; nil where nothing registers.
    func best(for components: [HealthComponent]) -> GoRouterSite? {
        let checks = GoHealthChecks(serving)
        var best: (covered: Int, site: GoRouterSite)?
        let sources = serving.program.sources.filter { RelativePath.isInside($0.path, folder) }
        for group in sources.flatMap(groups) where isAtRoot(group) {
            for statement in places(in: group) {
                let site = GoRouterSite(
                    source: group.source, router: group.router, statement: statement,
                    registrations: group.registered.count,
                    connections: GoScope(at: statement.tokens.upperBound, in: group.source, serving.program).connections
                )
                let covered = checks.existing(for: components, in: site.connections).compactMap(\.self).count
                if let known = best, (known.covered, known.site.registrations) >= (covered, site.registrations) {
                    continue
                }
                best = (covered, site)
            }
        }
        return best?.site
    }

    private func isAtRoot(_ group: Group) -> Bool {
        let prefix = finder.prefix(of: group.router, at: group.token, in: group.source, depth: 0)
        return prefix.isEmpty || prefix == "/"
    }

    /// Statements behind which a line can go, the first first: where the router is made, unless its middleware must
    /// come before its routes, and where a route is registered in the same block.
    private func places(in group: Group) -> [SourceStatement] {
        let block = group.made?.block
        let registered = group.registered.filter { block == nil || $0.block == block }
        var places = registered
        if let made = group.made, !serving.dialect.needsMiddlewareFirst || registered.isEmpty {
            places.insert(made, at: 0)
        }
        return places.filter { endsLine($0, in: group.source.file) }
    }

    /// Whether nothing follows a statement on its last line.
    private func endsLine(_ statement: SourceStatement, in file: GoFile) -> Bool {
        let next = statement.tokens.upperBound
        return file.tokens.token(next) == nil || file.tokens.startsLine(next)
    }

    private func groups(in source: GoSource) -> [Group] {
        let file = source.file
        var groups: [Group] = []
        func add(_ router: String, at token: Int, _ change: (inout Group) -> Void) {
            let function = file.function(ofToken: token)
            let known = groups.firstIndex { $0.router == router && file.function(ofToken: $0.token) == function }
            if known == nil { groups.append(Group(source: source, router: router, token: token)) }
            change(&groups[known ?? groups.count - 1])
        }
        for item in file.assignments where item.function != nil {
            guard let call = item.call, let router = item.names.first, isMaker(call, in: file)
            else { continue }
            let statement = file.statements.statements[item.statement]
            add(router, at: statement.tokens.upperBound - 1) { $0.made = $0.made ?? statement }
        }
        for route in finder.registrations(in: source) {
            guard let statement = file.statement(of: route.site),
                let function = file.function(ofToken: route.site.opener),
                isSimple(route.site.receiver), !isTool(route.path),
                statement.tokens.lowerBound == route.site.tokens.lowerBound
            else { continue }
            let body = file.functions[function].body.lowerBound
            add(route.site.receiver, at: route.site.opener) { group in
                if statement.block == body || statement.block == group.made?.block {
                    group.registered.append(statement)
                }
            }
        }
        return groups.filter { $0.made != nil || !$0.registered.isEmpty }
    }

    private func isMaker(_ call: CallSite, in file: GoFile) -> Bool {
        serving.dialect.routers.contains(call.method)
            && file.imports.contains {
                $0.local == call.receiver && GoProgram.matches($0.path, serving.dialect.imports)
            }
    }

    private func isSimple(_ router: String) -> Bool {
        router.utf8.allSatisfy { $0 == UInt8(ascii: ".") || ByteClass.isNamePart($0) }
    }

    /// Routes of tools: a router that has no others is not the one that the world sees.
    private func isTool(_ path: String) -> Bool {
        path.hasPrefix("/debug/") || path.hasPrefix("/metrics")
    }
}

/// Bytes of identifiers of ASCII.
private enum ByteClass {
    static func isNamePart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
