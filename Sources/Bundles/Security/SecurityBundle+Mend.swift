import Topology
package import Workspace

extension SecurityBundle {
    /// What the framework corrects of the faults that validation saw.
    package func mend(
        _ checks: [Check], of unit: DeployableUnit, approach: Approach?, in context: BundleContext
    ) throws(Diagnostic) -> UnitPlan? {
        let faults = Set(checks.compactMap(\.fault).compactMap { RateLimitFault(rawValue: $0) })
        guard !faults.isEmpty, let framework = context.catalogue.framework(unit.package.framework),
            let edits = try framework.repairRateLimit(need(of: unit, in: context), of: faults)
        else { return nil }
        var plan = UnitPlan()
        plan.approach = approach
        plan.changes = edits.changes
        plan.dependencies = edits.dependencies
        plan.headline = edits.summary
        return plan
    }
}
