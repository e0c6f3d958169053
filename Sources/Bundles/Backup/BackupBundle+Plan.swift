import Topology
package import Workspace

extension BackupBundle {
    /// Nothing to choose: the engine has one way.
    package func approaches(for unit: DeployableUnit, in context: BundleContext) -> [Approach] { [] }

    /// The scripts, the schedule and the guide of every database that the unit answers for.
    package func plan(
        for unit: DeployableUnit, finding: Finding, approach: Approach?, in context: BundleContext
    ) throws(Diagnostic) -> UnitPlan {
        var plan = UnitPlan()
        if finding.state == .notApplicable {
            plan.headline = finding.reason
            return plan
        }
        let targets = BackupTargets.of(unit, in: context).filter { Self.managedRow($0, in: context) == nil }
        let parts = targets.map { BackupLayout($0, in: context) }
        for part in parts { try add(part, of: unit, in: context, to: &plan) }
        if finding.isOpen, let change = try guide(for: parts, in: context) { plan.changes.append(change) }
        plan.rows = rows(parts, in: context)
        if !parts.isEmpty {
            plan.headline =
                parts.map { "\($0.target.recipe.command) of \($0.target.id)" }.joined(separator: ", ")
                + ", daily, \(Self.retentionDays)-day retention"
        }
        return plan
    }

    private func add(
        _ part: BackupLayout, of unit: DeployableUnit, in context: BundleContext, to plan: inout UnitPlan
    ) throws(Diagnostic) {
        let scripts = BackupScripts(part.target, storage: part.storage, files: part.files)
        if !part.isComplete {
            for role in BackupRole.scripts where part.needs(role) {
                let path = part.files.path(role)
                plan.changes.append(
                    .create(path, scripts.text(role), mode: FileChange.scriptMode, why: part.why(role)))
            }
        }
        if part.inventory.places[.schedule] == nil, let path = part.files.paths[.schedule], let workflow = part.workflow
        {
            plan.changes.append(.create(path, workflow.text, why: part.why(.schedule)))
        }
        plan.configured += [
            "\(part.scheduleWords) (daily \(BackupSchedule(part.target.id).words))",
            part.storage.isBucket ? "\(part.storage.title) (bucket BACKUP_S3_BUCKET)" : "local folder (BACKUP_DIR)",
            "\(Self.retentionDays)-day retention",
        ]
        plan.variables += part.variables
        if !part.isDone(in: context) {
            let prefix = unit.isMonorepo ? "[\(unit.path)] " : ""
            plan.requiredSetup += part.steps.map { prefix + $0 }
        }
    }

    /// The guide with the section of each database; one that the run creates has those of every unit, so that the
    /// plans of several units want the same file.
    private func guide(for parts: [BackupLayout], in context: BundleContext) throws(Diagnostic) -> FileChange? {
        let files = context.repository.files
        let all =
            files.contains(InfrastructureGuide.path)
            ? parts : BackupTargets.all(in: context).map { BackupLayout($0, in: context) }
        let sections = all.filter { !$0.isComplete || !$0.files.isOnRunner }.map(\.section)
        return try InfrastructureGuide.change(
            adding: sections, in: files, why: "says how backups are kept, restored and set up")
    }

    /// One row for each package: a package with two databases has both in it.
    private func rows(_ parts: [BackupLayout], in context: BundleContext) -> [InfrastructureEntry] {
        var rows: [InfrastructureRow] = []
        for part in parts {
            let details =
                "\(part.target.recipe.command), daily, \(Self.retentionDays)-day retention"
                + (part.isDone(in: context) ? "" : ": to do")
            if let index = rows.firstIndex(where: { $0.package == part.target.rowPackage }) {
                rows[index].details = "\(part.target.recipe.command) + \(rows[index].details)"
            } else {
                rows.append(
                    InfrastructureRow(
                        .backup, package: part.target.rowPackage, provider: part.storage.provider, details: details))
            }
        }
        return rows.map { InfrastructureEntry($0, rule: .replaceCells) }
    }
}
