import Topology
package import Workspace

extension FastAPIFramework {
    /// The endpoint that checks most, found through routers, prefixes and mounted applications.
    package func healthInCode(of unit: DeployableUnit) -> HealthInCode {
        let sources = PythonSources(unit.contents)
        guard let serving = PythonServing(sources, constructor: "FastAPI", library: "fastapi") else {
            return HealthInCode()
        }
        let reader = PythonHealthReader(sources, dialect: Self.dialect)
        return reader.best(of: serving.application, components: HealthComponents.of(unit)) ?? HealthInCode()
    }

    /// First the connection that the code already has, then a short one of the endpoint's own.
    package func healthApproaches(for unit: DeployableUnit) -> [Approach] { [] }

    /// The router and the line that includes it.
    package func planHealth(_ request: HealthRequest) throws(Diagnostic) -> HealthEdits {
        throw .error("health/approach", "no approach is known")
    }
}
