import Topology
import Workspace

/// Finds the rate limiting of an Express package.
struct ExpressRateLimitReader: Sendable {
    /// A place where a limiter is put in front of what follows.
    struct Use: Sendable {
        /// The file.
        var file: String
        /// `app.use(limiter)`.
        var site: CallSite
        /// The path that it is limited to; nil for all.
        var prefix: String?
        /// The routes that stand before it on the same application, by line.
        var routesBefore: [CallSite]
    }

    /// A limiter of a library.
    struct Maker: Sendable {
        /// The file.
        var file: String
        /// `rateLimit({ ... })`.
        var site: CallSite
        /// The library.
        var library: String
    }

    /// The package.
    let project: NodeProject
    /// Its routes.
    let routes: NodeRoutes
    /// Where limiters are used.
    let uses: [Use]
    /// Calls that make limiters.
    let makers: [Maker]
    /// The file of ours that limits; nil where there is none.
    let generated: String?

    /// Libraries by module, with the exports that make a middleware.
    private static let libraries: [(module: String, exports: [String])] = [
        ("express-rate-limit", ["default", "rateLimit"]), ("express-slow-down", ["default", "slowDown"]),
        ("rate-limiter-flexible", ["RateLimiterMemory", "RateLimiterRedis"]),
    ]
    private static let methods: Set<String> = [
        "get", "post", "put", "patch", "delete", "all", "options", "head", "route",
    ]

    /// Reads a package.
    init(_ project: NodeProject) {
        self.project = project
        routes = NodeRoutes(project, ExpressFramework.grammar)
        var makers: [Maker] = []
        var uses: [Use] = []
        for file in project.sources {
            guard let module = project.module(file) else { continue }
            for library in Self.libraries where library.module != "express-slow-down" {
                let names = NodeRoutes.callees(
                    of: library.exports.map { NodeExport(library.module, $0) }, in: module)
                makers += module.calls.filter { names.contains($0.callee) }.map {
                    Maker(file: file, site: $0, library: library.module)
                }
            }
            uses += Self.uses(in: file, module)
        }
        self.makers = makers
        self.uses = uses
        generated = project.sources.first { path in
            guard RelativePath.baseName(of: path).hasPrefix("rate-limit"),
                let bytes = project.contents.files.contents(path)
            else { return false }
            return String(decoding: bytes.prefix(200), as: UTF8.self).contains(NodeHealthFile.mark)
        }
    }

    private static func uses(in file: String, _ module: JavaScriptModule) -> [Use] {
        module.calls.filter { $0.method == "use" && !$0.receiver.isEmpty }.compactMap { site in
            let limiter = site.arguments.contains { argument in
                argument.stringValue == nil
                    && argument.tokens.contains {
                        isLimiterName(module.tokens, $0) && $0 < argument.tokens.lowerBound + 3
                    }
            }
            guard limiter else { return nil }
            let before = module.calls.filter { other in
                other.receiver == site.receiver && other.range.lowerBound < site.range.lowerBound
                    && module.function(ofToken: other.opener) == module.function(ofToken: site.opener)
                    && isRoute(other, module)
            }
            return Use(file: file, site: site, prefix: site.firstString, routesBefore: before)
        }
    }

    private static func isLimiterName(_ tokens: SourceTokens, _ index: Int) -> Bool {
        guard tokens.isName(index) else { return false }
        let plain = tokens.spelling(index).lowercased()
        return ["ratelimit", "limiter", "throttl", "limitrequests"].contains { plain.contains($0) }
    }

    /// `app.get("/x", ...)`, `app.use("/x", router)`; not a middleware for a path, which would be a name in lower case
    /// that no router has: what is mounted below a path answers.
    private static func isRoute(_ site: CallSite, _ module: JavaScriptModule) -> Bool {
        guard let path = site.firstString, path.hasPrefix("/"), site.arguments.count > 1 else { return false }
        if ProbePaths.isLikely(path) { return false }
        return methods.contains(site.method) || site.method == "use"
    }

    /// The rate limiting; nil where there is none.
    var answer: RateLimitInCode? {
        guard let use = uses.first(where: { $0.routesBefore.isEmpty }) ?? uses.first ?? nil else {
            return routeLimited
        }
        let maker = makers.first
        var answer = RateLimitInCode(
            provider: maker?.library ?? "middleware", place: place(use.file, use.site), policy: policy)
        answer.path = cheapPath(below: use.prefix)
        if let route = use.routesBefore.first {
            answer.suspects[.neverLimits] = RateLimitSuspect(
                "the limiter stands after the route of line \(route.line), which answers before it",
                at: place(use.file, use.site))
        }
        addSuspects(to: &answer, use)
        return answer
    }

    private func addSuspects(to answer: inout RateLimitInCode, _ use: Use) {
        let key: FilePlace
        if let maker = makers.first, generated == nil {
            key = place(maker.file, maker.site)
            let isKeyed = option("keyGenerator", of: maker) != nil
            answer.suspects[.countsProxy] = RateLimitSuspect(
                isKeyed
                    ? "its `keyGenerator` gives the peer"
                    : "without `trust proxy` or `keyGenerator` it counts the peer",
                at: key)
            answer.suspects[.limitsHealth] = RateLimitSuspect("it has no `skip` for the health path", at: key)
        } else {
            key = FilePlace(generated ?? use.file, line: 1)
            answer.suspects[.countsProxy] = RateLimitSuspect("`clientAddress` gives the peer", at: key)
            answer.suspects[.limitsHealth] = RateLimitSuspect("the limiter does not leave the health path out", at: key)
        }
        answer.suspects[.isEvaded] = RateLimitSuspect("its key trusts what the client sends", at: key)
    }

