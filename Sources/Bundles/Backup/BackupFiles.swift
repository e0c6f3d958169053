import Topology
import Workspace

/// The paths of the files of one database.
struct BackupFiles: Sendable {
    /// Paths of the scripts and, on a hosted runner, the workflow.
    let paths: [BackupRole: String]

    /// Generated files keep the names that they have; new ones follow the repository's habit.
    init(_ target: BackupTarget, inventory: BackupInventory, in context: BundleContext) {
        let files = context.repository.files
        let folder = ["scripts", "ops", "bin"].first { files.hasFolder($0) } ?? "scripts"
        var paths = inventory.generated
        if inventory.isComplete {
            for role in BackupRole.scripts where paths[role] == nil {
                paths[role] = role.parts.first.flatMap { inventory.places[$0]?.path }
            }
        }
        for role in BackupRole.scripts where paths[role] == nil {
            let name = target.isOnly ? role.baseName : "\(role.baseName)-\(target.id)"
            let wanted = "\(folder)/\(name).sh"
            paths[role] = files.contains(wanted) ? "\(folder)/\(name)-infra.sh" : wanted
        }
        if paths[.schedule] == nil, target.recipe.runner != nil, Self.hasRunner(files) {
            let wanted = ".github/workflows/backup-\(target.id)"
            paths[.schedule] = files.contains("\(wanted).yml") ? "\(wanted)-infra.yml" : "\(wanted).yml"
        }
        self.paths = paths
    }

    /// Path of a script.
    func path(_ role: BackupRole) -> String { paths[role] ?? "scripts/\(role.baseName).sh" }

    /// Whether a workflow runs the backup; otherwise cron does.
    var isOnRunner: Bool { paths[.schedule] != nil }

    /// Whether GitHub Actions is this repository's engine.
    private static func hasRunner(_ files: RepositoryFiles) -> Bool {
        files.hasFolder(".github")
    }
}
