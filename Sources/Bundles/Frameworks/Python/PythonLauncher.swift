import Topology
import Workspace

/// Starts applications of Python on a port of this machine.
struct PythonLauncher: Sendable {
    /// The unit.
    let unit: DeployableUnit
    /// Its application and written start.
    let serving: PythonServing

    /// The start on an ASGI server: the one that the repository names or depends on, uvicorn otherwise. Workers,
    /// reloading and sockets are left out: one process is asked for a moment.
    func asgi(on port: Int) -> LaunchCommand {
        let server = serverName(among: ["uvicorn", "hypercorn", "granian", "daphne"], otherwise: "uvicorn")
        let application = serving.application
        let target = application.target
        var arguments: [String]
        switch server {
        case "hypercorn":
            arguments = [application.isFactory ? target + "()" : target, "--bind", "127.0.0.1:\(port)"]
        case "granian":
            arguments = ["--interface", "asgi", "--host", "127.0.0.1", "--port", String(port)]
            arguments += (application.isFactory ? ["--factory"] : []) + [target]
        case "daphne": arguments = ["-b", "127.0.0.1", "-p", String(port), target]
        default:
            arguments = [target] + (application.isFactory ? ["--factory"] : [])
            arguments += appFolder.map { ["--app-dir", $0] } ?? []
            arguments += ["--host", "127.0.0.1", "--port", String(port)]
        }
        return launch(server, arguments, on: port)
    }

    /// The start on a WSGI server: gunicorn where it is there, else what `fallback` gives.
    func wsgi(on port: Int, fallback: (_ target: String) -> (executable: String, arguments: [String])) -> LaunchCommand
    {
        let application = serving.application
        let target = application.isFactory ? application.target + "()" : application.target
        let server = serverName(among: ["gunicorn", "waitress"], otherwise: "")
        switch server {
        case "gunicorn":
            let folder = appFolder.map { ["--pythonpath", $0] } ?? []
            return launch("gunicorn", folder + ["--bind", "127.0.0.1:\(port)", target], on: port)
        case "waitress":
            let call = application.isFactory ? ["--call", application.target] : [application.target]
            return launch("waitress-serve", ["--listen=127.0.0.1:\(port)"] + call, on: port)
        default:
            let start = fallback(application.target)
            return launch(start.executable, start.arguments, on: port)
        }
    }

    /// A launch in the package's folder with what servers read from the environment.
    func launch(_ executable: String, _ arguments: [String], on port: Int) -> LaunchCommand {
        var environment = ["PORT": String(port), "PYTHONUNBUFFERED": "1"]
        // Some applications import from both: their own folder, and the package that it lies in.
        if let folder = appFolder { environment["PYTHONPATH"] = "\(folder):." }
        return LaunchCommand(executable, arguments, in: unit.path, environment: environment)
    }

    /// The folder from which imports resolve, seen from the package's; nil where they are the same.
    private var appFolder: String? {
        let root = serving.application.importRoot
        guard root != unit.path, RelativePath.isInside(root, unit.path) else { return nil }
        return RelativePath.relative(root, to: unit.path)
    }

    /// The first server that the repository starts, else the first that it depends on.
    private func serverName(among names: [String], otherwise fallback: String) -> String {
        let dependencies = unit.contents.dependencies[.python] ?? []
        if let written = serving.written?.server, names.contains(written) { return written }
        return names.first { name in dependencies.contains { $0.name == name } } ?? fallback
    }
}

extension PythonSources {
    /// Every variable of the environment that the package's sources read, sorted by place.
    var environmentReads: [VariableRead] {
        let words = ["environ", "getenv", "BaseSettings", "decouple"]
        return paths(containing: words).flatMap { path in
            (module(path)?.environmentReads ?? []).map {
                VariableRead(
                    name: $0.name, defaultValue: $0.defaultValue, place: FilePlace(path, line: $0.line))
            }
        }
    }
}
