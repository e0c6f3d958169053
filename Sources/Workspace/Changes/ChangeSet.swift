/// All changes that one owner wants; they are taken together or not at all.
package struct OwnedChanges: Sendable, Hashable {
    /// Who wants them: the path of a unit, or the name of one of the program's own steps.
    package var owner: String
    /// What they want.
    package var changes: [FileChange]

    /// Makes the changes of one owner.
    package init(owner: String, changes: [FileChange]) {
        self.owner = owner
        self.changes = changes
    }
}

/// Changes of several owners merged by file, sorted by path.
package struct ChangeSet: Sendable, Hashable {
    /// One change for each file, sorted by path; none of them empty.
    package private(set) var changes: [FileChange]

    /// Makes a change set from changes of different files.
    package init(_ changes: [FileChange] = []) {
        self.changes = changes.filter { !$0.isEmpty }.sorted { $0.path < $1.path }
    }

    /// Whether nothing would be written.
    package var isEmpty: Bool { changes.isEmpty }

    /// The change of one file.
    package subscript(path: String) -> FileChange? { changes.first { $0.path == path } }

    /// The changes that one owner wants, alone or with others.
    package func changes(of owner: String) -> [FileChange] { changes.filter { $0.owners.contains(owner) } }
}

extension ChangeSet {
    /// What a merge came to.
    package struct Merged: Sendable {
        /// The changes of every owner that fits.
        package var changes: ChangeSet
        /// The owners whose changes were left out, with the reason; sorted by owner.
        package var rejected: [(owner: String, reason: Diagnostic)]
    }

    /// Merges what several owners want.
    ///
    /// Owners are taken in the order given. Edits of one file combine by their byte ranges; what two owners want in
    /// the same words is done once; different insertions at one place follow each other in the order of the owners, and
    /// so do the parts of a new file.
    /// Edits that overlap, two contents for one new file, and plans made from different contents of a file are the
    /// error of the owner that comes later: none of its changes is taken.
    package static func merge(_ plans: [OwnedChanges]) -> Merged {
        var files: [String: MergedFile] = [:]
        var rejected: [(owner: String, reason: Diagnostic)] = []
        for plan in plans {
            do throws(Diagnostic) {
                files = try adding(plan, to: files)
            } catch {
                rejected.append((plan.owner, error))
            }
        }
        rejected.sort { $0.owner < $1.owner }
        return Merged(changes: ChangeSet(files.values.map(\.change)), rejected: rejected)
    }

    private static func adding(
        _ plan: OwnedChanges, to files: [String: MergedFile]
    ) throws(Diagnostic) -> [String: MergedFile] {
        var files = files
        for change in plan.changes {
            try TreePath.validate(change.path)
            try rejectFolderClash(change, files)
            if var file = files[change.path] {
                try file.add(change, owner: plan.owner)
                files[change.path] = file
            } else {
                files[change.path] = MergedFile(change, owner: plan.owner)
            }
        }
        return files
    }

    /// A new file cannot stand where another one needs a folder.
    private static func rejectFolderClash(
        _ change: FileChange, _ files: [String: MergedFile]
    ) throws(Diagnostic) {
        guard case .create = change.kind else { return }
        let clash = files.keys.filter { $0.hasPrefix(change.path + "/") || change.path.hasPrefix($0 + "/") }.min()
        if let clash { throw .folderClash(change.path, clash) }
    }
}

/// What several owners want of one file.
private struct MergedFile {
    /// The merged change.
    private(set) var change: FileChange
    /// The owners, in their order, each once.
    private var owners: [String]
    /// The reasons in the order of the owners, each once.
    private var reasons: [String]

    /// Starts with the first owner's change.
    init(_ change: FileChange, owner: String) {
        owners = [owner]
        reasons = [change.why]
        self.change = change
        update(change.kind, change.edits)
    }

    /// Adds the change of a further owner, or a further change of the same one.
    mutating func add(_ other: FileChange, owner: String) throws(Diagnostic) {
        var kind = change.kind
        var edits: [TextEdit] = []
        switch (change.kind, other.kind) {
        case (.create(let bytes, let mode), .create(let otherBytes, let otherMode)):
            edits = change.edits
            if bytes != otherBytes || mode != otherMode {
                guard mode == otherMode, !edits.isEmpty, !other.edits.isEmpty else {
                    throw .twoContents(change.path, owners)
                }
                edits += other.edits.filter { !edits.contains($0) }
                kind = .create(try TextEdit.apply(edits, to: []), mode: mode)
            }
        case (.edit(let original, _), .edit(let otherOriginal, _)):
            guard original == otherOriginal else { throw .differentOriginals(change.path, owners) }
            edits = change.edits
            var known = Set(edits)
            for edit in other.edits where known.insert(edit).inserted { edits.append(edit) }
            kind = try FileChange.edit(change.path, original: original, edits: edits, why: "").kind
        case (.remove(let original), .remove(let otherOriginal)) where original == otherOriginal:
            break
        default:
            throw .differentKinds(change.path, owners)
        }
        if !reasons.contains(other.why) { reasons.append(other.why) }
        if !owners.contains(owner) { owners.append(owner) }
        update(kind, edits)
    }

    private mutating func update(_ kind: FileChange.Kind, _ edits: [TextEdit]) {
        change = FileChange(
            path: change.path, kind: kind, why: reasons.joined(separator: "; "), owners: owners.sorted(), edits: edits)
    }
}

extension Diagnostic {
    fileprivate static func folderClash(_ path: String, _ other: String) -> Diagnostic {
        .error(
            "changes/folder-clash", "`\(path)` and `\(other)` cannot both be files", at: FilePlace(path),
            remedy: "give one of them another name")
    }

    fileprivate static func twoContents(_ path: String, _ owners: [String]) -> Diagnostic {
        .error(
            "changes/two-contents", "a new file with other content is wanted by \(owners.joined(separator: ", "))",
            at: FilePlace(path), remedy: "give each its own file")
    }

    fileprivate static func differentOriginals(_ path: String, _ owners: [String]) -> Diagnostic {
        .error(
            "changes/different-originals",
            "the file changed between this plan and that of \(owners.joined(separator: ", "))", at: FilePlace(path),
            remedy: "run the command again")
    }

    fileprivate static func differentKinds(_ path: String, _ owners: [String]) -> Diagnostic {
        .error(
            "changes/different-kinds",
            "one plan creates the file and another edits it (\(owners.joined(separator: ", ")))", at: FilePlace(path),
            remedy: "run the command again")
    }
}
