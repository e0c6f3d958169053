import Topology
import Workspace

/// Health endpoints of ASP.NET Core: `MapHealthChecks("/x")`, also in a method of a referenced project that the program
/// calls, as the service defaults of Aspire do (learn.microsoft.com, "Health checks in ASP.NET Core").
struct DotNetHealth: Sendable {
    /// The program.
    let program: DotNetProgram

    private static let words: [String] = ["MapHealthChecks", "UseHealthChecks"]
    private static let groups = BlockRoutes(getters: ["MapGet", "MapHealthChecks"], groupers: ["MapGroup"])
    private static let controllers = AnnotationRoutes(prefixes: ["Route"], methods: ["HttpGet"])

    /// The likeliest endpoint, with whether it is there in development alone.
    var best: (route: HealthRoute, isForDevelopment: Bool)? {
        let own = program.sources(mentioning: ["MapHealthChecks", "UseHealthChecks", "MapGet"])
        var found = own.files.flatMap { mapped(in: $0) }
        let shared = program.referencedSources(mentioning: Self.words).files.flatMap { mapped(in: $0) }
        let methods = Set(shared.compactMap(\.method))
        if !methods.isEmpty {
            let calling = program.sources(mentioning: methods.sorted())
            let called = Set(calling.files.flatMap { $0.calls.calls.map(\.method) })
            found += shared.filter { entry in entry.method.map(called.contains) ?? false }
        }
        let checks = found.filter(\.isCheck)
        if let best = Self.best(checks) { return best }
        if let best = Self.best(found) { return best }
        let routes = program.sources(mentioning: ["HttpGet"]).files.flatMap(Self.controllers.routes)
        return TokenSources.likeliest(routes).map { ($0, false) }
    }

    private struct Mapped {
        var route: HealthRoute
        var method: String?
        var isCheck: Bool
        var isForDevelopment: Bool
    }

    private static func best(_ found: [Mapped]) -> (HealthRoute, Bool)? {
        let routes = found.map(\.route)
        // What is mapped as a health check is one whatever its name; the customary names come first.
        guard let route = TokenSources.likeliest(routes) ?? found.first(where: \.isCheck)?.route else { return nil }
        let same = found.filter { $0.route.path == route.path }
        return (route, same.allSatisfy(\.isForDevelopment))
    }

    private func mapped(in file: TokenSources.File) -> [Mapped] {
        let tokens = file.calls.tokens
        let routes = Self.groups.routes(in: file)
        let mapped = routes.compactMap { route -> Mapped? in
            guard
                let site = file.calls.calls(ofMethods: ["MapGet", "MapHealthChecks"]).first(where: {
                    $0.line == route.place.line
                })
            else { return nil }
            return Mapped(
                route: route, method: file.method(around: site.opener), isCheck: site.method == "MapHealthChecks",
                isForDevelopment: Self.isForDevelopment(site.opener, tokens))
        }
        return mapped
            + file.calls.calls(ofMethods: ["UseHealthChecks"]).compactMap { site in
                guard let path = site.firstString else { return nil }
                return Mapped(
                    route: HealthRoute(path: TokenSources.join("", path), place: file.place(site.line)),
                    method: file.method(around: site.opener), isCheck: true,
                    isForDevelopment: Self.isForDevelopment(site.opener, tokens))
            }
    }

    /// Whether a token stands in the block of `if (app.Environment.IsDevelopment())`.
    private static func isForDevelopment(_ token: Int, _ tokens: SourceTokens) -> Bool {
        var index = token
        while index > 0 {
            index -= 1
            guard tokens.isSymbol(index, "{"), let close = tokens.partner(of: index), close > token,
                tokens.isSymbol(index - 1, ")"), let opener = tokens.partner(of: index - 1),
                tokens.isName(opener - 1, "if")
            else { continue }
            if (opener..<index).contains(where: { tokens.isName($0, "IsDevelopment") }) { return true }
        }
        return false
    }
}
