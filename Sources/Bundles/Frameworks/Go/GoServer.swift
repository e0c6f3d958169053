package import Topology
package import Workspace

/// A framework of Go: what the libraries have in common follows from their dialects.
package protocol GoServer: KnownFramework {
    /// How it makes routers, registers routes and serves.
    var dialect: GoDialect { get }
    /// How sure a match is, 0 to 100.
    var confidence: Int { get }
}

extension GoServer {
    package var language: String { "go" }

    /// A program of the package that serves with the library.
    package func recognise(_ package: PackageContents) -> FrameworkMatch? {
        guard let serving = GoServing(package, dialect) else { return nil }
        let start = "go run " + serving.target(in: package.path)
        var evidence = [Evidence("framework", id, at: serving.place)]
        if let main = serving.program.entry.sources.first(where: { $0.file.mainFunction != nil }) {
            evidence.append(Evidence("start", start, at: main.place(main.file.mainFunction?.line ?? 1)))
        }
        let port = serving.address?.port ?? serving.customaryPort
        if let port { evidence.append(Evidence("port", String(port.number), at: port.place)) }
        let routes = GoRouteFinder(serving).routes
        let health = GoHealthReader(serving, components: []).best(of: routes).route
        return FrameworkMatch(
            type: .backend, confidence: confidence, evidence: evidence, start: start, port: port?.number,
            health: health)
    }

    /// The compiled program on a port.
    package func launch(of unit: DeployableUnit, on port: Int) -> LaunchCommand? {
        GoServing(unit.contents, dialect).map { GoLauncher(unit: unit, serving: $0).launch(on: port) }
    }

    /// `os.Getenv`, functions of the program around it, and tags of structs.
    package func environmentReads(in unit: DeployableUnit) -> [VariableRead] {
        GoServing(unit.contents, dialect)?.environment.reads ?? []
    }

    /// The endpoint that asks most, found through groups, prefixes and mounted routers.
    package func healthInCode(of unit: DeployableUnit) -> HealthInCode {
        guard let serving = GoServing(unit.contents, dialect) else { return HealthInCode() }
        return GoHealthReader(serving, components: HealthComponents.of(unit)).best(of: GoRouteFinder(serving).routes)
    }

    /// First the connections that the program has, then some of the endpoint's own.
    package func healthApproaches(for unit: DeployableUnit) -> [Approach] {
        guard !dialect.registration.isEmpty, GoServing(unit.contents, dialect) != nil else { return [] }
        return HealthComponents.of(unit).isEmpty
            ? [GoHealthPlanner.existing] : [GoHealthPlanner.existing, GoHealthPlanner.own]
    }

    /// A file with the handler, and the lines that register it.
    package func planHealth(_ request: HealthRequest) throws(Diagnostic) -> HealthEdits {
        guard !dialect.registration.isEmpty, let serving = GoServing(request.unit.contents, dialect) else {
            throw .error("health/not-serving", "no program of `\(request.unit.path)` serves with \(name)")
        }
        return try GoHealthPlanner(request, serving).edits()
    }
}
