import Topology
import Workspace

/// The routes of a NestJS package: `@Get()` methods of `@Controller()` classes (docs.nestjs.com/controllers).
struct NestRoutes: Sendable {
    /// All of them, by file and line.
    let routes: [NodeRoute]

    /// Reads the decorators of all sources.
    init(_ project: NodeProject) {
        let modules = project.sources.compactMap { path in project.module(path).map { (path, $0) } }
        let prefix = modules.lazy.compactMap { NestPrefix($0.1) }.first
        let versioning = modules.lazy.compactMap { NestVersioning($0.1) }.first
        routes = modules.flatMap { Self.routes(in: $0.1, path: $0.0, prefix: prefix, versioning: versioning) }
    }

    private static func routes(
        in module: JavaScriptModule, path: String, prefix: NestPrefix?, versioning: NestVersioning?
    ) -> [NodeRoute] {
        var controller: (path: String, version: String?)?
        var version: String?
        var found: [NodeRoute] = []
        for site in module.calls where module.tokens.isSymbol(site.tokens.lowerBound - 1, "@") {
            let brace = site.arguments.first?.tokens.lowerBound
            switch site.callee {
            case "Controller":
                let written = brace.flatMap { module.stringMember(["path"], of: $0) }
                controller = (
                    site.firstString ?? written ?? "",
                    brace.flatMap { NestVersioning.version(of: $0, in: module) } ?? versioning?.standard
                )
            case "Version":
                version = site.firstString ?? ""
            case "Get", "All":
                guard let controller else { continue }
                let body = module.functions.first { $0.body.lowerBound > site.tokens.upperBound }?.body
                let own = NodeRoutes.join(controller.path, site.firstString ?? "")
                let segment = versioning?.segment(version ?? controller.version) ?? ""
                version = nil
                found.append(
                    NodeRoute(
                        path: NodeRoutes.join((prefix?.path(before: own) ?? "") + "/" + segment, own), file: path,
                        line: site.line, handlers: body.map { [NodeCode(file: path, tokens: $0)] } ?? []))
            default: continue
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
