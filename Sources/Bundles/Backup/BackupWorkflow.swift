import Topology
import Workspace

/// Writes the workflow that backs up one database and restores the backup into a scratch server.
struct BackupWorkflow: Sendable {
    let target: BackupTarget
    let runner: BackupRunner
    let storage: BackupStorage
    let files: BackupFiles

    /// actions/checkout v7.0.1, pinned to the commit of its tag.
    private static let checkout = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1"

    /// The name of the secret that holds the address: the variable's own where there is only one database.
    var addressSecret: String {
        target.isOnly ? target.variable : Self.upper(target.id) + "_" + target.variable.uppercased()
    }

    /// The whole file.
    var text: String {
        """
        # Backs up the \(comment(target.engineName)) database \(target.id) every day at \(schedule.words), restores the backup
        # into a scratch server and compares the rows of every table.
        #
        # \(BackupMark.text(.schedule, of: target.id)) from
        \(BackupScripts.sources(target).map { "#   \(comment($0))" }.joined(separator: "\n"))
        # Edit what you like; it is not written again while it is here.
        name: Backup \(target.id)

        on:
          schedule:
            - cron: "\(schedule.cron)"
          workflow_dispatch:

        permissions: {}

        concurrency:
          group: backup-\(target.id)

        jobs:
          backup:
            name: Back up and restore
            runs-on: ubuntu-latest
            timeout-minutes: 60
            permissions:
              contents: read
            services:
              scratch:
                image: \(runner.image)
                env:
        \(lines(runner.variables.map { "\($0.name): \(YAMLText.scalar($0.value))" }, indent: 10))
                ports:
                  - "127.0.0.1:\(runner.port):\(runner.port)"
                options: >-
        \(lines(runner.options, indent: 10))
            steps:
              - uses: \(Self.checkout)
                with:
                  persist-credentials: false
              - name: \(YAMLText.scalar(runner.clientName))
                run: |
        \(lines(runner.client.split(separator: "\n").map(String.init), indent: 10))
              - name: Back up
                env:
                  \(target.variable): ${{ secrets.\(addressSecret) }}
        \(lines(storageVariables, indent: 10))
                run: \(YAMLText.scalar(files.path(.backup)))
              - name: Restore into the scratch server and compare the rows
                env:
                  VERIFY_DATABASE_URL: \(YAMLText.scalar(runner.scratchAddress))
        \(lines(storageVariables, indent: 10))
                run: \(YAMLText.scalar(files.path(.verification)))

        """
    }

    private var schedule: BackupSchedule { BackupSchedule(target.id) }

    private var storageVariables: [String] {
        storage.secrets.map { "\($0): ${{ secrets.\($0) }}" }
            + ["BACKUP_S3_BUCKET", "BACKUP_S3_ENDPOINT"].map { "\($0): ${{ vars.\($0) }}" }
    }

    private func lines(_ lines: [String], indent: Int) -> String {
        lines.map { String(repeating: " ", count: indent) + $0 }.joined(separator: "\n")
    }

    private func comment(_ text: String) -> String { ShellText.comment(text) }

    private static func upper(_ id: String) -> String { id.uppercased().replacing("-", with: "_") }
}

/// When a backup runs: once a day in a quiet hour, at a minute of its own, because everybody takes the full hour.
struct BackupSchedule: Sendable {
    private let minute: Int

    /// The schedule of a database: the same one whenever it is asked for.
    init(_ id: String) {
        let sum = id.utf8.reduce(UInt32(17)) { ($0 &* 31) &+ UInt32($1) }
        minute = 5 + Int(sum % 50)
    }

    /// Five fields of cron.
    var cron: String { "\(minute) 2 * * *" }

    /// For people, such as `02:17 UTC`.
    var words: String { "02:\(minute < 10 ? "0" : "")\(minute) UTC" }
}
