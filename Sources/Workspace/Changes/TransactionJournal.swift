/// What a transaction is about to do, written to the disk before it does anything.
///
/// A journal lies in a folder of its own in the state folder: `journal.json`, the bytes before and after of each file
/// under its number in `old/` and `new/`, and `committed` once everything is in its place.
struct TransactionJournal: Sendable, Hashable {
    /// What a transaction is for.
    enum Purpose: String, Sendable, Hashable {
        /// A command writes; it can be undone afterwards.
        case change
        /// An undo puts back; afterwards there is nothing to undo.
        case undo
    }

    /// What happens to one file.
    struct Entry: Sendable, Hashable {
        /// The kinds of entry.
        enum Kind: String, Sendable, Hashable {
            /// The file is new.
            case create
            /// The file gets other bytes.
            case edit
            /// The file goes.
            case remove
        }

        /// Path relative to the root.
        var path: String
        /// What happens.
        var kind: Kind
        /// Mode and owner: of the file before for an edit and a removal; the mode alone counts for a new file.
        var attributes: FileAttributes
        /// The bytes before; absent for a new file.
        var old: [UInt8]?
        /// The bytes after; absent for a file that goes.
        var new: [UInt8]?
    }

    /// A folder with its permission bits.
    struct Folder: Sendable, Hashable {
        /// Path relative to the root.
        var path: String
        /// The permission bits.
        var mode: UInt32
    }

    /// The version of the form.
    private static let schema = "infra-ws/journal/1"

    /// Sixteen hexadecimal digits that the names of temporary files carry.
    var id: String
    /// What the transaction is for.
    var purpose: Purpose
    /// The command that writes, such as `run`.
    var command: String
    /// The files, sorted by path.
    var entries: [Entry]
    /// The folders that are made, the outermost first.
    var createdFolders: [String]
    /// The folders that go if they are empty at the end, the innermost first.
    var removedFolders: [Folder]

    /// The temporary file that becomes the target of an entry, beside it.
    func temporaryPath(_ index: Int, of path: String) -> String {
        let folder = RelativePath.folder(of: path)
        let name = ".infra-ws-\(id)-\(index).tmp"
        return folder == "." ? name : folder + "/" + name
    }
}

extension TransactionJournal {
    /// The folder of the transaction that is under way.
    static let activeFolder = "transaction"
    /// The folder of the last transaction that can be undone.
    static let undoFolder = "undo"
    /// A folder that only has to be removed.
    static let discardedFolder = "discarded"

    /// Writes the journal into a new folder; it counts once `journal.json` has its name.
    func write(to folder: String, in stateFolder: String, with writer: any FileWriting) throws(Diagnostic) {
        let own = NewFileAttributes.fresh(mode: 0o600)
        for name in [folder, folder + "/old", folder + "/new"] {
            try writer.makeFolder(name, in: stateFolder, mode: 0o700)
        }
        for (index, entry) in entries.enumerated() {
            if let old = entry.old {
                try writer.createFile("\(folder)/old/\(index)", in: stateFolder, bytes: old, attributes: own)
            }
            if let new = entry.new {
                try writer.createFile("\(folder)/new/\(index)", in: stateFolder, bytes: new, attributes: own)
            }
        }
        try writer.syncFolder(folder + "/old", in: stateFolder)
        try writer.syncFolder(folder + "/new", in: stateFolder)
        let text = Array(JSONText.encode(json).utf8)
        try writer.createFile(folder + "/journal.new", in: stateFolder, bytes: text, attributes: own)
        try writer.rename(folder + "/journal.new", to: folder + "/journal.json", in: stateFolder)
        try writer.syncFolder(folder, in: stateFolder)
        try writer.syncFolder(".", in: stateFolder)
    }

    /// Reads the journal of a folder; absent if there is none, or none that was finished.
    ///
    /// - Throws: `changes/journal` if it was damaged, `file-system` if it cannot be read.
    static func read(from folder: String, in stateFolder: String) throws(Diagnostic) -> TransactionJournal? {
        guard let file = try TreeReader.read(folder + "/journal.json", in: stateFolder) else { return nil }
        let path = "\(stateFolder)/\(folder)/journal.json"
        let document = try JSONParser.parse(file.bytes, path: path)
        guard var journal = TransactionJournal(document.root) else { throw .damagedJournal(path) }
        for index in journal.entries.indices {
            if journal.entries[index].kind != .create {
                guard let old = try TreeReader.read("\(folder)/old/\(index)", in: stateFolder) else {
                    throw .damagedJournal(path)
                }
                journal.entries[index].old = old.bytes
            }
            if journal.entries[index].kind != .remove {
                guard let new = try TreeReader.read("\(folder)/new/\(index)", in: stateFolder) else {
                    throw .damagedJournal(path)
                }
                journal.entries[index].new = new.bytes
            }
        }
        return journal
    }

