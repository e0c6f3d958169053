import Workspace

/// A whole life of one backup: made, found, restored, asked, verified, and refused where it would overwrite.
struct BackupRehearsal {
    private let layout: BackupLayout
    private let probe: BackupProbe
    private var checks: [Check] = []

    /// Rehearses with a probe whose storage is empty.
    init(_ layout: BackupLayout, _ probe: BackupProbe) {
        self.layout = layout
        self.probe = probe
    }

    /// The checks in their order; what cannot be asked after a failure is left out.
    ///
    /// - Throws: Where a program cannot be started.
    mutating func run() async throws(Diagnostic) -> [Check] {
        guard try await seed(), try await back(), let dump = find() else { return checks }
        try await compare(dump)
        try await verify()
        try await refuse()
        return checks
    }

    private var id: String { layout.target.id }

    // MARK: Steps

    private mutating func seed() async throws(Diagnostic) -> Bool {
        let result = try await probe.seed()
        if !result.isSuccess {
            checks.append(failure("rows in \(id)", expected: "the database takes rows", result, cause: nil))
        }
        return result.isSuccess
    }

    private mutating func back() async throws(Diagnostic) -> Bool {
        let path = layout.files.path(.backup)
        let result = try await probe.run(.backup)
        guard result.isSuccess else {
            checks.append(failure(path, expected: "exit code 0", result, cause: "\(path) does not back up \(id)"))
            return false
        }
        checks.append(
            Check(
                path, expected: "exit code 0", observed: Self.lastLine(result.output), verdict: .passed,
                milliseconds: Self.milliseconds(result),
                short: "\(layout.target.recipe.command)\(probe.clientImage.map { " of \($0)" } ?? "") runs",
                phrase: "Backup runs"))
        return true
    }

    /// The dump in the storage: written since the start of the rehearsal, because the storage was empty, and not empty.
    private mutating func find() -> String? {
        let name = "storage of \(id)"
        let dump = probe.stored().first { $0.hasSuffix("." + layout.target.recipe.suffix) }
        let size = dump.flatMap { FileSystemAccess.information($0)?.size } ?? 0
        guard let dump, size > 0 else {
            checks.append(
                Check(
                    name, expected: "a backup younger than 24 h", observed: dump == nil ? "no file" : "an empty file",
                    verdict: .failed, cause: "\(layout.files.path(.backup)) succeeds and stores nothing"))
            return nil
        }
        checks.append(
            Check(
                name, expected: "a backup younger than 24 h",
                observed: "\(RelativePath.baseName(of: dump)), \(size) bytes", verdict: .passed,
                short: "found in storage", phrase: "Backup found in storage"))
        return dump
    }

    /// Restores by the engine's own functions: whatever the scripts claim, these are the rows.
    private mutating func compare(_ dump: String) async throws(Diagnostic) {
        let name = "restore of \(id)"
        let source = try await probe.rows()
        let restored = try await probe.rows(restoredFrom: dump)
        guard source.isSuccess, restored.isSuccess else {
            let broken = source.isSuccess ? restored : source
            let what = "the dump of \(layout.files.path(.backup)), \(RelativePath.baseName(of: dump)),"
            let cause = "\(what) cannot be restored: \(Self.complaint(broken))"
            checks.append(failure(name, expected: "every table with its rows", broken, cause: cause))
            return
        }
        let expected = BackupRows(source.output)
        let found = BackupRows(restored.output)
        let difference = expected.difference(to: found)
        checks.append(
            Check(
                name, expected: expected.summary, observed: difference ?? found.summary,
                verdict: difference == nil ? .passed : .failed,
                milliseconds: Self.milliseconds(restored),
                cause: difference.map { "the dump of \(layout.files.path(.backup)) is not the database: \($0)" },
                short: "restored, \(found.summary)", phrase: "Restore has \(found.summary)"))
    }

    private mutating func verify() async throws(Diagnostic) {
        let path = layout.files.path(.verification)
        let result = try await probe.run(.verification)
        checks.append(
            result.isSuccess
                ? Check(
                    path, expected: "exit code 0", observed: Self.lastLine(result.output), verdict: .passed,
                    milliseconds: Self.milliseconds(result), short: "verified", phrase: "Verification script passes")
                : failure(path, expected: "exit code 0", result, cause: Self.complaint(result)))
    }

    private mutating func refuse() async throws(Diagnostic) {
        let path = layout.files.path(.restore)
        let name = "\(path) over a full database"
        let result = try await probe.run(.restore)
        let refused = result.status == .exited(6)
        checks.append(
            refused
                ? Check(
                    name, expected: "refused", observed: "refused", verdict: .passed, short: "refuses to overwrite",
                    phrase: "Restore refuses to overwrite")
                : failure(
                    name, expected: "exit code 6", result,
                    cause: result.isSuccess ? "\(path) overwrites a database without being told to" : nil))
    }

    // MARK: Words

    /// A failed check, or one that was not run where the machine's client does not fit.
    private func failure(_ name: String, expected: String, _ result: ToolResult, cause: String?) -> Check {
        let words = Self.lastLine(result.errors)
        let isTool = words.contains("is older than the server: ") || words.hasSuffix("is not installed")
        let log = result.errors.split(separator: "\n").suffix(12).map(String.init)
        return Check(
            name, expected: expected, observed: isTool || words.isEmpty ? (isTool ? words : "\(result.status)") : words,
            verdict: isTool ? .notRun(.needsTool) : .failed,
            cause: isTool ? nil : Self.joined(cause, words),
            log: isTool ? [] : log)
    }

    /// The cause with what the program said, unless it says the same.
    private static func joined(_ cause: String?, _ words: String) -> String {
        guard let cause else { return words }
        return words.isEmpty || cause.hasSuffix(words) ? cause : "\(cause): \(words)"
    }

    /// What a program that failed said last; how it ended where it said nothing, as one that waited too long.
    static func complaint(_ result: ToolResult) -> String {
        let words = lastLine(result.errors)
        if !words.isEmpty { return words }
        return result.status == .timedOut ? "no answer within its time limit" : "it ended with \(result.status)"
    }

    /// What a program said last.
    static func lastLine(_ text: String) -> String {
        text.split(separator: "\n").last.map(String.init) ?? ""
    }

    /// How long a program took.
    static func milliseconds(_ result: ToolResult) -> Int {
        let parts = result.duration.components
        return Int(parts.seconds) * 1000 + Int(parts.attoseconds / 1_000_000_000_000_000)
    }
}

/// The rows of every table, as `count_rows` prints them.
struct BackupRows: Sendable, Hashable {
    private let counts: [String: Int]

    /// Reads lines `rows NAME<tab>NUMBER`; others are left out.
    init(_ text: String) {
        var counts: [String: Int] = [:]
        for line in text.split(separator: "\n") where line.hasPrefix("rows ") {
            let fields = line.dropFirst(5).split(separator: "\t")
            if fields.count == 2, let number = Int(fields[1]) { counts[String(fields[0])] = number }
        }
        self.counts = counts
    }

    /// `3 tables with 14 rows`.
    var summary: String {
        let rows = counts.values.reduce(0, +)
        return "\(counts.count) \(counts.count == 1 ? "table" : "tables") with \(rows) \(rows == 1 ? "row" : "rows")"
    }

    /// The first table that is not the same in another database; nil where all are.
    func difference(to other: BackupRows) -> String? {
        for (table, rows) in counts.sorted(by: { $0.key < $1.key }) {
            guard let found = other.counts[table] else { return "table \(table) is missing" }
            if found != rows { return "table \(table) has \(found) of \(rows) rows" }
        }
        return nil
    }
}
