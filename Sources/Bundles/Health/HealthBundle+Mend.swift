import Topology
package import Workspace

extension HealthBundle {
    /// Points a probe at the endpoint that answers, and brings a generated endpoint back to what it should say.
    package func mend(
        _ checks: [Check], of unit: DeployableUnit, approach: Approach?, in context: BundleContext
    ) throws(Diagnostic) -> UnitPlan? {
        var plan = UnitPlan()
        guard let framework = context.catalogue.framework(unit.package.framework) else { return nil }
        let code = framework.healthInCode(of: unit)
        guard let route = code.route else { return nil }
        for platform in unit.package.platforms.compactMap({ context.catalogue.platform($0) }) {
            guard case .configured(let probed?, let place) = platform.probe(of: unit, in: context.repository),
                probed != route.path
            else { continue }
            let probe = try platform.planProbe(of: unit, path: route.path, in: context.repository)
            plan.changes += probe.changes
            plan.configured.append(probe.summary(isMonorepo: unit.isMonorepo))
            plan.headline = "probe in \(place) pointed at \(route.path)"
        }
        for platform in unit.package.platforms.compactMap({ context.catalogue.platform($0) }) {
            guard let ports = platform.ports(of: unit, in: context.repository), ports.asked != ports.listening else {
                continue
            }
            plan.changes += try platform.planPort(ports, of: unit, in: context.repository)
            plan.headline = "port in \(ports.askedPlace) set to \(ports.listening)"
        }
        if plan.changes.isEmpty, let approach = approach ?? framework.healthApproaches(for: unit).first {
            let request = HealthRequest(
                unit: unit, existing: code, components: HealthComponents.of(unit), approach: approach, isRepair: true)
            plan.changes = try framework.planHealth(request).changes
            plan.approach = approach
            plan.headline = "\(route.path) endpoint repaired (\(framework.name))"
        }
        return plan.changes.isEmpty ? nil : plan
    }
}
