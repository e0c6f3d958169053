package import Topology
package import Workspace

/// NestJS (docs.nestjs.com), on Express or on Fastify.
package struct NestFramework: KnownFramework {
    package let id = "nestjs"
    package let name = "NestJS"
    package let language = "typescript"
    package let proof = Proof.snippet

    private static let module = "@nestjs/core"
    /// The port of a new project (docs.nestjs.com, "First steps").
    private static let port = 3000

    /// Makes the entry.
    package init() {}

    /// The dependency, and `NestFactory` in an entry.
    package func recognise(_ package: PackageContents) -> FrameworkMatch? {
        guard let dependency = package.dependency(Self.module, in: .node) else { return nil }
        let project = NodeProject(package)
        let files = project.entries.flatMap { project.reachable(from: $0, depth: NodeRecognition.maximumImports) }
        let shown = files.lazy.compactMap { file -> (place: FilePlace, isServer: Bool)? in
            guard let module = project.module(file),
                let site = module.calls.first(where: { $0.receiver == "NestFactory" })
            else { return nil }
            return (FilePlace(file, line: site.line), site.method == "create")
        }.first
        guard let shown else { return nil }
        let start = NodeStart(project)
        let port = NodePort(project).literal
        var evidence = [Evidence("framework", id, at: dependency.place), Evidence("framework", id, at: shown.place)]
        if let start { evidence.append(Evidence("start", start.command, at: start.place)) }
        if let port { evidence.append(Evidence("port", String(port.port), at: port.place)) }
        let health = NestRoutes(project).health.first.map { HealthRoute(path: $0.path, place: $0.place) }
        if let health { evidence.append(Evidence("healthPath", health.path, at: health.place)) }
        return FrameworkMatch(
            type: shown.isServer ? .backend : .worker, confidence: 92, evidence: evidence,
            start: start?.command ?? "node dist/main", port: shown.isServer ? port?.port ?? Self.port : nil,
            health: health)
    }

    /// The start that is written down, after a build.
    package func launch(of unit: DeployableUnit, on port: Int) -> LaunchCommand? {
        let project = NodeProject(unit.contents)
        return NodeLaunch(unit: unit, project: project, port: port).command(entry: project.entries.first)
    }

    /// Reads of `process.env` and of schemas over it.
    package func environmentReads(in unit: DeployableUnit) -> [VariableRead] {
        NodeEnvironment.reads(in: NodeProject(unit.contents))
    }

    /// The method of a controller and what it asks.
    package func healthInCode(of unit: DeployableUnit) -> HealthInCode {
        let project = NodeProject(unit.contents)
        return NodeHealthChecks(project: project, components: unit.checkedComponents)
            .best(of: NestRoutes(project).health)
    }

    /// None: this version writes no code for it.
    package func healthApproaches(for unit: DeployableUnit) -> [Approach] { [] }

    /// Throws `health/no-approach`.
    package func planHealth(_ request: HealthRequest) throws(Diagnostic) -> HealthEdits {
        throw .noHealthApproach(name, request.unit.path)
    }
}
