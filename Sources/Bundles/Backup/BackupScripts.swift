import Topology
import Workspace

/// Writes the three scripts of one database.
struct BackupScripts: Sendable {
    private let target: BackupTarget
    private let storage: BackupStorage
    private let files: BackupFiles

    /// The line above what a person may change.
    private static let settingsHeading = "# Settings"

    /// Writes for one database.
    init(_ target: BackupTarget, storage: BackupStorage, files: BackupFiles) {
        self.target = target
        self.storage = storage
        self.files = files
    }

    /// The whole text of a script.
    func text(_ role: BackupRole) -> String {
        let parts = [head(role), BackupShell.words] + shared(role) + engine(role) + [main(role)]
        return replaced(parts.joined(separator: "\n\n") + "\n")
    }

    /// A script with the settings of the file that is there.
    func text(_ role: BackupRole, keepingSettingsOf existing: String) -> String {
        let new = text(role)
        guard let kept = Self.settings(of: existing), let range = Self.settings(of: new) else { return new }
        return String(new[..<range.startIndex]) + kept + new[range.endIndex...]
    }

    private static func settings(of text: String) -> Substring? {
        guard let heading = text.firstRange(of: "\n\(settingsHeading)\n"),
            let end = text[heading.upperBound...].firstRange(of: "\n\n")
        else { return nil }
        return text[heading.upperBound..<end.lowerBound]
    }

    // MARK: Parts

    private func shared(_ role: BackupRole) -> [String] {
        switch role {
        case .backup: [BackupShell.time, BackupShell.storage]
        case .restore: [BackupShell.storage]
        case .verification, .schedule: [BackupShell.time]
        }
    }

    private func engine(_ role: BackupRole) -> [String] {
        let functions = target.recipe.functions
        return switch role {
        case .backup: [functions.connect, functions.rows, functions.dump]
        case .restore: [functions.connect, functions.rows, functions.restore]
        case .verification, .schedule: [functions.connect, functions.scratch]
        }
    }

    private func main(_ role: BackupRole) -> String {
        switch role {
        case .backup: BackupMains.backup
        case .restore: BackupMains.restore
        case .verification, .schedule: BackupMains.verify
        }
    }

    // MARK: First lines

    private func head(_ role: BackupRole) -> String {
        let hasSettings = !settings(role).isEmpty
        var lines = ["#!/usr/bin/env bash", "# \(summary(role))", "#"]
        lines.append("# \(BackupMark.text(role, of: target.id)) from")
        lines += Self.sources(target).map { "#   \($0)" }
        lines.append(
            hasSettings
                ? "# Edit the settings; `infra-ws run` brings the rest back to this when it does not hold its checks."
                : "# `infra-ws run` brings it back to this when it does not hold its checks.")
        lines += ["#", "# Usage:"] + usage(role).map { "#   \($0)" } + ["# Environment:"]
        lines += environment(role).map { "#   \($0)" }
        lines += [
            "# Exit codes: 0 done, 1 failed, 2 usage or setup, 3 client older than the server, 4 damaged or different,",
            "# 5 no recent backup, 6 database not empty, 75 another backup is running.", "set -euo pipefail",
            "umask 077",
        ]
        if hasSettings { lines += ["", Self.settingsHeading] + settings(role) }
        return lines.map(ShellText.comment).joined(separator: "\n") + "\n\n" + places(role)
    }

    private func summary(_ role: BackupRole) -> String {
        let database = "the \(target.engineName) database \(target.id)"
        return switch role {
        case .backup: "Backs up \(database) and removes old backups, but never the newest."
        case .restore: "Restores \(database) from a backup and compares the rows of every table."
        case .verification, .schedule: "Restores the newest backup of \(database) into a scratch database."
        }
    }

    private func usage(_ role: BackupRole) -> [String] {
        switch role {
        case .backup: [files.path(.backup)]
        case .restore:
            [
                "\(files.path(.restore)) --list           # the times of the backups",
                "\(files.path(.restore)) [TIME]           # into an empty database; the newest without TIME",
                "\(files.path(.restore)) --force [TIME]   # replaces what is in the database",
            ]
        case .verification, .schedule: [files.path(.verification)]
        }
    }

    private func environment(_ role: BackupRole) -> [String] {
        var lines = ["\(target.variable): the address of the database"]
        if role == .verification, target.recipe.runner != nil {
            lines.append(
                "VERIFY_DATABASE_URL: another server for the scratch database, if the database's own is not meant")
        }
        return lines + [
            "BACKUP_DIR: a folder for backups, or",
            "BACKUP_S3_BUCKET: a bucket (\(storage.provider == "R2" ? "R2, S3" : "S3") or what speaks its protocol), with",
            "\(storage.keyVariable), \(storage.secretVariable): its credential",
            "BACKUP_S3_ENDPOINT, BACKUP_S3_PREFIX, AWS_REGION: where they are not Amazon's, none and \(storage.region)",
        ]
    }

    private func settings(_ role: BackupRole) -> [String] {
        switch role {
        case .backup: ["readonly retention_days=${BACKUP_RETENTION_DAYS:-\(BackupBundle.retentionDays)}"]
        case .restore: []
        case .verification, .schedule: ["readonly max_age_hours=${BACKUP_MAX_AGE_HOURS:-24}"]
        }
    }

    /// What the rest of the script builds on and nobody changes.
    private func places(_ role: BackupRole) -> String {
        var lines: [String] = []
        if role != .verification { lines.append("readonly component=\(target.id) suffix=\(target.recipe.suffix)") }
        let usesRoot = target.recipe.functions.connect.contains("$root")
        if role == .verification || usesRoot {
            lines.append("here=$(cd -- \"$(dirname -- \"${BASH_SOURCE[0]}\")\" && pwd)")
        }
        if usesRoot {
            let depth = files.path(role).split(separator: "/").count - 1
            lines.append(
                "root=$(cd -- \"$here/\(Array(repeating: "..", count: depth).joined(separator: "/"))\" && pwd)")
        }
        if role == .verification {
            lines.append("readonly restore=$here/\(RelativePath.baseName(of: files.path(.restore)))")
        }
        return lines.joined(separator: "\n")
    }

    /// The facts that the files are made from, in a form that stays the same while lines move.
    static func sources(_ target: BackupTarget) -> [String] {
        var facts: [String] = []
        if let place = target.variablePlace { facts.append("\(target.variable) in \(place.path)") }
        for fact in target.component.evidence where fact.fact == "image" || fact.fact == "driver" {
            let words = "\(fact.value) in \(fact.place.path)"
            if !facts.contains(words), facts.count < 3 { facts.append(words) }
        }
        return facts.isEmpty ? ["the topology"] : facts
    }

    private func replaced(_ text: String) -> String {
        let values: [(String, String)] = [
            ("@ADDRESS@", target.variable), ("@FOLDER@", ShellText.quoted(target.reporter)),
            ("@ID@", storage.keyVariable), ("@SECRET@", storage.secretVariable), ("@REGION@", storage.region),
            ("@PROVIDER@", storage.rcloneProvider),
        ]
        return values.reduce(text) { $0.replacing($1.0, with: $1.1) }
    }
}
