import Topology
import Workspace

/// A server for WSGI applications.
enum WSGIServer: String, Sendable, Hashable, CaseIterable {
    /// docs.gunicorn.org, "Settings": `bind`.
    case gunicorn
    /// docs.pylonsproject.org/projects/waitress, "Arguments": `port`.
    case waitress = "waitress-serve"

    /// The port without a flag.
    var defaultPort: Int { self == .gunicorn ? 8000 : 8080 }

    /// The name of the dependency that brings it.
    var dependency: String { self == .gunicorn ? "gunicorn" : "waitress" }
}

extension PythonServing {
    /// The WSGI server that the repository starts, else one that the package depends on; nil for none.
    func wsgiServer(_ package: PackageContents) -> WSGIServer? {
        if let server = written.flatMap({ WSGIServer(rawValue: $0.server) }) { return server }
        return WSGIServer.allCases.first { package.dependency($0.dependency, in: .python) != nil }
    }
}

extension Diagnostic {
    /// A framework that gets no endpoint from this version.
    static func noHealthApproach(_ framework: String, _ path: String) -> Diagnostic {
        .error(
            "health/no-approach", "this version writes no health endpoint for \(framework)", at: FilePlace(path),
            remedy: "add GET /health by hand")
    }
}
