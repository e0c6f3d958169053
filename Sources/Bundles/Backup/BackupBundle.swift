import Topology
import Workspace

/// Backup: a script for each database, where and when it runs, how long dumps are kept, and the way back.
///
/// A database is reported under the unit that owns it; the others that use it say so.
package struct BackupBundle: UnitBundle {
    /// The third of the four.
    package let name = BundleName.backup

    /// How many days a backup is kept.
    static let retentionDays = 7

    /// Makes the bundle.
    package init() {}

    /// The parts of every database that the unit answers for.
    package func finding(for unit: DeployableUnit, in context: BundleContext) -> Finding {
        let targets = BackupTargets.of(unit, in: context)
        if targets.isEmpty, let item = BackupTargets.issue(of: unit, in: context) {
            let reason = item.reason.map { ": \($0)" } ?? ""
            return Finding(.skipped, reason: "known-issues.md:\(item.place.line ?? 1)\(reason)")
        }
        if targets.isEmpty { return Finding(.notApplicable, reason: reasonNotToApply(to: unit, in: context)) }
        var present: [FindingPart] = []
        var lacking: [String] = []
        for target in targets {
            let suffix = targets.count > 1 ? " of \(target.id)" : ""
            if let row = Self.managedRow(target, in: context) {
                present.append(FindingPart("backup by \(row.provider)\(suffix)", at: row.place))
                continue
            }
            let inventory = BackupReader(target, in: context).inventory()
            for part in BackupPart.allCases {
                if let place = inventory.places[part] {
                    present.append(FindingPart(part.rawValue + suffix, at: place))
                } else {
                    lacking.append(part.rawValue + suffix)
                }
            }
        }
        return .from(present: present, lacking: lacking)
    }

    private func reasonNotToApply(to unit: DeployableUnit, in context: BundleContext) -> String {
        let owners = unit.components.filter { $0.kind == .database }
            .compactMap { BackupTargets.reporter(of: $0, in: context) }.filter { $0 != unit.path }
        let unique = owners.enumerated().filter { owners.firstIndex(of: $1) == $0 }.map(\.element)
        return unique.isEmpty
            ? "Not applicable (no database)" : "Backed up with \(unique.joined(separator: ", "))"
    }

    /// The row of the Infrastructure table that says that somebody else makes the backups, such as a database
    /// service: no file could show it. Rows about our own storage are for files to prove.
    static func managedRow(_ target: BackupTarget, in context: BundleContext) -> InfrastructureRow? {
        context.repository.conventions.first { row in
            guard row.kind == .backup, !row.isToDo, isAbout(row, target) else { return false }
            let provider = row.provider.lowercased()
            let isOwn =
                [BackupStorage.r2, .s3, .folder].contains { $0.provider.lowercased() == provider }
                || row.details.contains(target.recipe.command)
            return !isOwn && !provider.isEmpty && provider != "-"
        }
    }

    /// Whether a row is about a database: it names its package, or none.
    static func isAbout(_ row: InfrastructureRow, _ target: BackupTarget) -> Bool {
        row.package == target.rowPackage || row.package == target.reporter || row.package == nil
    }
}
