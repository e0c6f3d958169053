import Topology
package import Workspace

/// What the run means to do for one unit and bundle, and what made it choose so.
package struct PlannedUnit: Sendable {
    /// The unit.
    package var unit: DeployableUnit
    /// The bundle.
    package var bundle: BundleName
    /// What was there.
    package var finding: Finding
    /// What is to be done; nil where no approach fits.
    package var plan: UnitPlan?
    /// Why approaches did not fit, in the order in which they were tried.
    package var rejected: [Diagnostic]
}

/// Step 4, its pure half: a plan for each unit, made side by side.
package enum Planning {
    /// Plans one bundle for every unit. A unit whose first approach does not fit gets the next one.
    package static func plans(
        _ bundle: any UnitBundle, for units: [DeployableUnit], in context: BundleContext
    ) -> [PlannedUnit] {
        units.map { plan(bundle, for: $0, in: context) }
    }

    /// Plans one bundle for one unit. `skipping` names approaches that were tried and did not hold.
    package static func plan(
        _ bundle: any UnitBundle, for unit: DeployableUnit, in context: BundleContext, skipping: Set<String> = []
    ) -> PlannedUnit {
        let finding = Comparison.finding(of: bundle, for: unit, in: context)
        var planned = PlannedUnit(unit: unit, bundle: bundle.name, finding: finding, plan: nil, rejected: [])
        if finding.state == .skipped { return planned }
        let approaches = bundle.approaches(for: unit, in: context)
        let choices: [Approach?] = approaches.isEmpty ? [nil] : approaches.filter { !skipping.contains($0.id) }
        for choice in choices {
            do throws(Diagnostic) {
                planned.plan = try bundle.plan(for: unit, finding: finding, approach: choice, in: context)
                return planned
            } catch {
                planned.rejected.append(error)
            }
        }
        return planned
    }
}
