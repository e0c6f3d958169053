import Topology
import Workspace

/// What servers of Node.js have in common: they are recognised by an application that listens, started by the file that
/// a script runs, and answer health questions by a route.
protocol NodeServerFramework: KnownFramework {
    /// How it makes applications and declares routes.
    static var grammar: NodeRouteGrammar { get }
    /// The port where the code names none.
    static var port: Int { get }
    /// How sure a match is, 0 to 100.
    static var confidence: Int { get }
    /// Whether the runtime serves an application that is only exported.
    static var isServedByExport: Bool { get }
}

extension NodeServerFramework {
    /// JavaScript; whether it is TypeScript, the manifest's claim says.
    package var language: String { "javascript" }
    /// No unit with it is started by the project's own tests.
    package var proof: Proof { .snippet }
    static var confidence: Int { 80 }
    static var isServedByExport: Bool { false }

    /// The dependency, an import in an entry, an application, a listener.
    package func recognise(_ package: PackageContents) -> FrameworkMatch? {
        guard package.dependency(Self.grammar.module, in: .node) != nil else { return nil }
        let project = NodeProject(package)
        return NodeRecognition(
            project: project, grammar: Self.grammar, id: id, isServedByExport: Self.isServedByExport
        ).match(confidence: Self.confidence, port: Self.port) { NodeHealthRoutes(project, Self.grammar).ranked }
    }

    /// The start that is written down, else the entry file.
    package func launch(of unit: DeployableUnit, on port: Int) -> LaunchCommand? {
        let project = NodeProject(unit.contents)
        return NodeLaunch(unit: unit, project: project, port: port).command(entry: project.entries.first)
    }

    /// Reads of `process.env` and of schemas over it.
    package func environmentReads(in unit: DeployableUnit) -> [VariableRead] {
        NodeEnvironment.reads(in: NodeProject(unit.contents))
    }

    /// The route and what its handler asks.
    package func healthInCode(of unit: DeployableUnit) -> HealthInCode {
        let project = NodeProject(unit.contents)
        let found = NodeHealthRoutes(project, Self.grammar)
        return NodeHealthChecks(project: project, components: unit.checkedComponents).best(of: found.ranked)
    }

    /// None: this version writes no code for it.
    package func healthApproaches(for unit: DeployableUnit) -> [Approach] { [] }

    /// Throws `health/no-approach`.
    package func planHealth(_ request: HealthRequest) throws(Diagnostic) -> HealthEdits {
        throw .noHealthApproach(name, request.unit.path)
    }
}
