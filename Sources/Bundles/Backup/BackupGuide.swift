import Topology
import Workspace

/// Writes the section of one database in the guide: retention, restore, limits, manual steps.
struct BackupGuide: Sendable {
    let target: BackupTarget
    let storage: BackupStorage
    let files: BackupFiles
    /// The steps that only a person can do.
    let steps: [String]

    /// Id of the section.
    static func id(of target: BackupTarget) -> String { "backup-\(target.id)" }

    /// The section.
    var section: InfrastructureGuide.Section {
        InfrastructureGuide.Section(
            id: Self.id(of: target),
            text: [introduction, schedule, restore, limits, manual].filter { !$0.isEmpty }.joined(separator: "\n\n"))
    }

    private var introduction: String {
        let names = target.component.usedBy.filter { $0 != "." }.map { "`\(cell($0))`" }
        let users = names.isEmpty ? "" : " of " + names.joined(separator: ", ")
        let place =
            storage.isBucket
            ? "the bucket `BACKUP_S3_BUCKET` (\(storage.title))"
            : "the folder `BACKUP_DIR`, which belongs on another disk"
        return """
            ## Backup of \(target.id)

            The \(target.engineName) database\(users) is dumped every day with `\(target.recipe.command)` into \(place). \
            Beside each dump lies a manifest with its checksum and the number of rows of every table. Backups older than \
            \(BackupBundle.retentionDays) days are removed after the next one has succeeded; the newest whole one never is.
            """
    }

    private var schedule: String {
        let time = BackupSchedule(target.id)
        if let workflow = files.paths[.schedule] {
            return "`\(workflow)` runs it at \(time.words) and restores the result into a scratch server."
        }
        return """
            On the host of the database, with the variables below in `/etc/\(target.id).env`, in the crontab of a user who \
            may read the database (times are the host's):

            ```crontab
            \(time.cron) set -a; . /etc/\(target.id).env; cd /srv/app && \(command(.backup)) && \(command(.verification))
            ```
            """
    }

    private var restore: String {
        """
        To restore, stop what writes to the database, then:

        ```sh
        \(command(.restore)) --list           # the times of the backups
        \(command(.restore)) [TIME]           # into an empty database; the newest without TIME
        \(command(.restore)) --force [TIME]   # replaces what is in the database
        ```

        It refuses a database that has tables unless `--force` is given, checks the dump against its checksum, and compares \
        the rows of every table with the manifest. `\(files.path(.verification))` does the same into a scratch database and \
        fails when the newest backup is older than a day.
        """
    }

    private var limits: String {
        "Limits: what was written after the last backup, up to a day, is lost with the database. Users, roles and server "
            + "settings are not part of a dump. Dumps are not encrypted by the scripts; the storage's own encryption applies."
    }

    private var manual: String {
        guard !steps.isEmpty else { return "" }
        return "Once, by hand:\n\n" + steps.enumerated().map { "\($0 + 1). \($1)" }.joined(separator: "\n")
    }

    private func command(_ role: BackupRole) -> String { ShellText.quoted(files.path(role)) }

    private func cell(_ text: String) -> String { MarkdownText.cell(text) }
}
