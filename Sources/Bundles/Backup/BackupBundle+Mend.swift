import Topology
package import Workspace

extension BackupBundle {
    /// Brings generated scripts back to what they should say, with the settings that they have.
    package func mend(
        _ checks: [Check], of unit: DeployableUnit, approach: Approach?, in context: BundleContext
    ) throws(Diagnostic) -> UnitPlan? {
        var plan = UnitPlan()
        for target in BackupTargets.of(unit, in: context) {
            let layout = BackupLayout(target, in: context)
            let scripts = BackupScripts(target, storage: layout.storage, files: layout.files)
            for role in BackupRole.scripts {
                guard let path = layout.inventory.generated[role],
                    let original = context.repository.files.contents(path)
                else { continue }
                let text = scripts.text(role, keepingSettingsOf: String(decoding: original, as: UTF8.self))
                let new = Array(text.utf8)
                if new == original { continue }
                plan.changes.append(
                    .edit(path, original: original, new: new, why: "brings \(path) back to what was made"))
            }
        }
        guard !plan.changes.isEmpty else { return nil }
        plan.headline = "\(plan.changes.map(\.path).joined(separator: ", ")) repaired"
        return plan
    }
}
