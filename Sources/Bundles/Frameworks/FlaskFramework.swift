package import Topology
package import Workspace

/// Flask: an application object that a WSGI server runs.
package struct FlaskFramework: KnownFramework {
    package let id = "flask"
    package let name = "Flask"
    package let language = "python"
    package let proof = Proof.snippet

    /// Makes the entry.
    package init() {}

    private static let recognition = PythonRecognition(
        id: "flask", constructor: "Flask", library: "flask", confidence: 82)

    /// How Flask declares routes (flask.palletsprojects.com, "API": `Flask.route`, `Blueprint`). The prefix of
    /// `register_blueprint` takes the place of the blueprint's own.
    private static let dialect = PythonRouteFinder.Dialect(
        routers: ["Blueprint"], prefix: "url_prefix", include: "register_blueprint", getters: ["get"],
        general: ["route"], adders: ["add_url_rule"], replacesPrefix: true)

    /// An object of the class is made in the package; the dependency alone shows nothing.
    package func recognise(_ package: PackageContents) -> FrameworkMatch? {
        let sources = PythonSources(package)
        guard let serving = Self.recognition.serving(sources) else { return nil }
        let health = PythonHealthReader(sources, dialect: Self.dialect).best(of: serving.application, components: [])
        let server = serving.wsgiServer(package)
        return Self.recognition.match(
            serving, in: package, start: start(serving, server, in: package.path),
            defaultPort: server?.defaultPort ?? 5000, health: health?.route)
    }

    /// The command by custom; 5000 is the port of `flask run` (flask.palletsprojects.com, "Command Line Interface").
    private func start(_ serving: PythonServing, _ server: WSGIServer?, in folder: String) -> String {
        let application = serving.application
        guard let server else { return "flask --app \(application.target) run" }
        let isElsewhere = application.importRoot != folder && server == .gunicorn
        let path = isElsewhere ? "--pythonpath \(RelativePath.relative(application.importRoot, to: folder)) " : ""
        let target = application.isFactory ? "'\(application.target)()'" : application.target
        return "\(server.rawValue) \(path)\(target)"
    }

    /// The application on gunicorn or waitress where one is there, else on Flask's own server.
    package func launch(of unit: DeployableUnit, on port: Int) -> LaunchCommand? {
        guard let serving = Self.recognition.serving(PythonSources(unit.contents)) else { return nil }
        return PythonLauncher(unit: unit, serving: serving).wsgi(on: port) { target in
            ("flask", ["--app", target, "run", "--host", "127.0.0.1", "--port", String(port), "--no-reload"])
        }
    }

    /// Reads of `os.environ` and of the libraries that wrap it.
    package func environmentReads(in unit: DeployableUnit) -> [VariableRead] {
        PythonSources(unit.contents).environmentReads
    }

    /// The endpoint that checks most, found through blueprints and prefixes.
    package func healthInCode(of unit: DeployableUnit) -> HealthInCode {
        let sources = PythonSources(unit.contents)
        guard let serving = Self.recognition.serving(sources) else { return HealthInCode() }
        let reader = PythonHealthReader(sources, dialect: Self.dialect)
        return reader.best(of: serving.application, components: HealthComponents.of(unit)) ?? HealthInCode()
    }

    /// None in this version.
    package func healthApproaches(for unit: DeployableUnit) -> [Approach] { [] }

    /// Throws `health/no-approach`: this version writes no endpoint for it.
    package func planHealth(_ request: HealthRequest) throws(Diagnostic) -> HealthEdits {
        throw .noHealthApproach(name, request.unit.path)
    }
}
