import Workspace

/// One real backup of the real database through the storage that the unit's own script uses; only `--live` makes it.
struct LiveBackup {
    private let layout: BackupLayout
    private let probe: BackupProbe
    private let started: StartedUnit

    /// Prepares the backup of one database.
    init(_ layout: BackupLayout, _ probe: BackupProbe, _ started: StartedUnit) {
        self.layout = layout
        self.probe = probe
        self.started = started
    }

    /// Runs the script with the user's own address and storage, once in a run.
    ///
    /// - Parameters:
    ///   - rehearsed: What the rehearsal on the unit's own instance saw: a script that failed there dumps nothing real.
    ///   - actions: What this run has done already.
    /// - Returns: What came of it, or what it would do and what it lacks.
    func make(after rehearsed: [Check], by actions: LiveActions) async -> Check {
        if let failed = rehearsed.first(where: { $0.verdict == .failed }) {
            return notMade(.skipped, "\(failed.name) failed on a scratch database, so the real one was not dumped")
        }
        let access = StorageAccess(layout, user: started.userVariables)
        guard let address = address, let storage = access.variables else {
            let missing = ([address == nil ? variable : nil] + access.missing).compactMap(\.self)
            return notMade(.needsCredential, "set \(missing.joined(separator: ", ")) in the environment; \(intention)")
        }
        if layout.target.recipe.runner == nil, !Self.isAbsolute(address) {
            return notMade(.needsCredential, "give \(variable) as an absolute path; \(intention)")
        }
        var variables = storage
        variables[layout.target.variable] = address
        return await actions.once("backup \(layout.target.id)") { await run(variables, to: access.place) }
    }

    private func run(_ variables: [String: String], to place: String) async -> Check {
        var check = Check(
            name, expected: "a backup in \(place)", observed: "", verdict: .passed, short: "real backup made",
            phrase: "Real backup made")
        do throws(Diagnostic) {
            let result = try await probe.run(.backup, adding: variables)
            check.milliseconds = BackupRehearsal.milliseconds(result)
            check.observed =
                result.isSuccess ? BackupRehearsal.lastLine(result.output) : BackupRehearsal.complaint(result)
            if result.isSuccess { return check }
            check.cause = check.observed
            check.log = result.errors.split(separator: "\n").suffix(12).map(String.init)
        } catch {
            check.observed = error.message
            check.cause = error.line
        }
        check.verdict = .failed
        return check
    }

    /// What it does, for one who has to decide whether to let it.
    var intention: String {
        "`--live` runs \(layout.files.path(.backup)), which dumps the database at \(variable) into "
            + "\(layout.storage.title) and removes backups older than \(BackupBundle.retentionDays) days"
    }

    private var name: String { "real backup of \(layout.target.id)" }

    /// The variable of the user's environment with the real address: that of the workflow's secret, which no other
    /// database shares.
    private var variable: String { layout.workflow?.addressSecret ?? layout.target.variable }

    private var address: String? { started.userVariables[variable].flatMap { $0.isEmpty ? nil : $0 } }

    /// A relative path would lead to a file of the private copy.
    private static func isAbsolute(_ address: String) -> Bool {
        address.hasPrefix("/") || address.contains("////") || address.hasPrefix("file:/")
    }

    private func notMade(_ reason: NotRunReason, _ words: String) -> Check {
        Check(name, expected: "made", observed: words, verdict: .notRun(reason))
    }
}

/// What of the user's environment leads to the storage of one database.
struct StorageAccess {
    /// The variables to run scripts with; nil where they do not lead there.
    let variables: [String: String]?
    /// Names of those that are not set and needed.
    let missing: [String]
    /// Where it is, without anything secret.
    let place: String

    /// Looks into the user's environment.
    init(_ layout: BackupLayout, user: [String: String]) {
        let storage = layout.storage
        let names = [
            "BACKUP_DIR", "BACKUP_S3_BUCKET", "BACKUP_S3_ENDPOINT", "BACKUP_S3_PREFIX", "BACKUP_MAX_AGE_HOURS",
            "AWS_REGION", storage.keyVariable, storage.secretVariable,
        ]
        var found: [String: String] = [:]
        for name in names { found[name] = user[name].flatMap { $0.isEmpty ? nil : $0 } }
        let bucket = ["BACKUP_S3_BUCKET", storage.keyVariable, storage.secretVariable]
        let wanted = storage.isBucket ? bucket : ["BACKUP_DIR"]
        let leads = found["BACKUP_DIR"] != nil || bucket.allSatisfy { found[$0] != nil }
        variables = leads ? found : nil
        missing = leads ? [] : wanted.filter { found[$0] == nil }
        place = found["BACKUP_DIR"].map { "the folder \($0)" } ?? "the bucket \(found["BACKUP_S3_BUCKET"] ?? "?")"
    }
}
