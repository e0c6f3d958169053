import Topology
package import Workspace

extension HealthBundle {
    /// What the framework offers; a unit whose endpoint is whole and that only lacks a probe has nothing to choose.
    package func approaches(for unit: DeployableUnit, in context: BundleContext) -> [Approach] {
        guard let framework = context.catalogue.framework(unit.package.framework), needsCode(unit, in: context) else {
            return []
        }
        return framework.healthApproaches(for: unit)
    }

    /// The endpoint by one approach, and the probe of each platform.
    package func plan(
        for unit: DeployableUnit, finding: Finding, approach: Approach?, in context: BundleContext
    ) throws(Diagnostic) -> UnitPlan {
        var plan = UnitPlan()
        plan.approach = approach
        if finding.state == .notApplicable {
            planAutomatic(unit, finding: finding, in: context, into: &plan)
            return plan
        }
        let framework = context.catalogue.framework(unit.package.framework)
        let code = framework?.healthInCode(of: unit) ?? HealthInCode()
        var path = code.route?.path ?? unit.package.healthPath
        if let framework, let approach {
            let request = HealthRequest(
                unit: unit, existing: code, components: HealthComponents.of(unit), approach: approach)
            let edits = try framework.planHealth(request)
            plan.changes += edits.changes
            plan.headline =
                code.route == nil
                ? "\(edits.path) endpoint created (\(framework.name))"
                : "\(edits.path) endpoint completed (\(framework.name))"
            path = edits.path
        } else if path == nil {
            plan.requiredSetup.append(
                "Add GET \(Self.path) to \(unit.path): this version does not write code for "
                    + (framework?.name ?? "a package whose framework it does not know"))
            return plan
        }
        if let path { try planProbes(of: unit, path: path, in: context, into: &plan) }
        return plan
    }

    /// Whether the endpoint or one of its checks is lacking.
    private func needsCode(_ unit: DeployableUnit, in context: BundleContext) -> Bool {
        guard let framework = context.catalogue.framework(unit.package.framework) else { return false }
        let code = framework.healthInCode(of: unit)
        return code.route == nil || HealthComponents.of(unit).contains { code.checks[$0.id] == nil }
    }

    private func planAutomatic(
        _ unit: DeployableUnit, finding: Finding, in context: BundleContext, into plan: inout UnitPlan
    ) {
        for platform in unit.package.platforms.compactMap({ context.catalogue.platform($0) }) {
            guard case .automatic(let reason) = platform.probe(of: unit, in: context.repository) else { continue }
            plan.headline = finding.reason
            plan.rows.append(row(unit, provider: platform.name, details: "Automatic (\(reason))"))
            return
        }
    }

    private func planProbes(
        of unit: DeployableUnit, path: String, in context: BundleContext, into plan: inout UnitPlan
    ) throws(Diagnostic) {
        let platforms = unit.package.platforms.compactMap { context.catalogue.platform($0) }
        for platform in platforms {
            switch platform.probe(of: unit, in: context.repository) {
            case .configured(let probed, _):
                if let probed, probed != path {
                    try add(platform.planProbe(of: unit, path: path, in: context.repository), of: unit, to: &plan)
                } else {
                    plan.rows.append(row(unit, provider: platform.name, details: probed ?? path, rule: .keepExisting))
                }
            case .missing:
                try add(platform.planProbe(of: unit, path: path, in: context.repository), of: unit, to: &plan)
            case .dashboard:
                var probe = try platform.planProbe(of: unit, path: path, in: context.repository)
                if Self.isDone(unit, platform: platform.name, in: context) { probe.requiredSetup = [] }
                add(probe, of: unit, to: &plan)
            case .automatic, .none:
                continue
            }
        }
        if plan.rows.isEmpty {
            let provider = context.catalogue.framework(unit.package.framework)?.name ?? "-"
            plan.rows.append(row(unit, provider: provider, details: path))
        }
    }

    private func add(_ probe: ProbePlan, of unit: DeployableUnit, to plan: inout UnitPlan) {
        plan.changes += probe.changes
        plan.configured.append(probe.summary(isMonorepo: unit.isMonorepo))
        let prefix = unit.isMonorepo ? "[\(unit.path)] " : ""
        plan.requiredSetup += probe.requiredSetup.map { prefix + $0 }
        if !probe.requiredSetup.isEmpty {
            plan.platformNotes.append("\(probe.platform) probe configured via UI (manual step documented)")
        }
        plan.rows.append(row(unit, provider: probe.platform, details: probe.details))
    }

    /// Whether a person has taken `to do` out of the unit's Health row: what only a dashboard can show, the table says.
    private static func isDone(_ unit: DeployableUnit, platform: String, in context: BundleContext) -> Bool {
        context.repository.conventions.contains { row in
            row.component.lowercased() == "health" && row.provider == platform
                && (row.package == unit.path || row.package == nil) && !row.details.lowercased().contains("to do")
        }
    }

    private func row(
        _ unit: DeployableUnit, provider: String, details: String, rule: InfrastructureEntry.Rule = .replaceCells
    ) -> InfrastructureEntry {
        InfrastructureEntry(
            InfrastructureRow(component: "Health", package: unit.path, provider: provider, details: details),
            rule: rule)
    }
}
