import Topology
package import Workspace

extension NextFramework {
    package func healthInCode(of unit: DeployableUnit) -> HealthInCode {
        let project = NodeProject(unit.contents)
        return NodeHealthChecks(project: project, components: unit.checkedComponents)
            .best(of: NextLayout(project).health)
    }

    package func healthApproaches(for unit: DeployableUnit) -> [Approach] { [] }

    package func planHealth(_ request: HealthRequest) throws(Diagnostic) -> HealthEdits {
        throw .error("health/no-approach", "not yet")
    }
}
