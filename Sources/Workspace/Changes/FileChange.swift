/// What happens to one file of the repository.
package struct FileChange: Sendable, Hashable {
    /// The kinds of change. Bytes are always those of the whole file.
    package enum Kind: Sendable, Hashable {
        /// A file that is not there yet; `mode` as `open(2)` takes it, so that the umask of the user holds.
        case create([UInt8], mode: UInt32)
        /// A file whose bytes must still be `original`; its mode is kept.
        case edit(original: [UInt8], new: [UInt8])
        /// A file whose bytes must still be `original`; only an undo takes files away.
        case remove(original: [UInt8])
    }

    /// The mode of an ordinary new file.
    package static let plainMode: UInt32 = 0o644
    /// The mode of a new script.
    package static let scriptMode: UInt32 = 0o755

    /// Path relative to the root, with `/` as separator.
    package let path: String
    /// What happens.
    package let kind: Kind
    /// Why, in the words of the report.
    package let why: String
    /// Who wants it, sorted: paths of units, or names of the program's own steps; empty in a plan.
    package let owners: [String]
    /// The byte ranges of an edit, or the parts of a new file, so that several plans for one file can be merged; empty
    /// where they cannot.
    package let edits: [TextEdit]

    /// Makes a change whose byte ranges are known.
    init(path: String, kind: Kind, why: String, owners: [String] = [], edits: [TextEdit] = []) {
        self.path = path
        self.kind = kind
        self.why = why
        self.owners = owners
        self.edits = edits
    }
}

extension FileChange {
    /// A new file with these bytes.
    package static func create(
        _ path: String, _ bytes: [UInt8], mode: UInt32 = plainMode, why: String
    ) -> FileChange {
        FileChange(path: path, kind: .create(bytes, mode: mode), why: why)
    }

    /// A new text file.
    package static func create(_ path: String, _ text: String, mode: UInt32 = plainMode, why: String) -> FileChange {
        create(path, Array(text.utf8), mode: mode, why: why)
    }

    /// A new text file made of parts that follow one another: where several plans create the file, equal parts are
    /// written once and the others in the order of the owners.
    package static func create(
        _ path: String, parts: [String], mode: UInt32 = plainMode, why: String
    ) -> FileChange {
        FileChange(
            path: path, kind: .create(Array(parts.joined().utf8), mode: mode), why: why,
            edits: parts.map { TextEdit(insert: $0, at: 0) })
    }

    /// Edits of the bytes `original` of a file.
    ///
    /// - Throws: `edit/overlap` and `edit/range`, with the path, if the edits do not fit the bytes or one another.
    package static func edit(
        _ path: String, original: [UInt8], edits: [TextEdit], why: String
    ) throws(Diagnostic) -> FileChange {
        do throws(Diagnostic) {
            let new = try TextEdit.apply(edits, to: original)
            return FileChange(path: path, kind: .edit(original: original, new: new), why: why, edits: edits)
        } catch {
            var located = error
            located.place = FilePlace(path)
            throw located
        }
    }

    /// A file that shall hold `new` in place of `original`; the byte ranges are those of the lines that differ.
    package static func edit(_ path: String, original: [UInt8], new: [UInt8], why: String) -> FileChange {
        let edits = LineDifference(from: original, to: new).edits
        return FileChange(path: path, kind: .edit(original: original, new: new), why: why, edits: edits)
    }

    /// A file with the bytes `original` that is taken away.
    package static func remove(_ path: String, original: [UInt8], why: String) -> FileChange {
        FileChange(path: path, kind: .remove(original: original), why: why)
    }

    /// The bytes before; absent for a new file.
    package var original: [UInt8]? {
        switch kind {
        case .create: nil
        case .edit(let original, _), .remove(let original): original
        }
    }

    /// The bytes after; absent for a file that is taken away.
    package var new: [UInt8]? {
        switch kind {
        case .create(let bytes, _): bytes
        case .edit(_, let new): new
        case .remove: nil
        }
    }

    /// Whether nothing would be different afterwards.
    package var isEmpty: Bool {
        guard case .edit(let original, let new) = kind else { return false }
        return original == new
    }
}