    /// A limiter that routes name one by one: `app.get("/x", limiter, handler)`.
    private var routeLimited: RateLimitInCode? {
        for file in project.sources {
            guard let module = project.module(file) else { continue }
            for site in module.calls where Self.methods.contains(site.method) && site.arguments.count > 2 {
                guard let path = site.firstString, path.hasPrefix("/"),
                    site.arguments[1].tokens.count == 1,
                    Self.isLimiterName(module.tokens, site.arguments[1].tokens.lowerBound)
                else { continue }
                let route = routes.routes.first { $0.file == file && $0.line == site.line }
                var answer = RateLimitInCode(
                    provider: makers.first?.library ?? "middleware", place: place(file, site), policy: policy)
                answer.path = route?.path ?? path
                return answer
            }
        }
        return nil
    }

    /// The token indices of the value of an option of a limiter.
    func option(_ name: String, of maker: Maker) -> Range<Int>? {
        guard let module = project.module(maker.file),
            let object = maker.site.arguments.last(where: { module.tokens.isSymbol($0.tokens.lowerBound, "{") })
        else { return nil }
        let element = module.tokens.elements(of: object.tokens.lowerBound).first {
            module.tokens.isName($0.lowerBound, name)
        }
        guard let element else { return nil }
        let isPair = module.tokens.isSymbol(element.lowerBound + 1, ":")
        return isPair ? element.lowerBound + 2..<element.upperBound : element
    }

    // MARK: Facts

    private func place(_ file: String, _ site: CallSite) -> FilePlace { FilePlace(file, line: site.line) }

    /// A route for GET without parameters, which is not a probe's; one with `1` for each parameter; nil without any.
    private func cheapPath(below prefix: String?) -> String? {
        let candidates = routes.routes.filter { route in
            !ProbePaths.isLikely(route.path) && !route.path.contains("*") && !route.path.contains("(")
                && (prefix.map { route.path == $0 || route.path.hasPrefix($0 + "/") } ?? true)
        }
        if let plain = candidates.first(where: { !$0.path.contains(":") }) { return plain.path }
        return candidates.first.map { route in
            route.path.split(separator: "/", omittingEmptySubsequences: false)
                .map { $0.hasPrefix(":") ? "1" : String($0) }.joined(separator: "/")
        } ?? prefix
    }

    /// What the options of the library or the text of our file say.
    private var policy: RateLimitPolicy? {
        if let generated, let module = project.module(generated) {
            return module.tokens.tokens.indices.lazy.compactMap { module.tokens.stringValue($0) }
                .filter { $0.contains("/") }.compactMap { RateLimitPolicy($0) }.first
        }
        guard let maker = makers.first, let module = project.module(maker.file) else { return nil }
        let isFlexible = maker.library == "rate-limiter-flexible"
        let count = (option("limit", of: maker) ?? option("max", of: maker) ?? option("points", of: maker))
            .flatMap { number($0, module) }
        let window = (option("windowMs", of: maker) ?? option("duration", of: maker))
            .flatMap { number($0, module) }
        // The library's own defaults: 5 requests in a minute (express-rate-limit.mintlify.app, "Configuration").
        let seconds = isFlexible ? window ?? 1 : (window ?? 60_000) / 1000
        guard let count = count ?? (option("limit", of: maker) == nil && option("max", of: maker) == nil ? 5 : nil),
            seconds > 0
        else { return nil }
        return RateLimitPolicy(count: count, seconds: seconds)
    }

    /// A number, a constant of the file, a product of such, or the last number of `Number(process.env.X ?? 100)`.
    private func number(_ tokens: Range<Int>, _ module: JavaScriptModule, depth: Int = 0) -> Int? {
        guard depth < 4, !tokens.isEmpty else { return nil }
        var product = 1
        for part in tokens.split(whereSeparator: { module.tokens.isSymbol($0, "*") }) {
            guard let first = part.first, let last = part.last else { return nil }
            if part.count == 1, module.tokens.kind(first) == .number {
                guard let value = Int(module.tokens.spelling(first).filter { $0 != "_" }) else { return nil }
                product = product.multipliedReportingOverflow(by: value).partialValue
            } else if part.count == 1, module.tokens.isName(first) {
                let name = module.tokens.spelling(first)
                guard let declared = module.declarations.first(where: { $0.name == name }),
                    let value = number(declared.value, module, depth: depth + 1)
                else { return nil }
                product = product.multipliedReportingOverflow(by: value).partialValue
            } else {
                let literal = (first...last).last {
                    module.tokens.kind($0) == .number || module.tokens.stringValue($0) != nil
                }
                guard let literal else { return nil }
                let text = module.tokens.stringValue(literal) ?? module.tokens.spelling(literal)
                guard let value = Int(text.filter { $0 != "_" }) else { return nil }
                product = product.multipliedReportingOverflow(by: value).partialValue
            }
        }
        return product
    }
}
