import Topology
import Workspace

/// What the files of a repository have for one database.
struct BackupInventory: Sendable {
    /// The line that shows each part.
    var places: [BackupPart: FilePlace] = [:]
    /// Paths of generated files.
    var generated: [BackupRole: String] = [:]
    /// Path of a script that a person wrote and that dumps this database.
    var personsScript: String?

    /// Whether everything but the schedule is there.
    var isComplete: Bool { BackupPart.allCases.allSatisfy { $0 == .schedule || places[$0] != nil } }

    /// Notes a part, unless an earlier file has shown it.
    mutating func note(_ part: BackupPart, at place: FilePlace) {
        if places[part] == nil { places[part] = place }
    }
}

/// Finds backups in the scripts, workflows and cron tables of a repository.
struct BackupReader: Sendable {
    private let context: BundleContext
    private let target: BackupTarget
    /// Whether another database has the same engine, so that a script has to name the one that it is about.
    private let isAmbiguous: Bool

    /// Words of a command that stores a file somewhere else.
    private static let storageWords: [String] = [
        "aws s3", "rclone", "gsutil", "gcloud storage", "s3cmd", "mc cp", "mc mirror", "az storage", "restic", "borg",
        "rsync", "scp ", "BACKUP_DIR", "upload-artifact",
    ]
    /// Words of a command or clause that ends the life of a backup.
    private static let retentionWords: [String] = [
        "retention", "-mtime +", "--min-age", "forget", "keep_days", "keep-days", "keep_last", "keep-last", "expir",
    ]

    /// Reads for one database.
    init(_ target: BackupTarget, in context: BundleContext) {
        self.context = context
        self.target = target
        isAmbiguous = context.graph.shared.filter { $0.engine == target.component.engine }.count > 1
    }

    /// What is there.
    func inventory() -> BackupInventory {
        var inventory = BackupInventory()
        let files = candidates().compactMap { path in context.repository.files.text(path).map { Script(path, $0) } }
        for file in files { read(file, into: &inventory) }
        let scripts = [inventory.generated[.backup], inventory.personsScript].compactMap(\.self)
        for file in files { readSchedule(file, of: scripts, into: &inventory) }
        return inventory
    }

    // MARK: Files

    private struct Script {
        let path: String
        let text: String
        let lines: [Substring]

        init(_ path: String, _ text: String) {
            self.path = path
            self.text = text
            lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        }

        /// The first line, from 1, that is no comment and has one of the words.
        func line(with words: [String]) -> Int? {
            lines.firstIndex { line in
                line.drop { $0 == " " || $0 == "\t" }.first != "#" && words.contains { line.contains($0) }
            }.map { $0 + 1 }
        }
    }

    private func candidates() -> [String] {
        let names: Set<String> = ["Makefile", "justfile", "Justfile", "crontab", "Taskfile.yml", ".gitlab-ci.yml"]
        return context.repository.files.paths.filter { path in
            if path == InfrastructureGuide.path || path.hasPrefix(".github/workflows/") { return true }
            let name = RelativePath.baseName(of: path)
            return
                (names.contains(name)
                || [".sh", ".bash", ".cron", ".crontab", ".timer"].contains { name.hasSuffix($0) })
                && !SourceRole.isAside(path)
        }
    }

    // MARK: Parts

    private func read(_ file: Script, into inventory: inout BackupInventory) {
        if let mark = BackupMark.read(file.lines) {
            guard mark.id == target.id, inventory.generated[mark.role] == nil else { return }
            inventory.generated[mark.role] = file.path
            if mark.role == .schedule { return }
            for part in mark.role.parts { inventory.note(part, at: FilePlace(file.path, line: mark.line)) }
            return
        }
        guard file.path != InfrastructureGuide.path, isAboutTarget(file) else { return }
        if let line = file.line(with: target.recipe.dumpWords) {
            inventory.note(.script, at: FilePlace(file.path, line: line))
            if inventory.personsScript == nil { inventory.personsScript = file.path }
            note(.storage, Self.storageWords, file, &inventory)
            note(.retention, Self.retentionWords + Self.retentionWords.map { $0.uppercased() }, file, &inventory)
        }
        readRestore(file, into: &inventory)
    }

    private func readRestore(_ file: Script, into inventory: inout BackupInventory) {
        let name = RelativePath.baseName(of: file.path).lowercased()
        guard let line = file.line(with: target.recipe.restoreWords) else { return }
        let place = FilePlace(file.path, line: line)
        if name.contains("restore") { inventory.note(.restore, at: place) }
        if name.contains("verify") || name.contains("restore-test") || name.contains("check-backup") {
            inventory.note(.verification, at: place)
        }
    }

    private func note(_ part: BackupPart, _ words: [String], _ file: Script, _ inventory: inout BackupInventory) {
        if let line = file.line(with: words) { inventory.note(part, at: FilePlace(file.path, line: line)) }
    }

    /// With one database of its engine every script is about it; otherwise one that names it.
    private func isAboutTarget(_ file: Script) -> Bool {
        !isAmbiguous || target.names.contains { file.path.contains($0) || file.text.contains($0) }
    }

    // MARK: Schedule

    private func readSchedule(_ file: Script, of scripts: [String], into inventory: inout BackupInventory) {
        let isMade = BackupMark.read(file.lines).map { $0.id == target.id && $0.role == .schedule } ?? false
        if file.path.hasPrefix(".github/workflows/") {
            let mentions = isMade || file.path == inventory.personsScript || scripts.contains { file.text.contains($0) }
            guard mentions, let place = cron(of: file) else { return }
            inventory.note(.schedule, at: place)
        } else if let index = file.lines.firstIndex(where: { Self.isCronLine($0, of: scripts) }) {
            inventory.note(.schedule, at: FilePlace(file.path, line: index + 1))
        }
    }

    private func cron(of file: Script) -> FilePlace? {
        guard let document = try? YAMLParser.parseSingle(Array(file.text.utf8), path: file.path) else { return nil }
        let entries = document.root[path: "on", "schedule"]?.elements ?? []
        return entries.lazy.compactMap { $0["cron"] }.first.map { document.place(of: $0) }
    }

    /// Whether a line of a cron table runs one of the scripts: five fields of time, then a command.
    private static func isCronLine(_ line: Substring, of scripts: [String]) -> Bool {
        let fields = line.split(separator: " ", omittingEmptySubsequences: true)
        guard fields.count > 5, scripts.contains(where: { line.contains($0) }) else { return false }
        return fields.prefix(5).allSatisfy { field in
            field.allSatisfy { $0.isNumber || "*/,-".contains($0) }
        }
    }
}
