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
        var bytes: [UInt8]?
        var warning: Diagnostic?
        do throws(Diagnostic) {
            bytes = try read(path)
        } catch {
            warning = .warning(error.code, error.message, at: FilePlace(path), remedy: error.remedy)
        }
        return state.withLock { state in
            // Somebody else may have read it meanwhile: the first answer stays, so that all see the same.
            if let known = state.bytes[key] { return known }
            state.bytes[key] = .some(bytes)
            if let warning { state.warnings.append(warning) }
            return bytes
        }
    }

    /// Reads a file. Nearly all of them are reached through no link, which costs one look at each folder.
    private func read(_ path: String) throws(Diagnostic) -> [UInt8]? {
        let slash = path.lastIndex(of: "/")
        let isPlain = isPlainFolder(slash.map { String(path[..<$0]) } ?? "")
        if isPlain, let bytes = try? FileSystemAccess.read("\(root)/\(path)", limit: Self.largestFile) { return bytes }
        return try readThroughLinks(path)
    }

    /// Whether a folder is one itself, and all folders above it up to the root are.
    private func isPlainFolder(_ folder: String) -> Bool {
        if state.withLock({ $0.plainFolders.contains(folder) }) { return true }
        let slash = folder.lastIndex(of: "/")
        guard isPlainFolder(slash.map { String(folder[..<$0]) } ?? ""),
            FileSystemAccess.information("\(root)/\(folder)")?.kind == .folder
        else { return false }
        state.withLock { _ = $0.plainFolders.insert(folder) }
        return true
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
