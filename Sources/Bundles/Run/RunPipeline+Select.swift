import Topology
import Workspace

extension RunPipeline {
    /// The selected bundle's plans and the rows of everything that is there.
    struct Choice: Sendable {
        /// Plans of the selected bundle, one for each unit, sorted by path.
        var plans: [PlannedUnit] = []
        /// Rows for the Infrastructure table, of the selected bundle and of what is configured already.
        var rows: [InfrastructureEntry] = []
        /// Setup that is still to do for bundles that are configured, by bundle and path.
        var standing: [PlannedUnit] = []
    }

    /// Step 3: the first bundle for which something can be written. A bundle for which nothing can be written is
    /// noted and does not use up the run.
    func choose(_ detection: Detection, report: inout RunReport) -> Choice {
        let selection = Selection(findings: report.units, wanted: request.bundle)
        var choice = Choice()
        report.allConfigured = selection.candidates.isEmpty && request.bundle == nil
        choice.standing = standing(detection, besides: selection.candidates)
        for bundle in UnitBundles.all where selection.candidates.contains(bundle.name) {
            let plans = Planning.plans(bundle, for: detection.units, in: detection.context)
            let open = plans.filter { $0.finding.isOpen }
            if open.contains(where: { !($0.plan?.changes.isEmpty ?? true) }) {
                choice.plans = plans
                report.selected = bundle.name
                break
            }
            report.notes.append(Selection.needsYou(bundle.name, units: open.count))
            choice.standing += plans
        }
        choice.rows = (choice.plans + choice.standing).flatMap { $0.plan?.rows ?? [] }
        return choice
    }

    /// What configured bundles still want a person to do, and their rows.
    func standing(_ detection: Detection, besides candidates: [BundleName]) -> [PlannedUnit] {
        UnitBundles.all.filter { !candidates.contains($0.name) && (request.bundle ?? $0.name) == $0.name }.flatMap {
            Planning.plans($0, for: detection.units, in: detection.context)
        }
    }

    /// Puts plans into the report: headline, changes, setup, variables.
    func describe(_ choice: Choice, in report: inout RunReport) {
        for planned in choice.plans { describe(planned, isSelected: true, in: &report) }
        for planned in choice.standing { describe(planned, isSelected: false, in: &report) }
    }

    /// Puts one plan into its unit's report.
    func describe(_ planned: PlannedUnit, isSelected: Bool, in report: inout RunReport) {
        guard
            let index = report.units.firstIndex(where: { $0.path == planned.unit.path && $0.bundle == planned.bundle })
        else { return }
        if let plan = planned.plan {
            report.units[index].requiredSetup = plan.requiredSetup
            report.units[index].variables = plan.variables
            report.units[index].rows = plan.rows
            report.units[index].platformNotes = plan.platformNotes
            // What a plan would do is no news of a unit that nothing is done for.
            if isSelected || !planned.finding.isOpen { report.units[index].headline = plan.headline }
            if isSelected || planned.finding.state == .configured { report.units[index].configured = plan.configured }
            if isSelected { report.units[index].changes = plan.changes.map(Self.changeReport) }
        } else if planned.finding.isOpen {
            report.units[index].diagnostics = planned.rejected
            report.units[index].changes = []
        }
    }

    /// A planned change as the report names it.
    static func changeReport(_ change: FileChange) -> ChangeReport {
        ChangeReport(path: change.path, action: change.original == nil ? .created : .edited, why: change.why)
    }

    /// Names the table's change in the first changed unit of a bundle, so that previews and lists show it once.
    func addTable(_ change: FileChange, to bundle: BundleName, in report: inout RunReport) {
        guard let index = report.units.firstIndex(where: { $0.bundle == bundle && !$0.changes.isEmpty }) else { return }
        report.units[index].changes.append(Self.changeReport(change))
    }

    /// All changes of plans and table, merged, with their diff.
    func merged(
        _ plans: [PlannedUnit], _ detection: Detection, rows: [InfrastructureEntry]
    ) -> (changes: ChangeSet, rejected: [(owner: String, reason: Diagnostic)], diff: String) {
        var owned = plans.map { OwnedChanges(owner: $0.unit.path, changes: $0.plan?.changes ?? []) }
        if let change = Recording.change(recording: rows, in: detection) {
            owned.append(OwnedChanges(owner: Recording.owner, changes: [change]))
        }
        let merged = ChangeSet.merge(owned)
        return (merged.changes, merged.rejected, UnifiedDiff.render(merged.changes))
    }
}
