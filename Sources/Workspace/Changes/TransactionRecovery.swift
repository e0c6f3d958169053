/// Puts back the files of a journal that was not committed; doing it twice is as good as once.
struct TransactionRollback {
    /// What was about to be done.
    let journal: TransactionJournal
    /// Absolute path of the repository.
    let root: String
    /// The disk.
    let writer: any FileWriting

    /// What a rollback found.
    struct Outcome: Sendable, Hashable {
        /// The files that were put back, taken away or written again; sorted.
        var restored: [String] = []
        /// The files that somebody else changed meanwhile, and that were left alone; sorted.
        var leftAlone: [String] = []
    }

    /// Puts everything back, the last entry first.
    func run() throws(Diagnostic) -> Outcome {
        var outcome = Outcome()
        for folder in journal.removedFolders.reversed() {
            guard try TreeReader.entry(at: folder.path, in: root) == .absent else { continue }
            try writer.makeFolder(folder.path, in: root, mode: folder.mode)
        }
        for (index, entry) in journal.entries.enumerated().reversed() {
            let temporary = journal.temporaryPath(index, of: entry.path)
            try unlessForeign { () throws(Diagnostic) in try writer.removeFile(temporary, in: root) }
            try restore(entry, temporary, &outcome)
        }
        for folder in Set(journal.entries.map { RelativePath.folder(of: $0.path) }).sorted() {
            try unlessForeign { () throws(Diagnostic) in try writer.syncFolder(folder, in: root) }
        }
        for folder in journal.createdFolders.reversed() {
            try unlessForeign { () throws(Diagnostic) in
                try writer.removeFolder(folder, in: root)
                try writer.syncFolder(RelativePath.folder(of: folder), in: root)
            }
        }
        outcome.restored.sort()
        outcome.leftAlone.sort()
        return outcome
    }

    /// Runs a step that has nothing to do where somebody put a link or a file in the place of a folder.
    private func unlessForeign(_ step: () throws(Diagnostic) -> Void) throws(Diagnostic) {
        do throws(Diagnostic) {
            try step()
        } catch {
            if !error.isForeignEntry { throw error }
        }
    }

    private func restore(
        _ entry: TransactionJournal.Entry, _ temporary: String, _ outcome: inout Outcome
    ) throws(Diagnostic) {
        let current = try TreeReader.content(at: entry.path, in: root)
        guard current != .bytes(entry.old) else { return }
        guard current == .bytes(entry.new) else {
            outcome.leftAlone.append(entry.path)
            return
        }
        if let old = entry.old {
            try writer.createFile(temporary, in: root, bytes: old, attributes: .like(entry.attributes))
            try writer.rename(temporary, to: entry.path, in: root)
        } else {
            try writer.removeFile(entry.path, in: root)
        }
        outcome.restored.append(entry.path)
    }
}

/// Takes back what a command left half-written when it was killed, or the machine went down.
package enum TransactionRecovery {
    /// Looks for a journal and takes it back, or finishes it if everything was in its place.
    ///
    /// Called at the start of every command that writes, which holds the lock of the state folder.
    ///
    /// - Parameters:
    ///   - stateFolder: Absolute path of the folder for journals; it may be missing.
    ///   - root: Absolute path of the repository.
    ///   - writer: The disk; a test gives one that fails.
    /// - Returns: A warning that says what was taken back; nothing if nothing was left half-written.
    /// - Throws: `changes/journal` if the journal is damaged, `file-system`.
    package static func recover(
        stateFolder: String, root: String, writer: any FileWriting = SystemFileWriter()
    ) throws(Diagnostic) -> Diagnostic? {
        guard FileSystemAccess.isFolder(stateFolder) else { return nil }
        let active = TransactionJournal.activeFolder
        guard let journal = try TransactionJournal.read(from: active, in: stateFolder) else {
            // Killed before the journal was whole: nothing else was touched.
            try TransactionJournal.discard(active, in: stateFolder, with: writer)
            return nil
        }
        if try TransactionJournal.isCommitted(in: stateFolder) {
            try journal.finish(in: stateFolder, with: writer)
            return nil
        }
        let outcome = try TransactionRollback(journal: journal, root: root, writer: writer).run()
        try TransactionJournal.discard(active, in: stateFolder, with: writer)
        return .recovered(journal.command, outcome)
    }

    /// The same for a command that only reads and does not hold the lock.
    ///
    /// - Returns: A warning that says what was taken back; nothing while another command works, whose journal is none
    ///   of ours.
    package static func recover(_ folder: StateFolder, root: String) throws(Diagnostic) -> Diagnostic? {
        let active = "\(folder.path)/\(TransactionJournal.activeFolder)"
        guard FileSystemAccess.information(active) != nil else { return nil }
        do throws(Diagnostic) {
            let lock = try folder.lock()
            let warning = try recover(stateFolder: folder.path, root: root)
            _ = consume lock
            return warning
        } catch {
            if error.code == "locked" { return nil }
            throw error
        }
    }
}

extension Diagnostic {
    fileprivate static func recovered(_ command: String, _ outcome: TransactionRollback.Outcome) -> Diagnostic {
        var message = "`infra-ws \(command)` was stopped while it wrote, and "
        if outcome.restored.isEmpty {
            message += "nothing had to be put back"
        } else {
            message += "its changes were taken back: \(outcome.restored.joined(separator: ", "))"
        }
        guard !outcome.leftAlone.isEmpty else { return .warning("recovered", message) }
        let left = outcome.leftAlone.joined(separator: ", ")
        return .warning(
            "recovered", message + "; left alone because changed since: \(left)",
            remedy: "look at `git diff` of what was left alone")
    }
}
