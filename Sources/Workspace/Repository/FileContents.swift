import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The contents of the files that were read, each of them once.
final class FileContents: Sendable {
    /// Larger files are not read: no manifest and no source file that a person wrote is.
    static let largestFile = 8 << 20

    private struct State {
        /// What was read, by the bytes of the path: two names that Unicode holds to be equal are two files.
        var bytes: [[UInt8]: [UInt8]?] = [:]
        var warnings: [Diagnostic] = []
        /// Folders, relative to the root, that are reached through no link.
        var plainFolders: Set<String> = [""]

        /// Keeps what was read. Somebody else may have read it meanwhile: the first answer stays, so that all see the
        /// same.
        mutating func keep(_ reading: Reading) -> [UInt8]? {
            if let known = bytes[reading.key] { return known }
            bytes[reading.key] = .some(reading.bytes)
            if let warning = reading.warning { warnings.append(warning) }
            return reading.bytes
        }
    }

    /// What came of reading one file.
    private struct Reading {
        let key: [UInt8]
        var bytes: [UInt8]?
        var warning: Diagnostic?

        init(of path: String, key: [UInt8], _ read: () throws(Diagnostic) -> [UInt8]?) {
            self.key = key
            do throws(Diagnostic) {
                bytes = try read()
            } catch {
                warning = .warning(error.code, error.message, at: FilePlace(path), remedy: error.remedy)
            }
        }
    }

    /// Folders that are reached through no link, as far as they were looked at.
    private struct PlainFolders {
        let root: String
        /// Whether one was looked at before: asked rather than copied, since a repository has thousands.
        let isKnown: (String) -> Bool
        /// Those that were looked at since, relative to the root.
        var added: Set<String> = []

        /// Whether a folder is one itself, and all folders above it up to the root are.
        mutating func contains(_ folder: String) -> Bool {
            if added.contains(folder) || isKnown(folder) { return true }
            let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/"))
            guard contains(slash.map { String(folder[..<$0]) } ?? ""),
                FileSystemAccess.information("\(root)/\(folder)")?.kind == .folder
            else { return false }
            added.insert(folder)
            return true
        }
    }

    private let root: String
    private let readsDisk: Bool
    /// Who is asked for what is not known here.
    private let beneath: FileContents?
    private let state: Mutex<State>

    /// Makes an empty store for the files below a root.
    init(root: String) {
        self.root = root
        readsDisk = true
        beneath = nil
        state = Mutex(State())
    }

    /// Makes a store that holds all there is.
    init(root: String, fixed: [String: String]) {
        self.root = root
        readsDisk = false
        beneath = nil
        var bytes: [[UInt8]: [UInt8]?] = [:]
        for (path, text) in fixed { bytes[Array(path.utf8)] = Array(text.utf8) }
        state = Mutex(State(bytes: bytes))
    }

    /// Makes a store that holds some files and asks another one for the rest.
    private init(_ fixed: [[UInt8]: [UInt8]?], over beneath: FileContents) {
        root = beneath.root
        readsDisk = false
        self.beneath = beneath
        state = Mutex(State(bytes: fixed))
    }

    /// The same files with other contents for some of them; absent contents cannot be read.
    func overlaid(with fixed: [[UInt8]: [UInt8]?]) -> FileContents {
        FileContents(fixed, over: self)
    }

    /// What reading the files has met, sorted by path.
    var warnings: [Diagnostic] {
        state.withLock { $0.warnings }.sorted { ($0.place?.path ?? "") < ($1.place?.path ?? "") }
    }

    /// Whether there is something at a path now.
    func exists(_ path: String) -> Bool {
        guard readsDisk else {
            return state.withLock { $0.bytes[Array(path.utf8)] != nil } || beneath?.exists(path) ?? false
        }
        // What was read is there.
        if case .some(.some) = state.withLock({ $0.bytes[Array(path.utf8)] }) { return true }
        return FileSystemAccess.information("\(root)/\(path)") != nil
    }

    /// The bytes of a file; absent, with a warning, if it cannot be read; absent without one if it is gone.
    func bytes(_ path: String) -> [UInt8]? {
        let key = Array(path.utf8)
        if let known = state.withLock({ $0.bytes[key] }) { return known }
        guard readsDisk else { return beneath?.bytes(path) }
        var folders = PlainFolders(root: root) { folder in self.state.withLock { $0.plainFolders.contains(folder) } }
        let reading = Reading(of: path, key: key) { () throws(Diagnostic) in try read(path, &folders) }
        return state.withLock { state in
            state.plainFolders.formUnion(folders.added)
            return state.keep(reading)
        }
    }

    /// Reads files for whoever asks for them later. What is known stays, and nothing is held up meanwhile.
    func readAhead(_ paths: some Sequence<String>) {
        guard readsDisk else { return }
        let known = state.withLock { $0.plainFolders }
        var folders = PlainFolders(root: root) { known.contains($0) }
        let readings = paths.map { path in
            Reading(of: path, key: Array(path.utf8)) { () throws(Diagnostic) in try read(path, &folders) }
        }
        state.withLock { state in
            state.plainFolders.formUnion(folders.added)
            for reading in readings { _ = state.keep(reading) }
        }
    }

    /// Reads a file. Nearly all of them are reached through no link, which costs one look at each folder.
    private func read(_ path: String, _ folders: inout PlainFolders) throws(Diagnostic) -> [UInt8]? {
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let isPlain = folders.contains(slash.map { String(path[..<$0]) } ?? "")
        if isPlain, let bytes = try? FileSystemAccess.read("\(root)/\(path)", limit: Self.largestFile) { return bytes }
        return try readThroughLinks(path)
    }

    /// Reads a file, through links only as long as they stay below the root and out of the git folder.
    private func readThroughLinks(_ path: String) throws(Diagnostic) -> [UInt8]? {
        let wanted = "\(root)/\(path)"
        guard let real = FileSystemAccess.realPath(wanted) else {
            let error = SystemError.last
            if error.number == ENOENT || error.number == ENOTDIR { return nil }
            throw error.diagnostic("read", path)
        }
        let base = root == "/" ? "/" : root + "/"
        let isInside = real.utf8.starts(with: base.utf8)
        let isGit = isInside && real.dropFirst(base.count).split(separator: "/").contains(".git")
        guard isInside, !isGit else {
            throw .error(
                "link-out-of-root", "the link leads out of the repository and was not followed",
                remedy: "replace it by a file")
        }
        guard FileSystemAccess.information(real)?.kind != .folder else { return nil }
        do throws(Diagnostic) {
            return try FileSystemAccess.read(real, limit: Self.largestFile)
        } catch {
            throw error.code == "file-too-large"
                ? .error(
                    error.code, "the file is larger than \(Self.largestFile >> 20) MB and was not read",
                    remedy: "split it")
                : error
        }
    }
}
