import Topology
import Workspace

/// One database with where everything of it is or goes.
struct BackupLayout: Sendable {
    let target: BackupTarget
    let inventory: BackupInventory
    let files: BackupFiles
    let storage: BackupStorage

    /// Lays out one database.
    init(_ target: BackupTarget, in context: BundleContext) {
        self.target = target
        inventory = BackupReader(target, in: context).inventory()
        files = BackupFiles(target, inventory: inventory, in: context)
        storage = .suggested(in: context, onRunner: files.isOnRunner)
    }

    /// Whether the scripts have everything and at most the schedule is lacking.
    var isComplete: Bool { inventory.isComplete }

    /// Whether a script of ours has to be written.
    func needs(_ role: BackupRole) -> Bool { inventory.generated[role] == nil }

    /// The workflow, where a hosted runner makes the backup.
    var workflow: BackupWorkflow? {
        guard files.isOnRunner, let runner = target.recipe.runner?(target.component.version) else { return nil }
        return BackupWorkflow(target: target, runner: runner, storage: storage, files: files)
    }

    /// The section of the guide.
    var section: InfrastructureGuide.Section {
        BackupGuide(target: target, storage: storage, files: files, steps: steps).section
    }

    /// `GitHub Actions schedule` or `Cron schedule`.
    var scheduleWords: String { files.isOnRunner ? "GitHub Actions schedule" : "Cron schedule" }

    /// Names of the variables that production must provide.
    var variables: [String] { [workflow?.addressSecret ?? target.variable] + storage.settings + storage.secrets }

    /// Why a file is there, for the report.
    func why(_ role: BackupRole) -> String {
        switch role {
        case .backup: "dumps \(target.id) into the storage"
        case .restore: "restores \(target.id) and compares its rows"
        case .verification: "restores the newest backup of \(target.id) into a scratch database"
        case .schedule: "backs up \(target.id) every day"
        }
    }

    /// What only a person can do.
    var steps: [String] {
        var steps: [String] = []
        if storage.isBucket {
            steps.append("Create a bucket for backups at \(storage.title) and a key that may write to it")
        }
        if files.isOnRunner {
            let secrets = [workflow?.addressSecret ?? target.variable] + storage.secrets
            steps.append(
                "In the repository's settings on GitHub, add the secrets \(secrets.joined(separator: ", ")) and the "
                    + "variables \(["BACKUP_S3_BUCKET", "BACKUP_S3_ENDPOINT"].joined(separator: ", "))")
            steps.append(
                "Make sure that GitHub's runners reach \(target.id); otherwise run \(files.path(.backup)) from cron on "
                    + "its host")
        } else {
            steps.append("Install the cron line of \(InfrastructureGuide.path) on the host of \(target.id)")
        }
        return steps
    }

    /// Whether a person has taken `to do` out of the row: what no file shows, the table says.
    func isDone(in context: BundleContext) -> Bool {
        context.repository.conventions.contains { row in
            row.kind == .backup && !row.isToDo && BackupBundle.isAbout(row, target)
                && row.details.contains(target.recipe.command)
        }
    }
}
