package import Topology
package import Workspace

/// A Celery worker: it takes tasks from a queue and answers no requests.
package struct CeleryFramework: KnownFramework {
    package let id = "celery"
    package let name = "Celery"
    package let language = "python"
    package let proof = Proof.snippet

    /// Makes the entry.
    package init() {}

    // A web application that also defines tasks is a web application: every server is surer than this.
    private static let recognition = PythonRecognition(
        id: "celery", constructor: "Celery", library: "celery", confidence: 50)

    /// An object of the class is made in the package; the dependency alone shows nothing.
    package func recognise(_ package: PackageContents) -> FrameworkMatch? {
        guard let serving = Self.recognition.serving(PythonSources(package)) else { return nil }
        let start = "celery -A \(serving.application.target) worker"
        var match = Self.recognition.match(serving, in: package, start: start, defaultPort: 0, health: nil)
        match.type = .worker
        match.port = nil
        match.evidence.removeAll { $0.fact == "port" }
        return match
    }

    /// Never: a worker has no port to be asked on.
    package func launch(of unit: DeployableUnit, on port: Int) -> LaunchCommand? { nil }

    /// Reads of `os.environ` and of the libraries that wrap it.
    package func environmentReads(in unit: DeployableUnit) -> [VariableRead] {
        PythonSources(unit.contents).environmentReads
    }

    /// None: a worker answers no requests.
    package func healthInCode(of unit: DeployableUnit) -> HealthInCode { HealthInCode() }

    /// None: a worker answers no requests.
    package func healthApproaches(for unit: DeployableUnit) -> [Approach] { [] }

    /// Throws `health/no-approach`.
    package func planHealth(_ request: HealthRequest) throws(Diagnostic) -> HealthEdits {
        throw .noHealthApproach(name, request.unit.path)
    }
}
