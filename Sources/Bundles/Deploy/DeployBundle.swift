import Topology
package import Workspace

/// Deploy: a trigger for pushes that change what the unit is made from, and a way back.
package struct DeployBundle: UnitBundle {
    /// The last of the four.
    package let name = BundleName.deploy

    /// Makes the bundle.
    package init() {}

    /// Triggers are read and simulated; no unit has to run for that.
    package var needsRunningUnit: Bool { false }

    /// The trigger, the paths that it answers, and the rollback procedure.
    package func finding(for unit: DeployableUnit, in context: BundleContext) -> Finding {
        let trigger = UnitTrigger(of: unit, in: context)
        var present: [FindingPart] = []
        var lacking: [String] = []
        if let committed = trigger.committed, committed.hasStep {
            present.append(FindingPart("trigger", at: committed.place))
            lacking += trigger.uncovered.map { "path filter for \($0.path)" }
        } else {
            lacking.append("trigger")
        }
        let guide = "rollback procedure"
        if InfrastructureGuide.has(RollbackGuide.id(of: trigger.names), in: context.repository.files) {
            present.append(FindingPart(guide, at: FilePlace(InfrastructureGuide.path)))
        } else if RollbackGuide(trigger, in: context) != nil || !present.isEmpty {
            lacking.append(guide)
        }
        return .from(present: present, lacking: lacking)
    }

    /// Nothing to choose: the platform and the repository's own engine decide.
    package func approaches(for unit: DeployableUnit, in context: BundleContext) -> [Approach] { [] }

    /// The trigger, completed or new, and the rollback procedure.
    package func plan(
        for unit: DeployableUnit, finding: Finding, approach: Approach?, in context: BundleContext
    ) throws(Diagnostic) -> UnitPlan {
        let trigger = UnitTrigger(of: unit, in: context)
        var plan = UnitPlan()
        guard let provider = trigger.provider else {
            plan.requiredSetup = [
                prefix(unit) + "Say where it is deployed to: add a Hosting row for it to \(Conventions.path)"
            ]
            return plan
        }
        try addChanges(trigger, in: context, to: &plan)
        let branch = context.catalogue.engines.first?.branch(in: context.repository) ?? "main"
        if !plan.changes.isEmpty {
            let file = trigger.file.map { " (\($0))" } ?? ""
            plan.headline = trigger.isByHand ? "\(provider) by hand" : "\(provider) on push to \(branch)\(file)"
            let paths =
                count(trigger.inputs.inputs.count, "path") + " of " + count(trigger.inputs.packages.count, "package")
            plan.configured =
                (trigger.isByHand ? [] : [paths]) + ["rollback procedure (\(InfrastructureGuide.path))"]
        }
        let isDone = isDone(unit, in: context)
        let setup = isDone ? [] : setup(of: trigger, in: context)
        plan.requiredSetup = setup.map { prefix(unit) + $0 }
        if case .steps(let steps) = trigger.delivery { plan.variables = steps.secrets.map(\.secret).sorted() }
        let details = (trigger.isByHand ? "By hand" : "On push to \(branch)") + (setup.isEmpty ? "" : ": to do")
        plan.rows = [
            InfrastructureEntry(
                InfrastructureRow(.deploy, package: unit.path, provider: provider, details: details),
                rule: isDone ? .keepExisting : .replaceCells)
        ]
        return plan
    }

    /// Brings paths of a configured trigger up to date, and takes out what is gone.
    package func mend(
        _ checks: [Check], of unit: DeployableUnit, approach: Approach?, in context: BundleContext
    ) throws(Diagnostic) -> UnitPlan? {
        var plan = UnitPlan()
        let trigger = UnitTrigger(of: unit, in: context)
        try addChanges(trigger, in: context, to: &plan)
        plan.headline = trigger.committed.map { "paths in \($0.file) brought up to date" }
        return plan.changes.isEmpty ? nil : plan
    }

    private func addChanges(
        _ trigger: UnitTrigger, in context: BundleContext, to plan: inout UnitPlan
    ) throws(Diagnostic) {
        if let change = try trigger.change() { plan.changes.append(change) }
        if let guide = RollbackGuide(trigger, in: context) {
            let change = try InfrastructureGuide.change(
                adding: [guide.section], in: context.repository.files, why: "says how deployments are taken back")
            if let change { plan.changes.append(change) }
        }
    }

    private func setup(of trigger: UnitTrigger, in context: BundleContext) -> [String] {
        switch trigger.delivery {
        case .steps(let steps): steps.setup
        case .watched(let rule):
            // A Hosting row such as `Git-based deploy` says that the platform watches the repository already.
            isSaidToBeConnected(trigger.unit, in: context) ? [] : rule.setup
        case .byHand(let manual): manual.steps.map { "Deploy by hand: " + $0 }
        case .none: []
        }
    }

    private func isSaidToBeConnected(_ unit: DeployableUnit, in context: BundleContext) -> Bool {
        context.repository.conventions.contains { row in
            row.kind == .hosting && (row.package ?? ".") == unit.path && row.details.lowercased().contains("git")
        }
    }

    /// Whether a person has taken `to do` out of the unit's row: what only a dashboard can show, the table says.
    private func isDone(_ unit: DeployableUnit, in context: BundleContext) -> Bool {
        context.repository.conventions.contains { row in
            row.kind == .deploy && (row.package == unit.path || row.package == nil) && !row.isToDo
        }
    }

    private func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }

    private func prefix(_ unit: DeployableUnit) -> String { unit.isMonorepo ? "[\(unit.path)] " : "" }
}
