package import Topology
import Workspace

/// Express 4 and 5 (expressjs.com).
///
/// A package that has Express and Next.js: `nextjs` is its framework where Next.js handles the requests, whatever
/// server it stands behind; its start is then the custom server's. `express` it is where its server does not load
/// `next`. `NextFramework` has the same rule.
package struct ExpressFramework: KnownFramework {
    package let id = "express"
    package let name = "Express"
    package let language = "javascript"
    package let proof = Proof.started

    /// Applications are made by `express()`, routers by `Router()`, also that of express-promise-router, which has the
    /// same interface.
    static let grammar = NodeRouteGrammar(
        module: "express", applications: [NodeExport("express")],
        routers: [NodeExport("express", "Router"), NodeExport("express-promise-router")])

    /// Express has no port of its own; its guide listens on this one (expressjs.com, "Hello world example").
    private static let customaryPort = 3000

    /// Makes the entry.
    package init() {}

    package func recognise(_ package: PackageContents) -> FrameworkMatch? {
        guard package.dependency(Self.grammar.module, in: .node) != nil else { return nil }
        let project = NodeProject(package)
        return NodeRecognition(project: project, grammar: Self.grammar, id: id)
            .match(confidence: 80, port: Self.customaryPort) { NodeHealthRoutes(project, Self.grammar).ranked }
    }

    package func launch(of unit: DeployableUnit, on port: Int) -> LaunchCommand? {
        let project = NodeProject(unit.contents)
        return NodeLaunch(unit: unit, project: project, port: port).command(entry: project.entries.first)
    }

    package func environmentReads(in unit: DeployableUnit) -> [VariableRead] {
        NodeEnvironment.reads(in: NodeProject(unit.contents))
    }
}
