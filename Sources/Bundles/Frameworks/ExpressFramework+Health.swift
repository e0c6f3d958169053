import Topology
package import Workspace

extension ExpressFramework {
    package func healthInCode(of unit: DeployableUnit) -> HealthInCode {
        let project = NodeProject(unit.contents)
        let found = NodeHealthRoutes(project, Self.grammar)
        return NodeHealthChecks(project: project, components: unit.checkedComponents).best(of: found.ranked)
    }

    package func healthApproaches(for unit: DeployableUnit) -> [Approach] {
        unit.checkedComponents.isEmpty
            ? [ExpressHealthPlan.existing] : [ExpressHealthPlan.existing, ExpressHealthPlan.own]
    }

    package func planHealth(_ request: HealthRequest) throws(Diagnostic) -> HealthEdits {
        try ExpressHealthPlan(request).edits()
    }
}