    /// Moves a folder out of the way and takes it away; half a removal is finished by the next one.
    static func discard(_ folder: String, in stateFolder: String, with writer: any FileWriting) throws(Diagnostic) {
        try writer.removeTree(discardedFolder, in: stateFolder)
        guard case .folder = try TreeReader.entry(at: folder, in: stateFolder) else { return }
        try writer.rename(folder, to: discardedFolder, in: stateFolder)
        try writer.syncFolder(".", in: stateFolder)
        try writer.removeTree(discardedFolder, in: stateFolder)
    }

    /// Whether the transaction whose journal lies in `transaction` has put everything in its place.
    static func isCommitted(in stateFolder: String) throws(Diagnostic) -> Bool {
        try TreeReader.entry(at: activeFolder + "/committed", in: stateFolder) != .absent
    }

    /// Says that everything is in its place: from here on the new files hold.
    static func markCommitted(in stateFolder: String, with writer: any FileWriting) throws(Diagnostic) {
        try writer.createFile(
            activeFolder + "/committed", in: stateFolder, bytes: [], attributes: .fresh(mode: 0o600))
        try writer.syncFolder(activeFolder, in: stateFolder)
    }

    /// What follows the mark: a change becomes what can be undone, an undo leaves nothing.
    func finish(in stateFolder: String, with writer: any FileWriting) throws(Diagnostic) {
        try Self.discard(Self.undoFolder, in: stateFolder, with: writer)
        guard purpose == .change else {
            return try Self.discard(Self.activeFolder, in: stateFolder, with: writer)
        }
        try writer.rename(Self.activeFolder, to: Self.undoFolder, in: stateFolder)
        try writer.syncFolder(".", in: stateFolder)
    }
}

extension TransactionJournal {
    /// The journal as JSON, without the bytes of the files.
    private var json: JSONValue {
        [
            "schema": .string(Self.schema), "id": .string(id), "purpose": .string(purpose.rawValue),
            "command": .string(command),
            "entries": .array(
                entries.map { entry in
                    [
                        "path": .string(entry.path), "kind": .string(entry.kind.rawValue),
                        "mode": .integer(Int(entry.attributes.mode)), "user": .integer(Int(entry.attributes.user)),
                        "group": .integer(Int(entry.attributes.group)),
                    ]
                }),
            "createdFolders": .array(createdFolders.map { .string($0) }),
            "removedFolders": .array(
                removedFolders.map { ["path": .string($0.path), "mode": .integer(Int($0.mode))] }),
        ]
    }

    /// Reads the JSON; absent if a field is missing, of another version, or names a path outside the root.
    private init?(_ node: DocumentNode) {
        guard node["schema"]?.string == Self.schema, let id = node["id"]?.string,
            id.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }),
            let purpose = node["purpose"]?.string.flatMap(Purpose.init), let command = node["command"]?.string
        else { return nil }
        let entries = node["entries"]?.elements.map(Entry.init) ?? []
        let created = node["createdFolders"]?.elements.map(\.plainPath) ?? []
        let removed = node["removedFolders"]?.elements.map(Folder.init) ?? []
        guard !entries.contains(nil), !created.contains(nil), !removed.contains(nil) else { return nil }
        self.init(
            id: id, purpose: purpose, command: command, entries: entries.compactMap(\.self),
            createdFolders: created.compactMap(\.self), removedFolders: removed.compactMap(\.self))
    }
}

extension TransactionJournal.Entry {
    fileprivate init?(_ node: DocumentNode) {
        guard let path = node["path"]?.plainPath, let kind = node["kind"]?.string.flatMap(Kind.init),
            let mode = node["mode"]?.unsigned, let user = node["user"]?.unsigned, let group = node["group"]?.unsigned
        else { return nil }
        self.init(path: path, kind: kind, attributes: FileAttributes(mode: mode & 0o7777, user: user, group: group))
    }
}

extension TransactionJournal.Folder {
    fileprivate init?(_ node: DocumentNode) {
        guard let path = node["path"]?.plainPath, let mode = node["mode"]?.unsigned else { return nil }
        self.init(path: path, mode: mode & 0o7777)
    }
}

extension DocumentNode {
    /// A path below the root.
    fileprivate var plainPath: String? {
        guard let string, (try? TreePath.validate(string)) != nil else { return nil }
        return string
    }

    /// A whole number of 32 bits without sign.
    // Swift 6.3.1 fails to compile the initialisers above with -O where this is inlined into them.
    @inline(never) fileprivate var unsigned: UInt32? { integer.flatMap { UInt32(exactly: $0) } }
}

extension Diagnostic {
    fileprivate static func damagedJournal(_ path: String) -> Diagnostic {
        .error(
            "changes/journal", "the journal `\(path)` is damaged, so that the last command cannot be taken back",
            remedy: "look at `git status`, then remove the folder of the journal")
    }
}
