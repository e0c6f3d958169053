import Synchronization

/// The files of a repository: which there are, and what is in them.
///
/// With git these are the tracked files plus the untracked ones that are not ignored; outside git all but what tools
/// made. Contents are read on demand, at most once, and never through a link that leads out of the root.
package final class RepositoryFiles: Sendable {
    /// The absolute path of the root, without links.
    package let root: String
    /// Whether git has the list.
    package let isGit: Bool
    /// Whether a merge is under way that left conflicts.
    package let isUnmerged: Bool

    let table: PathTable
    private let store: FileContents
    private let listWarnings: [Diagnostic]
    private let texts: Mutex<[String]?>
    /// What `named` found, by base name.
    private let namedPaths = Mutex<[String: [String]]>([:])

    /// Makes the files of a table.
    init(
        root: String, table: PathTable, contents: FileContents, isGit: Bool,
        isUnmerged: Bool = false, warnings: [Diagnostic]
    ) {
        self.root = root
        self.table = table
        store = contents
        self.isGit = isGit
        texts = Mutex(nil)
        self.isUnmerged = isUnmerged
        listWarnings = warnings
    }

    /// Makes a repository that exists in memory only, for tests.
    ///
    /// - Parameters:
    ///   - files: Contents by path.
    ///   - root: The path it claims to be at.
    ///   - isTracked: Whether git tracks all of them; without it they are outside git.
    package convenience init(_ files: [String: String], root: String = "/repository", isTracked: Bool = false) {
        self.init(
            root: root, table: PathTable(files.keys, flags: isTracked ? .tracked : []),
            contents: FileContents(root: root, fixed: files), isGit: isTracked, warnings: [])
    }

    /// What was read so far, and who reads the rest.
    var contentsStore: FileContents { store }

    /// What could not be listed or read so far; sorted by path, what concerns no single file first.
    package var warnings: [Diagnostic] { listWarnings + store.warnings }
}

extension RepositoryFiles {
    /// These files and those of another table; what was read stays read.
    func adding(_ other: PathTable, warnings: [Diagnostic]) -> RepositoryFiles {
        RepositoryFiles(
            root: root, table: table.adding(other), contents: store, isGit: isGit, isUnmerged: isUnmerged,
            warnings: listWarnings + warnings)
    }
}

// MARK: - Which files there are

extension RepositoryFiles {
    /// All paths, relative to the root, sorted by their bytes. A tracked file that was deleted is still among them.
    ///
    /// A large repository has a hundred thousand: who looks for some of them asks for an ending or a name instead.
    package var paths: [String] {
        texts.withLock { known in
            if let known { return known }
            let made = table.texts()
            known = made
            return made
        }
    }

    /// Whether the repository has a file at a path; one that was deleted and is still tracked does not count.
    package func contains(_ path: String) -> Bool {
        guard let position = table.position(of: path) else { return false }
        return isPresent(position)
    }

    /// Whether some file may have the name of a path; false only where none in the repository has.
    package func mayHave(nameOf path: String) -> Bool { table.mayHave(nameOf: path) }

    /// Whether there is a file at a path, or a tracked one was deleted there: quicker to ask than `contains`.
    package func lists(_ path: String) -> Bool { table.position(of: path) != nil }

    /// Whether there is a file at a path relative to a folder, or a tracked one was deleted there.
    package func lists(_ name: String, in folder: String) -> Bool {
        table.mayHave(nameOf: name) && table.position(of: folder == "." ? name : folder + "/" + name) != nil
    }

    /// The paths of all files with a base name, such as `package.json`, sorted by their bytes.
    package func named(_ baseName: String) -> [String] {
        // Asked by many, and each tracked file costs a look at the disk.
        if let known = namedPaths.withLock({ $0[baseName] }) { return known }
        let found = table.positions(named: baseName).filter(isPresent).map { table[$0] }
        namedPaths.withLock { $0[baseName] = found }
        return found
    }

    /// The paths of all files that end in one of some texts, such as `.tf`, sorted by their bytes. A tracked file that was
    /// deleted is still among them.
    package func ending(in suffixes: [String]) -> [String] {
        table.positions(endingIn: suffixes).map { table[$0] }
    }

    /// The paths of all files whose base name begins with some text, such as `Dockerfile`, sorted by their bytes. A
    /// tracked file that was deleted is still among them.
    package func named(beginningWith prefix: String) -> [String] {
        table.positions(ofNamesBeginningWith: [prefix]).map { table[$0] }
    }

    /// The paths of all files below a folder, at any depth.
    ///
    /// - Parameter folder: Relative to the root, without a slash at its end; `.` or nothing for the root.
    /// - Returns: Sorted by their bytes. A tracked file that was deleted is still among them.
    package func under(_ folder: String) -> [String] {
        guard !folder.isEmpty, folder != "." else { return paths }
        return table.positions(beginningWith: folder + "/").map { table[$0] }
    }

    /// Whether a folder has at least one file below it.
    package func hasFolder(_ folder: String) -> Bool {
        guard !folder.isEmpty, folder != "." else { return table.count > 0 }
        return !table.positions(beginningWith: folder + "/").isEmpty
    }

    /// Whether a path is a symbolic link; known only for tracked files and outside git.
    package func isLink(_ path: String) -> Bool {
        table.position(of: path).map { table.entries[$0].flags.contains(.link) } ?? false
    }

    /// Whether git tracks a file.
    package func isTracked(_ path: String) -> Bool {
        table.position(of: path).map { table.entries[$0].flags.contains(.tracked) } ?? false
    }

    /// The paths of the files that git does not track; all of them outside git.
    package var untracked: [String] {
        table.entries.indices.filter { !table.entries[$0].flags.contains(.tracked) }.map { table[$0] }
    }

    /// Only what comes from the index can be gone; everything else was seen a moment ago.
    private func isPresent(_ position: Int) -> Bool {
        !table.entries[position].flags.contains(.tracked) || store.exists(table[position])
    }
}

// MARK: - What is in them

extension RepositoryFiles {
    /// The bytes of a file.
    ///
    /// - Parameter path: Relative to the root.
    /// - Returns: The bytes; absent if the repository has no such file, or, with a warning, if it cannot be read, is
    ///   larger than 8 MB or is a link out of the root.
    package func contents(_ path: String) -> [UInt8]? {
        guard table.position(of: path) != nil else { return nil }
        return store.bytes(path)
    }

    /// The contents of a file as text; bytes that are not UTF-8 become U+FFFD.
    package func text(_ path: String) -> String? {
        contents(path).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Reads all files of some base names side by side, so that `contents` then has them at once.
    ///
    /// - Parameters:
    ///   - names: The base names.
    ///   - width: How many threads at a time.
    package func prefetch(named names: [String], width: Int = 4) async {
        // Which are still there shows when they are read.
        let paths = names.flatMap { table.positions(named: $0) }.map { table[$0] }
        let size = max(16, (paths.count + width - 1) / width)
        let shares = stride(from: 0, to: paths.count, by: size).map { paths[$0..<min($0 + size, paths.count)] }
        _ = await fanOut(over: shares, width: width) { share in
            await runBlocking { self.store.readAhead(share) }
        }
    }
}
