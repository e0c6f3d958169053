package import Topology
package import Workspace

/// Starlette without FastAPI: an application object that an ASGI server runs.
package struct StarletteFramework: KnownFramework {
    package let id = "starlette"
    package let name = "Starlette"
    package let language = "python"
    package let proof = Proof.snippet

    /// Makes the entry.
    package init() {}

    // FastAPI is built on it: where both are seen, FastAPI is what serves.
    private static let recognition = PythonRecognition(
        id: "starlette", constructor: "Starlette", library: "starlette", confidence: 70)

    /// An object of the class is made in the package; the dependency alone shows nothing.
    package func recognise(_ package: PackageContents) -> FrameworkMatch? {
        let sources = PythonSources(package)
        guard let serving = Self.recognition.serving(sources) else { return nil }
        let health = PythonHealthReader.best(of: StarletteRoutes(sources).routes, in: sources, components: [])
        return Self.recognition.match(
            serving, in: package, start: serving.asgiCommand(in: package.path), defaultPort: 8000,
            health: health?.route)
    }

    /// The application on the ASGI server that the repository starts or depends on.
    package func launch(of unit: DeployableUnit, on port: Int) -> LaunchCommand? {
        Self.recognition.serving(PythonSources(unit.contents)).map {
            PythonLauncher(unit: unit, serving: $0).asgi(on: port)
        }
    }

    /// Reads of `os.environ` and of the libraries that wrap it.
    package func environmentReads(in unit: DeployableUnit) -> [VariableRead] {
        PythonSources(unit.contents).environmentReads
    }

    /// The endpoint that checks most, of the lists of routes.
    package func healthInCode(of unit: DeployableUnit) -> HealthInCode {
        let sources = PythonSources(unit.contents)
        let components = HealthComponents.of(unit)
        return PythonHealthReader.best(of: StarletteRoutes(sources).routes, in: sources, components: components)
            ?? HealthInCode()
    }

    /// None in this version.
    package func healthApproaches(for unit: DeployableUnit) -> [Approach] { [] }

    /// Throws `health/no-approach`: this version writes no endpoint for it.
    package func planHealth(_ request: HealthRequest) throws(Diagnostic) -> HealthEdits {
        throw .noHealthApproach(name, request.unit.path)
    }
}

/// The routes of lists of `Route` and `Mount` (starlette.io, "Routing").
private struct StarletteRoutes {
    let sources: PythonSources

    init(_ sources: PythonSources) { self.sources = sources }

    /// All routes, with the prefixes of the `Mount` calls that they stand in.
    var routes: [PythonRoute] {
        sources.paths(containing: ["Route("]).flatMap { path -> [PythonRoute] in
            guard let module = sources.module(path) else { return [] }
            let spellings = Set(module.spellings(of: "Route", from: "starlette"))
            let mounts = module.calls.filter { $0.method == "Mount" }
            return module.calls.filter { spellings.contains($0.callee) }.compactMap { site in
                guard let text = site.firstString ?? site.argument(named: "path")?.stringValue else { return nil }
                let around = mounts.filter { $0.range.contains(site.range.lowerBound) }.compactMap(\.firstString)
                let handler = site.argument(named: "endpoint") ?? site.arguments.dropFirst().first
                let methods = site.argument(named: "methods")
                return PythonRoute(
                    path: PythonRoute.join(around.reduce("", PythonRoute.join), text),
                    handler: handler.flatMap { sources.symbol(module.text.string(in: $0.value), in: path) },
                    place: FilePlace(path, line: site.line),
                    answersGet: methods.map { $0.tokens.contains { module.tokens.stringValue($0) == "GET" } } ?? true)
            }
        }
    }
}
