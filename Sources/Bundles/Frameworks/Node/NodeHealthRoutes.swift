import Topology
import Workspace

/// The health endpoints of a package of Node.js: routes with a customary name, and what helpers serve.
struct NodeHealthRoutes: Sendable {
    /// The likeliest first.
    let ranked: [NodeRoute]
    /// All routes.
    let routes: NodeRoutes

    /// Looks through the routes of a package.
    init(_ project: NodeProject, _ grammar: NodeRouteGrammar) {
        routes = NodeRoutes(project, grammar)
        ranked = routes.health + Self.helpers(in: project)
    }

    /// Helpers that answer health questions before the application is asked:
    /// `createTerminus(server, { healthChecks: { "/healthcheck": check } })` (github.com/godaddy/terminus) and
    /// lightship, which listens on a port of its own and is therefore not among them.
    private static func helpers(in project: NodeProject) -> [NodeRoute] {
        guard project.depends(on: "@godaddy/terminus") else { return [] }
        return project.sources.flatMap { file -> [NodeRoute] in
            guard let module = project.module(file) else { return [] }
            let names = Set(module.locals(of: "createTerminus", from: "@godaddy/terminus"))
            return module.calls.filter { names.contains($0.callee) }.flatMap { site -> [NodeRoute] in
                site.tokens.filter { module.tokens.isName($0, "healthChecks") }.flatMap { key -> [NodeRoute] in
                    guard module.tokens.isSymbol(key + 2, "{") else { return [] }
                    return module.tokens.elements(of: key + 2).compactMap { part in
                        guard let path = module.tokens.stringValue(part.lowerBound), path.hasPrefix("/") else {
                            return nil
                        }
                        return NodeRoute(
                            path: path, file: file, line: module.tokens.line(part.lowerBound),
                            handlers: [NodeCode(file: file, tokens: part)])
                    }
                }
            }
        }
    }
}
