package import Topology
package import Workspace

/// Django: a project that `manage.py` starts and that a WSGI or ASGI server runs.
package struct DjangoFramework: KnownFramework {
    package let id = "django"
    package let name = "Django"
    package let language = "python"
    package let proof = Proof.snippet

    /// Makes the entry.
    package init() {}

    /// A `manage.py` that names the settings; the dependency alone shows nothing.
    package func recognise(_ package: PackageContents) -> FrameworkMatch? {
        let sources = PythonSources(package)
        guard let project = DjangoProject(sources) else { return nil }
        let written = PythonStartCommand.all(in: package).first
        let start = command(project, package)
        var evidence = [
            Evidence("framework", id, at: project.place), Evidence("start", start, at: written?.place ?? project.place),
        ]
        if let dependency = package.dependency("django", in: .python) {
            evidence.append(Evidence("framework", id, at: dependency.place))
        }
        if let written, let port = written.port { evidence.append(Evidence("port", String(port), at: written.place)) }
        let health = PythonHealthReader.best(of: project.routes, in: sources, components: [])
        return FrameworkMatch(
            type: .backend, confidence: written == nil ? 88 : 95, evidence: evidence, start: start,
            port: written?.port ?? 8000, health: health?.route)
    }

    /// The command by custom; gunicorn, uvicorn and `runserver` all take 8000 without a flag.
    private func command(_ project: DjangoProject, _ package: PackageContents) -> String {
        if let wsgi = project.wsgi, package.dependency("gunicorn", in: .python) != nil { return "gunicorn \(wsgi)" }
        if let asgi = project.asgi {
            for server in ["uvicorn", "daphne", "hypercorn"] where package.dependency(server, in: .python) != nil {
                return "\(server) \(asgi)"
            }
        }
        let manager = RelativePath.relative(project.place.path, to: package.path)
        return "python \(manager) runserver"
    }

    /// gunicorn where the package depends on it, else uvicorn, else Django's own server.
    package func launch(of unit: DeployableUnit, on port: Int) -> LaunchCommand? {
        guard let project = DjangoProject(PythonSources(unit.contents)) else { return nil }
        let environment = ["PORT": String(port), "PYTHONUNBUFFERED": "1"]
        let address = "127.0.0.1:\(port)"
        if let wsgi = project.wsgi, unit.contents.dependency("gunicorn", in: .python) != nil {
            return LaunchCommand(
                "gunicorn", ["--bind", address, wsgi], in: project.folder, environment: environment)
        }
        if let asgi = project.asgi, unit.contents.dependency("uvicorn", in: .python) != nil {
            return LaunchCommand(
                "uvicorn", [asgi, "--host", "127.0.0.1", "--port", String(port)], in: project.folder,
                environment: environment)
        }
        return LaunchCommand(
            "python", ["manage.py", "runserver", "--noreload", address], in: project.folder, environment: environment)
    }

    /// Reads of `os.environ`, django-environ and python-decouple.
    package func environmentReads(in unit: DeployableUnit) -> [VariableRead] {
        PythonSources(unit.contents).environmentReads
    }

    /// The endpoint that checks most, of the patterns of URLs.
    package func healthInCode(of unit: DeployableUnit) -> HealthInCode {
        let sources = PythonSources(unit.contents)
        guard let project = DjangoProject(sources) else { return HealthInCode() }
        let components = HealthComponents.of(unit)
        return PythonHealthReader.best(of: project.routes, in: sources, components: components) ?? HealthInCode()
    }

    /// None in this version.
    package func healthApproaches(for unit: DeployableUnit) -> [Approach] { [] }

    /// Throws `health/no-approach`: this version writes no endpoint for it.
    package func planHealth(_ request: HealthRequest) throws(Diagnostic) -> HealthEdits {
        throw .noHealthApproach(name, request.unit.path)
    }
}
