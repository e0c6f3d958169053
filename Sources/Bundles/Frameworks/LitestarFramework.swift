package import Topology
package import Workspace

/// Litestar: an application object that an ASGI server runs.
package struct LitestarFramework: KnownFramework {
    package let id = "litestar"
    package let name = "Litestar"
    package let language = "python"
    package let proof = Proof.snippet

    /// Makes the entry.
    package init() {}

    private static let recognition = PythonRecognition(
        id: "litestar", constructor: "Litestar", library: "litestar", confidence: 84)

    /// An object of the class is made in the package; the dependency alone shows nothing.
    package func recognise(_ package: PackageContents) -> FrameworkMatch? {
        let sources = PythonSources(package)
        guard let serving = Self.recognition.serving(sources) else { return nil }
        let health = PythonHealthReader.best(of: Self.routes(sources), in: sources, components: [])
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

    /// The endpoint that checks most, of the decorated functions.
    package func healthInCode(of unit: DeployableUnit) -> HealthInCode {
        let sources = PythonSources(unit.contents)
        let components = HealthComponents.of(unit)
        return PythonHealthReader.best(of: Self.routes(sources), in: sources, components: components) ?? HealthInCode()
    }

    /// None in this version.
    package func healthApproaches(for unit: DeployableUnit) -> [Approach] { [] }

    /// Throws `health/no-approach`: this version writes no endpoint for it.
    package func planHealth(_ request: HealthRequest) throws(Diagnostic) -> HealthEdits {
        throw .noHealthApproach(name, request.unit.path)
    }

    /// Functions decorated with `@get("/path")`; methods with the `path` of their controller in front
    /// (docs.litestar.dev, "Routing", "Controllers").
    private static func routes(_ sources: PythonSources) -> [PythonRoute] {
        sources.paths(containing: ["@get("]).flatMap { path -> [PythonRoute] in
            guard let module = sources.module(path) else { return [] }
            let spellings = module.spellings(of: "get", from: "litestar")
            return module.functions.flatMap { function -> [PythonRoute] in
                let owner = module.classes.first { $0.body.contains(function.statement) }
                let prefix = owner.flatMap { type in
                    module.assignments(in: type.body).first { $0.target == "path" }?.stringValue
                }
                return function.decorators.filter { spellings.contains($0.name) }.compactMap { decorator in
                    let text = decorator.call?.firstString ?? decorator.call?.argument(named: "path")?.stringValue
                    return PythonRoute(
                        path: PythonRoute.join(prefix ?? "", text ?? ""),
                        handler: owner == nil ? PythonSymbol(path: path, name: function.name) : nil,
                        place: FilePlace(path, line: decorator.line), answersGet: true)
                }
            }
        }
    }
}
