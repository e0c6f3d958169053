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
        let health = PythonHealthReader(sources, dialect: Self.dialect).best(of: serving.application, components: [])
        return Self.recognition.match(
            serving, in: package, start: serving.asgiCommand(in: package.path), defaultPort: Self.defaultPort,
            health: health?.route)
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
        recognition.serving(sources)
    }

    private static let recognition = PythonRecognition(
        id: "fastapi", constructor: "FastAPI", library: "fastapi", confidence: 85)

    /// How FastAPI declares routes (fastapi.tiangolo.com, "APIRouter class").
    static let dialect = PythonRouteFinder.Dialect(
        routers: ["APIRouter", "FastAPI"], prefix: "prefix", include: "include_router", getters: ["get"],
        general: ["api_route", "route"], adders: ["add_api_route", "add_route"], replacesPrefix: false)
}
