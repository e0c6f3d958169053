import Workspace

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The newest backup in the real storage, where the user's environment leads to it.
struct StoredBackup {
    private let layout: BackupLayout
    private let probe: BackupProbe
    private let started: StartedUnit

    /// Asks about one database.
    init(_ layout: BackupLayout, _ probe: BackupProbe, _ started: StartedUnit) {
        self.layout = layout
        self.probe = probe
        self.started = started
    }

    /// Whether the newest backup is younger than a day and restores into a scratch database of the unit's instance.
    ///
    /// `isSetUp` says that a person has declared the storage ready: no backup at all is then a failure.
    func ask(isSetUp: Bool) async throws(Diagnostic) -> [Check] {
        let name = "newest stored backup of \(layout.target.id)"
        let expected = "younger than 24 h, and restored"
        guard let variables = StorageAccess(layout, user: started.userVariables).variables else {
            guard layout.storage.isBucket || isSetUp else { return [] }
            let needed = (layout.storage.settings + layout.storage.secrets).joined(separator: ", ")
            return [
                Check(
                    name, expected: expected, observed: "set \(needed) to have it asked",
                    verdict: .notRun(.needsCredential))
            ]
        }
        let list = try await probe.run(.restore, ["--list"], adding: variables)
        guard list.isSuccess else {
            let words = "`\(layout.files.path(.restore)) --list`: \(BackupRehearsal.complaint(list))"
            return [Check(name, expected: expected, observed: words, verdict: .failed, cause: words)]
        }
        let newest = BackupRehearsal.lastLine(list.output)
        if newest.isEmpty, !isSetUp {
            return [
                Check(
                    name, expected: expected,
                    observed: "none yet; \(LiveBackup(layout, probe, started).intention)",
                    verdict: .notRun(.needsCredential))
            ]
        }
        return [try await verify(name, expected: expected, newest: newest, variables)]
    }

    /// The script that production uses, with the unit's own instance as the server for the scratch database.
    private func verify(
        _ name: String, expected: String, newest: String, _ variables: [String: String]
    ) async throws(Diagnostic) -> Check {
        let result = try await probe.run(.verification, adding: variables)
        if result.isSuccess {
            return Check(
                name, expected: expected, observed: newest, verdict: .passed, short: "stored backup restored",
                phrase: "Stored backup restored")
        }
        let words = BackupRehearsal.complaint(result)
        let schedule = layout.files.isOnRunner ? layout.files.path(.schedule) : "its schedule"
        let remedy = "run \(layout.files.path(.backup)), and see why \(schedule) did not"
        let cause = result.status == .exited(5) ? "stale: \(words); \(remedy)" : "\(words); \(remedy)"
        return Check(
            name, expected: expected, observed: newest.isEmpty ? "none" : newest, verdict: .failed, cause: cause,
            log: result.errors.split(separator: "\n").suffix(12).map(String.init))
    }
}
