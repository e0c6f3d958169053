/// The changes of a command, written all together or not at all.
///
/// Making one looks at everything and writes nothing; `commit()` writes. Whatever fails before the journal says
/// `committed` is taken back at once; a crash is taken back by `TransactionRecovery` at the start of the next command.
/// The caller holds the lock of the state folder.
package struct FileTransaction: ~Copyable {
    private let journal: TransactionJournal
    private let root: String
    private let stateFolder: String
    private let writer: any FileWriting

    /// Checks that changes can be made.
    ///
    /// - Parameters:
    ///   - changes: What to write; an empty set is allowed and leaves what can be undone as it is.
    ///   - root: Absolute path of the repository.
    ///   - stateFolder: Absolute path of the folder for journal and undo copies, which is there.
    ///   - command: The command that writes, for the messages of recovery and undo.
    ///   - writer: The disk; a test gives one that fails.
    /// - Throws: `changes/path`, `changes/link`, `changes/not-ordinary`, `changes/exists` and `changes/changed` for a
    ///   file that is not as the plan took it to be, `changes/unfinished` before a recovery, `file-system`.
    package init(
        _ changes: ChangeSet, root: String, stateFolder: String, command: String,
        writer: any FileWriting = SystemFileWriter()
    ) throws(Diagnostic) {
        var entries: [TransactionJournal.Entry] = []
        var folders: Set<String> = []
        for change in changes.changes {
            try TreePath.validate(change.path)
            if case .create = change.kind {
                folders.formUnion(try Self.missingFolders(above: change.path, in: root))
            }
            entries.append(try Self.entry(for: change, in: root))
        }
        try self.init(
            TransactionJournal(
                id: Self.makeIdentifier(), purpose: .change, command: command, entries: entries,
                createdFolders: folders.sorted(), removedFolders: []),
            root: root, stateFolder: stateFolder, writer: writer)
    }

    /// Takes a journal whose entries were checked.
    init(
        _ journal: TransactionJournal, root: String, stateFolder: String, writer: any FileWriting
    ) throws(Diagnostic) {
        guard try TransactionJournal.read(from: TransactionJournal.activeFolder, in: stateFolder) == nil else {
            throw .unfinished()
        }
        self.journal = journal
        self.root = root
        self.stateFolder = stateFolder
        self.writer = writer
    }

    /// Sixteen hexadecimal digits.
    static func makeIdentifier() -> String {
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension FileTransaction {
    /// Writes everything.
    ///
    /// - Throws: What failed, with everything as it was before; `changes/rollback` if even that failed, and then the
    ///   next command takes it back.
    package consuming func commit() throws(Diagnostic) {
        guard !journal.entries.isEmpty || journal.purpose == .undo else { return }
        do throws(Diagnostic) {
            try TransactionJournal.discard(TransactionJournal.activeFolder, in: stateFolder, with: writer)
            try journal.write(to: TransactionJournal.activeFolder, in: stateFolder, with: writer)
            try writeTemporaryFiles()
            try giveNames()
            try TransactionJournal.markCommitted(in: stateFolder, with: writer)
        } catch {
            throw takeBack(after: error)
        }
        // The files hold now. What is left is tidying up, which the next command does if it fails here.
        try? journal.finish(in: stateFolder, with: writer)
    }

    /// Makes the folders, and writes each new content beside its target.
    private borrowing func writeTemporaryFiles() throws(Diagnostic) {
        for folder in journal.createdFolders {
            try writer.makeFolder(folder, in: root, mode: 0o777)
            try writer.syncFolder(RelativePath.folder(of: folder), in: root)
        }
        for (index, entry) in journal.entries.enumerated() {
            guard let new = entry.new else { continue }
            let attributes: NewFileAttributes =
                entry.kind == .create ? .fresh(mode: entry.attributes.mode) : .like(entry.attributes)
            let path = journal.temporaryPath(index, of: entry.path)
            try writer.createFile(path, in: root, bytes: new, attributes: attributes)
        }
    }

    /// Gives each file its name, after a last look at what stands there.
    private borrowing func giveNames() throws(Diagnostic) {
        for (index, entry) in journal.entries.enumerated() {
            let temporary = journal.temporaryPath(index, of: entry.path)
            if let old = entry.old { try Self.checkUnchanged(entry.path, old, in: root) }
            switch entry.kind {
            case .create: try writer.place(temporary, at: entry.path, in: root)
            case .edit: try writer.rename(temporary, to: entry.path, in: root)
            case .remove: try writer.removeFile(entry.path, in: root)
            }
        }
        for folder in Set(journal.entries.map { RelativePath.folder(of: $0.path) }).sorted() {
            try writer.syncFolder(folder, in: root)
        }
        for folder in journal.removedFolders {
            try writer.removeFolder(folder.path, in: root)
            try writer.syncFolder(RelativePath.folder(of: folder.path), in: root)
        }
    }

    /// Puts everything back; what the caller throws.
    private borrowing func takeBack(after error: Diagnostic) -> Diagnostic {
        do throws(Diagnostic) {
            // The mark itself may be what failed half-way: without it the journal is taken back.
            try writer.removeFile(TransactionJournal.activeFolder + "/committed", in: stateFolder)
            _ = try TransactionRollback(journal: journal, root: root, writer: writer).run()
            try TransactionJournal.discard(TransactionJournal.activeFolder, in: stateFolder, with: writer)
            return error
        } catch let second {
            return .rollbackFailed(error, second)
        }
    }
}

extension FileTransaction {
    /// The entry of the journal, if the disk is as the plan took it to be.
    private static func entry(
        for change: FileChange, in root: String
    ) throws(Diagnostic) -> TransactionJournal.Entry {
        switch change.kind {
        case .create(let bytes, let mode):
            guard try TreeReader.entry(at: change.path, in: root) == .absent else { throw .exists(change.path) }
            let attributes = FileAttributes(mode: mode & 0o777, user: 0, group: 0)
            return .init(path: change.path, kind: .create, attributes: attributes, new: bytes)
        case .edit(let original, let new):
            let attributes = try checkUnchanged(change.path, original, in: root)
            return .init(path: change.path, kind: .edit, attributes: attributes, old: original, new: new)
        case .remove(let original):
            let attributes = try checkUnchanged(change.path, original, in: root)
            return .init(path: change.path, kind: .remove, attributes: attributes, old: original)
        }
    }

    /// The mode and owner of a file that holds the bytes it shall hold.
    @discardableResult
    static func checkUnchanged(
        _ path: String, _ original: [UInt8], in root: String
    ) throws(Diagnostic) -> FileAttributes {
        guard let file = try TreeReader.read(path, in: root), file.bytes == original else { throw .changed(path) }
        return file.attributes
    }

    /// The folders above a path that are not there, the outermost first.
    private static func missingFolders(above path: String, in root: String) throws(Diagnostic) -> [String] {
        var missing: [String] = []
        for folder in TreePath.ancestors(of: path) {
            switch try TreeReader.entry(at: folder, in: root) {
            case .folder: continue
            case .absent:
                missing.append(folder)
            case .link: throw .link(folder)
            case .file, .other: throw .exists(folder)
            }
        }
        return missing
    }
}

extension Diagnostic {
    fileprivate static func exists(_ path: String) -> Diagnostic {
        .error(
            "changes/exists", "`\(path)` is there already and is not overwritten", at: FilePlace(path),
            remedy: "move it, or make the change by hand")
    }

    fileprivate static func changed(_ path: String) -> Diagnostic {
        .error(
            "changes/changed", "`\(path)` was changed or removed while the command worked", at: FilePlace(path),
            remedy: "run the command again")
    }

    fileprivate static func unfinished() -> Diagnostic {
        .error(
            "changes/unfinished", "an earlier command was stopped while it wrote, and was not taken back yet",
            remedy: "run the command again")
    }

    fileprivate static func rollbackFailed(_ first: Diagnostic, _ second: Diagnostic) -> Diagnostic {
        .error(
            "changes/rollback", "\(first.message), and then taking back what was written failed: \(second.message)",
            at: first.place, remedy: "mend the cause; the next command takes back the rest")
    }
}
