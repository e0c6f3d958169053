import Topology
import Workspace

/// The routes of a NestJS package: `@Get()` methods of `@Controller()` classes (docs.nestjs.com/controllers).
struct NestRoutes: Sendable {
    /// All of them, by file and line.
    let routes: [NodeRoute]

    /// Reads the decorators of all sources.
    init(_ project: NodeProject) {
        let modules = project.sources.compactMap { path in project.module(path).map { (path, $0) } }
        let global = modules.lazy.compactMap { _, module in
            module.calls.first { $0.method == "setGlobalPrefix" }?.firstString
        }.first
        routes = modules.flatMap { Self.routes(in: $0.1, path: $0.0, prefix: global ?? "") }
    }

    private static func routes(in module: JavaScriptModule, path: String, prefix: String) -> [NodeRoute] {
        var controller: String?
        var found: [NodeRoute] = []
        for site in module.calls where module.tokens.isSymbol(site.tokens.lowerBound - 1, "@") {
            if site.callee == "Controller" {
                let brace = site.arguments.first?.tokens.lowerBound
                controller = site.firstString ?? brace.flatMap { module.stringMember(["path"], of: $0) } ?? ""
            } else if site.callee == "Get" || site.callee == "All", let controller {
                let body = module.functions.first { $0.body.lowerBound > site.tokens.upperBound }?.body
                found.append(
                    NodeRoute(
                        path: NodeRoutes.join(prefix + "/" + controller, site.firstString ?? ""), file: path,
                        line: site.line, handlers: body.map { [NodeCode(file: path, tokens: $0)] } ?? []))
            }
        }
        return found
    }

    /// The likeliest health endpoints first.
    var health: [NodeRoute] {
        routes.compactMap { route in HealthRoute.rank(route.path).map { (rank: $0, route: route) } }.sorted {
            ($0.rank, $0.route.path.count, $0.route.path) < ($1.rank, $1.route.path.count, $1.route.path)
        }.map(\.route)
    }
}
