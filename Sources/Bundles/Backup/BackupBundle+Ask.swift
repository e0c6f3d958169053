import Topology
import Workspace

extension BackupBundle {
    /// Backs up the instance of every database that the unit answers for, looks for the backup, restores it and
    /// compares the rows of every table; with `--live` backs up the real database; then asks the real storage, where the
    /// user's environment leads to it.
    package func askRunning(
        _ session: any UnitSession, of unit: DeployableUnit, in context: BundleContext
    ) async -> [Check] {
        var checks: [Check] = []
        for target in BackupTargets.of(unit, in: context) {
            if let row = Self.managedRow(target, in: context) {
                checks.append(Self.managed(target, row))
                continue
            }
            guard let started = session.started else {
                checks.append(Self.outOfReach(target))
                continue
            }
            let layout = BackupLayout(target, in: context)
            guard layout.inventory.generated[.backup] != nil else {
                checks.append(Self.foreign(layout))
                continue
            }
            do throws(Diagnostic) {
                let probe = try await BackupProbe.fitting(layout, in: started, catalogue: context.catalogue)
                var rehearsal = BackupRehearsal(layout, probe)
                let rehearsed = try await rehearsal.run()
                checks += rehearsed
                var isSetUp = layout.isDone(in: context)
                if let live = started.live {
                    let made = await LiveBackup(layout, probe, started).make(after: rehearsed, by: live)
                    checks.append(made)
                    if made.verdict == .passed { isSetUp = true }
                }
                checks += try await StoredBackup(layout, probe, started).ask(isSetUp: isSetUp)
            } catch {
                checks.append(Self.stopped(target, error))
            }
        }
        return checks
    }

    private static func managed(_ target: BackupTarget, _ row: InfrastructureRow) -> Check {
        Check(
            "backup of \(target.id)", expected: "a backup of the last 24 h at \(row.provider)",
            observed: "only \(row.provider) shows it", verdict: .notRun(.needsDashboard))
    }

    private static func outOfReach(_ target: BackupTarget) -> Check {
        Check(
            "backup of \(target.id)", expected: "a backup that can be restored",
            observed: "the database of a unit that runs elsewhere is dumped only by those who have its credential",
            verdict: .notRun(.needsCredential))
    }

    private static func foreign(_ layout: BackupLayout) -> Check {
        let path = layout.inventory.personsScript ?? layout.files.path(.backup)
        return Check(
            "backup of \(layout.target.id)", expected: "a backup that can be restored",
            observed: "\(path) stores where only its owner's credentials lead", verdict: .notRun(.needsCredential))
    }

    private static func stopped(_ target: BackupTarget, _ problem: Diagnostic) -> Check {
        let isMissing = problem.code == "tool-not-found"
        return Check(
            "backup of \(target.id)", expected: "a backup that can be restored", observed: problem.message,
            verdict: isMissing ? .notRun(.needsTool) : .failed, cause: isMissing ? nil : problem.line)
    }
}
