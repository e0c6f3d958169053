package import Topology
import Workspace

/// FastAPI: an application object that an ASGI server runs.
package struct FastAPIFramework: KnownFramework {
    package let id = "fastapi"
    package let name = "FastAPI"
    package let language = "python"
    package let proof = Proof.started

    /// Makes the entry.
    package init() {}

    /// uvicorn's own default (uvicorn.org, "Settings": `--port`).
    static let defaultPort = 8000

    /// An object of the class is made in the package; the dependency alone shows nothing.
    package func recognise(_ package: PackageContents) -> FrameworkMatch? {
        let sources = PythonSources(package)
        guard let serving = Self.serving(sources) else { return nil }
        let application = serving.application
        let start = serving.asgiCommand(in: package.path)
        var evidence = [
            Evidence("framework", id, at: FilePlace(application.path, line: application.line)),
            Evidence(
                "start", start, at: serving.written?.place ?? FilePlace(application.path, line: application.line)),
        ]
        if let dependency = package.dependency("fastapi", in: .python) {
            evidence.append(Evidence("framework", id, at: dependency.place))
        }
        if let port = serving.port { evidence.append(Evidence("port", String(port.number), at: port.place)) }
        let health = PythonHealthReader(sources, dialect: Self.dialect).best(of: application, components: [])?.route
        return FrameworkMatch(
            type: .backend, confidence: serving.written == nil ? 85 : 95, evidence: evidence, start: start,
            port: serving.port?.number ?? Self.defaultPort, health: health)
    }

    /// The application on the server that the repository starts or depends on.
    package func launch(of unit: DeployableUnit, on port: Int) -> LaunchCommand? {
        guard let serving = Self.serving(PythonSources(unit.contents)) else { return nil }
        return PythonLauncher(unit: unit, serving: serving).asgi(on: port)
    }

    /// Reads of `os.environ`, and fields of pydantic's settings classes.
    package func environmentReads(in unit: DeployableUnit) -> [VariableRead] {
        PythonSources(unit.contents).environmentReads
    }

    /// The application of a package and its start.
    static func serving(_ sources: PythonSources) -> PythonServing? {
        PythonServing(sources, constructor: "FastAPI", library: "fastapi")
    }

    /// How FastAPI declares routes (fastapi.tiangolo.com, "APIRouter class").
    static let dialect = PythonRouteFinder.Dialect(
        routers: ["APIRouter", "FastAPI"], prefix: "prefix", include: "include_router", getters: ["get"],
        general: ["api_route", "route"], adders: ["add_api_route", "add_route"], replacesPrefix: false)
}
