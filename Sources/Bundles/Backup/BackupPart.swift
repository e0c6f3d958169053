import Workspace

/// The parts of a backup that a file of the repository can hold, in the order in which they are added.
enum BackupPart: String, Sendable, Hashable, CaseIterable {
    /// What dumps the database.
    case script = "backup script"
    /// Where the dumps go.
    case storage
    /// When it runs.
    case schedule
    /// How long dumps are kept.
    case retention
    /// What brings a dump back.
    case restore = "restore script"
    /// What restores into a scratch database and asks it.
    case verification
}

/// The kinds of generated file.
enum BackupRole: String, Sendable, Hashable, CaseIterable {
    /// The script that dumps, stores and removes what is too old.
    case backup
    /// The script that restores.
    case restore
    /// The script that restores into a scratch database.
    case verification
    /// The workflow.
    case schedule

    /// Name of its file without ending; a workflow's is that of its component.
    var baseName: String {
        switch self {
        case .backup, .schedule: "backup"
        case .restore: "restore"
        case .verification: "verify-backup"
        }
    }

    /// The parts that a file of this role brings.
    var parts: [BackupPart] {
        switch self {
        case .backup: [.script, .storage, .retention]
        case .restore: [.restore]
        case .verification: [.verification]
        case .schedule: [.schedule]
        }
    }

    /// The three scripts.
    static let scripts: [BackupRole] = [.backup, .restore, .verification]
}

/// The line by which a generated file of a database is known again, whatever its name.
enum BackupMark {
    private static let opening = "Made by infra-ws ("

    /// The words for the first lines of a file.
    static func text(_ role: BackupRole, of id: String) -> String { "\(opening)\(role.rawValue) of \(id))" }

    /// The role of a file and the database that it is for; nil for a file that a person wrote.
    static func read(_ lines: [Substring]) -> (role: BackupRole, id: String, line: Int)? {
        for (index, line) in lines.prefix(8).enumerated() where line.hasPrefix("#") {
            guard let found = line.firstRange(of: opening),
                let end = line[found.upperBound...].firstIndex(of: ")")
            else { continue }
            let words = line[found.upperBound..<end].split(separator: " ")
            guard words.count == 3, words[1] == "of", let role = BackupRole(rawValue: String(words[0])) else {
                continue
            }
            return (role, String(words[2]), index + 1)
        }
        return nil
    }
}
