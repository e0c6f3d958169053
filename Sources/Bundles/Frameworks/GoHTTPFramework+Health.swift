package import Workspace

extension GoHTTPFramework {
    /// First the connections that the program has already, then some of the endpoint's own.
    package func healthApproaches(for unit: DeployableUnit) -> [Approach] { [] }

    /// A file with the handler, and the lines that register it.
    package func planHealth(_ request: HealthRequest) throws(Diagnostic) -> HealthEdits {
        throw .error("health/approach", "no approach is known")
    }
}
