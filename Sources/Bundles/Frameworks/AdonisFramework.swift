package import Topology
import Workspace

/// AdonisJS 5 and 6 (docs.adonisjs.com): routes are declared on a service.
package struct AdonisFramework: NodeServerFramework {
    package let id = "adonisjs"
    package let name = "AdonisJS"

    static let grammar = NodeRouteGrammar(module: "@adonisjs/core", applications: [])
    /// `PORT` in the environment file of a new project (docs.adonisjs.com, "Environment variables").
    static let port = 3333

    /// Makes the entry.
    package init() {}

    /// The dependency and the framework's own configuration.
    package func recognise(_ package: PackageContents) -> FrameworkMatch? {
        guard let dependency = package.dependency(Self.grammar.module, in: .node),
            let file = ["adonisrc.ts", ".adonisrc.json", "adonisrc.js"].first(where: { package.has($0) }),
            let path = package.repositoryPath(file)
        else { return nil }
        let start = NodeStart(NodeProject(package))
        var evidence = [
            Evidence("framework", id, at: dependency.place), Evidence("framework", id, at: FilePlace(path, line: 1)),
        ]
        if let start { evidence.append(Evidence("start", start.command, at: start.place)) }
        return FrameworkMatch(
            type: .backend, confidence: 92, evidence: evidence, start: start?.command ?? "node bin/server.js",
            port: Self.port, health: health(in: package))
    }

    /// `router.get("/health", …)` in the file of routes.
    private func health(in package: PackageContents) -> HealthRoute? {
        let project = NodeProject(package)
        let routes = ["start/routes.ts", "start/routes.js"].compactMap { package.repositoryPath($0) }.flatMap { path in
            (project.module(path)?.calls ?? []).compactMap { site -> HealthRoute? in
                guard site.method == "get", let route = site.firstString, HealthRoute.isCustomary(route) else {
                    return nil
                }
                return HealthRoute(path: NodeRoutes.join("", route), place: FilePlace(path, line: site.line))
            }
        }
        return routes.min { (HealthRoute.rank($0.path) ?? 0) < (HealthRoute.rank($1.path) ?? 0) }
    }

    /// The route of the file of routes; what its handler asks is not looked at.
    package func healthInCode(of unit: DeployableUnit) -> HealthInCode {
        HealthInCode(route: health(in: unit.contents))
    }
}
