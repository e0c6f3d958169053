import Topology
package import Workspace

extension SecurityBundle {
    /// What the framework offers; a unit that only lacks a firewall in a file has nothing to choose.
    package func approaches(for unit: DeployableUnit, in context: BundleContext) -> [Approach] {
        guard let framework = context.catalogue.framework(unit.package.framework) else { return [] }
        switch RateLimitState.of(unit, in: context) {
        case .notNeeded, .elsewhere: return []
        case .inCode(let code) where code.unlimited.isEmpty: return []
        case .inCode, .missing: return framework.rateLimitApproaches(for: need(of: unit, in: context))
        }
    }

    /// The rate limit by one approach, and the firewall in front of the unit.
    package func plan(
        for unit: DeployableUnit, finding: Finding, approach: Approach?, in context: BundleContext
    ) throws(Diagnostic) -> UnitPlan {
        var plan = UnitPlan()
        plan.approach = approach
        switch RateLimitState.of(unit, in: context) {
        case .notNeeded: plan.headline = finding.reason
        case .elsewhere(let platform, let limit): planElsewhere(limit, on: platform, of: unit, in: context, into: &plan)
        case .inCode(let code):
            if let approach { try planInCode(by: approach, of: unit, in: context, into: &plan) }
            addRow(unit, provider: code.provider, policy: code.policy, to: &plan)
        case .missing: try planMissing(by: approach, of: unit, in: context, into: &plan)
        }
        planFirewall(of: unit, in: context, into: &plan)
        // Prose alone would not be the bundle.
        if plan.changes.isEmpty, finding.state != .notApplicable { return plan }
        let guide = SecurityGuide(of: unit, plan: plan, need: need(of: unit, in: context), in: context)
        if let change = try guide.change { plan.changes.append(change) }
        return plan
    }

    private func planMissing(
        by approach: Approach?, of unit: DeployableUnit, in context: BundleContext, into plan: inout UnitPlan
    ) throws(Diagnostic) {
        guard let approach else {
            let framework = context.catalogue.framework(unit.package.framework)?.name
            plan.requiredSetup.append(
                "Add a rate limit of \(RateLimitPolicy.standard.details) to \(unit.path): this version does not write "
                    + "it for " + (framework ?? "a package whose framework it does not know"))
            return
        }
        let edits = try planInCode(by: approach, of: unit, in: context, into: &plan)
        addRow(unit, provider: edits.provider, policy: .standard, to: &plan)
    }

    @discardableResult
    private func planInCode(
        by approach: Approach, of unit: DeployableUnit, in context: BundleContext, into plan: inout UnitPlan
    ) throws(Diagnostic) -> RateLimitEdits {
        guard let framework = context.catalogue.framework(unit.package.framework) else {
            throw .error("rate-limit/framework", "the framework is not known", at: FilePlace(unit.path))
        }
        let need = need(of: unit, in: context)
        let edits = try framework.planRateLimit(need, approach: approach)
        plan.changes += edits.changes
        plan.dependencies += edits.dependencies
        plan.headline = "\(need.policy.details) (\(edits.provider))"
        plan.configured.append(edits.summary)
        if !edits.dependencies.isEmpty {
            let manager = unit.package.packageManager.map { " by \($0)" } ?? ""
            plan.configured.append("\(edits.dependencies.joined(separator: ", ")) added\(manager)")
        }
        if need.client != .socket {
            plan.configured.append("client from \(need.client.description) (\(need.clientSource ?? "proxy"))")
        }
        return edits
    }

    /// What the platform limits by itself is a step in its dashboard until the row says that it is done.
    private func planElsewhere(
        _ limit: EdgeRateLimit, on platform: String, of unit: DeployableUnit, in context: BundleContext,
        into plan: inout UnitPlan
    ) {
        plan.headline = limit.reason
        let details = RateLimitPolicy.standard.details + ": to do"
        plan.rows.append(
            InfrastructureEntry(
                InfrastructureRow(.rateLimit, package: unit.path, provider: platform, details: details)))
        let isDone = context.repository.conventions.contains { row in
            row.kind == .rateLimit && (row.package == unit.path || row.package == nil) && !row.isToDo
        }
        if isDone { return }
        plan.requiredSetup += limit.steps.map { (unit.isMonorepo ? "[\(unit.path)] " : "") + $0 }
        plan.platformNotes.append("\(platform) rate limit configured via UI (manual step documented)")
    }

    private func planFirewall(of unit: DeployableUnit, in context: BundleContext, into plan: inout UnitPlan) {
        guard let found = UnitFirewall.of(unit, in: context) else { return }
        plan.rows.append(found.entry)
        switch found.firewall.inFile {
        case .present: return
        case .addable(let change):
            plan.changes.append(change)
            plan.configured.append("\(found.firewall.provider) WAF (\(found.firewall.rules)) in \(change.path)")
            plan.variables += found.firewall.variables
        case .none:
            if found.isDone { return }
            let prefix = unit.isMonorepo ? found.package.map { "[\($0)] " } ?? "" : ""
            plan.requiredSetup += found.firewall.steps.map { prefix + $0 }
            plan.platformNotes.append(
                "\(found.firewall.provider) WAF configured via UI (manual step documented)")
        }
    }

    private func addRow(
        _ unit: DeployableUnit, provider: String, policy: RateLimitPolicy?, to plan: inout UnitPlan
    ) {
        plan.rows.append(
            InfrastructureEntry(
                InfrastructureRow(
                    .rateLimit, package: unit.path, provider: provider, details: policy?.details ?? "per client"),
                rule: .replaceCells))
    }
}
