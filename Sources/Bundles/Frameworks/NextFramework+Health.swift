import Topology
package import Workspace

extension NextFramework {
    package func healthInCode(of unit: DeployableUnit) -> HealthInCode {
        let project = NodeProject(unit.contents)
        return NodeHealthChecks(project: project, components: unit.checkedComponents)
            .best(of: NextLayout(project).health)
    }

    package func healthApproaches(for unit: DeployableUnit) -> [Approach] { [NextHealthPlan.routeFile] }

    package func planHealth(_ request: HealthRequest) throws(Diagnostic) -> HealthEdits {
        try NextHealthPlan(request).edits()
    }
}
