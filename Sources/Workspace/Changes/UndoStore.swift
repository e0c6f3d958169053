/// The last change that a command made, and the way back.
package struct UndoStore: Sendable {
    /// What an undo would do.
    package struct Plan: Sendable {
        /// The command that is undone, such as `run`.
        package var command: String
        /// The changes that put the files back.
        package var changes: ChangeSet
        /// The files that were edited since, sorted: without `force` they keep everything from being put back.
        package var edited: [String]
        /// The journal that is undone.
        let journal: TransactionJournal
    }

    /// What an undo came to.
    package enum Outcome: Sendable, Hashable {
        /// There was nothing to undo.
        case nothing
        /// Nothing was put back, because these files were edited since.
        case refused(edited: [String])
        /// These files were put back; `kept` were edited since and stay as they are.
        case undone(command: String, restored: [String], kept: [String])
    }

    private let stateFolder: String
    private let root: String
    private let writer: any FileWriting

    /// Makes the store of a repository.
    ///
    /// - Parameters:
    ///   - stateFolder: Absolute path of the folder for undo copies; it may be missing.
    ///   - root: Absolute path of the repository.
    ///   - writer: The disk; a test gives one that fails.
    package init(stateFolder: String, root: String, writer: any FileWriting = SystemFileWriter()) {
        self.stateFolder = stateFolder
        self.root = root
        self.writer = writer
    }
}

extension UndoStore {
    /// What an undo would do now; absent if there is nothing to undo.
    ///
    /// - Throws: `changes/journal` if the undo copies are damaged, `file-system`.
    package func plan() throws(Diagnostic) -> Plan? {
        guard FileSystemAccess.isFolder(stateFolder),
            let journal = try TransactionJournal.read(from: TransactionJournal.undoFolder, in: stateFolder)
        else { return nil }
        var changes: [FileChange] = []
        var edited: [String] = []
        let why = "undo of `infra-ws \(journal.command)`"
        for entry in journal.entries {
            let current = try TreeReader.content(at: entry.path, in: root)
            if current == .bytes(entry.old) { continue }
            guard current == .bytes(entry.new), let new = entry.new else {
                edited.append(entry.path)
                continue
            }
            if let old = entry.old {
                changes.append(.edit(entry.path, original: new, new: old, why: why))
            } else {
                changes.append(.remove(entry.path, original: new, why: why))
            }
        }
        return Plan(
            command: journal.command, changes: ChangeSet(changes), edited: edited.sorted(), journal: journal)
    }

    /// Puts back what the last command changed; the caller holds the lock of the state folder.
    ///
    /// - Parameter force: Whether files that were edited since are left as they are and the rest is put back; without
    ///   it nothing is.
    /// - Returns: What was done. A second undo finds nothing.
    /// - Throws: What failed, with everything as it was before.
    package func undo(force: Bool) throws(Diagnostic) -> Outcome {
        guard let plan = try plan() else { return .nothing }
        guard plan.edited.isEmpty || force else { return .refused(edited: plan.edited) }
        let modes = Dictionary(plan.journal.entries.map { ($0.path, $0.attributes) }) { first, _ in first }
        var entries: [TransactionJournal.Entry] = []
        for change in plan.changes.changes {
            let current = try FileTransaction.checkUnchanged(change.path, change.original ?? [], in: root)
            let isEdit = change.new != nil
            entries.append(
                TransactionJournal.Entry(
                    path: change.path, kind: isEdit ? .edit : .remove,
                    attributes: isEdit ? modes[change.path] ?? current : current, old: change.original,
                    new: change.new))
        }
        let transaction = try FileTransaction(
            TransactionJournal(
                id: FileTransaction.makeIdentifier(), purpose: .undo, command: "undo", entries: entries,
                createdFolders: [], removedFolders: try folders(of: plan.journal)),
            root: root, stateFolder: stateFolder, writer: writer)
        try transaction.commit()
        return .undone(command: plan.command, restored: plan.changes.changes.map(\.path), kept: plan.edited)
    }

    /// The folders that the command made and that are still there, the innermost first.
    private func folders(of journal: TransactionJournal) throws(Diagnostic) -> [TransactionJournal.Folder] {
        var folders: [TransactionJournal.Folder] = []
        for path in journal.createdFolders.reversed() {
            guard case .folder(let mode) = try TreeReader.entry(at: path, in: root) else { continue }
            folders.append(TransactionJournal.Folder(path: path, mode: mode))
        }
        return folders
    }
}
