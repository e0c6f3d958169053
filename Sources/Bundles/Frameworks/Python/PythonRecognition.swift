import Topology
import Workspace

/// How a framework of Python that runs an application object is recognised: the same for all of them.
struct PythonRecognition: Sendable {
    /// Id of the framework.
    let id: String
    /// The class of its applications, such as `FastAPI`.
    let constructor: String
    /// The module that the class is imported from, which is also the name of the dependency.
    let library: String
    /// How sure an application object alone makes it; ten more where a written start command names the object.
    let confidence: Int

    /// The application of a package and its start; nil where none is made.
    func serving(_ sources: PythonSources) -> PythonServing? {
        PythonServing(sources, constructor: constructor, library: library)
    }

    /// The match of an application that was found.
    ///
    /// - Parameters:
    ///   - serving: The application.
    ///   - package: The package.
    ///   - start: The command that starts it by custom.
    ///   - defaultPort: The port that the server of that command takes.
    ///   - health: The endpoint of the code.
    /// - Returns: A backend with the lines that show it.
    func match(
        _ serving: PythonServing, in package: PackageContents, start: String, defaultPort: Int, health: HealthRoute?
    ) -> FrameworkMatch {
        let made = FilePlace(serving.application.path, line: serving.application.line)
        var evidence = [
            Evidence("framework", id, at: made), Evidence("start", start, at: serving.written?.place ?? made),
        ]
        if let dependency = package.dependency(library, in: .python) {
            evidence.append(Evidence("framework", id, at: dependency.place))
        }
        if let port = serving.port { evidence.append(Evidence("port", String(port.number), at: port.place)) }
        return FrameworkMatch(
            type: .backend, confidence: confidence + (serving.written == nil ? 0 : 10), evidence: evidence,
            start: start, port: serving.port?.number ?? defaultPort, health: health)
    }
}
