#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A copy of the repository that a run works in, in a folder of mode 0700 that nobody else can enter.
package final class PrivateCopy: Sendable {
    /// What the names of all copies begin with; the id of the process follows.
    private static let prefix = "infra-ws-"

    /// The absolute path of the outer folder.
    package let path: String
    /// Files that were left out because they may hold a secret, relative to the root, sorted.
    package let secrets: [String]
    /// Files that could not be copied, and links that lead out of the root.
    package let warnings: [Diagnostic]
    private let lock: StateLock

    /// The repository's files.
    package var tree: String { "\(path)/tree" }
    /// The `HOME` of what is started.
    package var home: String { "\(path)/home" }
    /// The `TMPDIR` of what is started.
    package var temporary: String { "\(path)/tmp" }
    /// What is started writes its logs here.
    package var logs: String { "\(path)/logs" }

    private init(path: String, secrets: [String], warnings: [Diagnostic], lock: consuming StateLock) {
        self.path = path
        self.secrets = secrets
        self.warnings = warnings
        self.lock = lock
    }

    /// Copies the files of a repository, sharing blocks where the file system can.
    ///
    /// Left out are `.env` files (but examples), key files, and links that lead out of the root. Copies of runs that
    /// were killed are removed first.
    ///
    /// - Parameters:
    ///   - files: What to copy.
    ///   - parent: Absolute path of the folder for temporary files; `$TMPDIR`, or `/tmp`.
    ///   - width: How many threads at a time.
    /// - Returns: The copy; whoever made it calls `remove`.
    /// - Throws: `file-system` if the folder cannot be made or is full, `interrupted`.
    package static func make(
        of files: RepositoryFiles, in parent: String, width: Int = 4
    ) async throws(Diagnostic) -> PrivateCopy {
        try await runBlocking { () throws(Diagnostic) in
            removeLeftovers(in: parent)
        }
        let path = try FileSystemAccess.makeTemporaryFolder(in: parent, prefix: "\(prefix)\(getpid())-")
        do throws(Diagnostic) {
            let lock = try StateLock(path: "\(path)/lock", what: "`\(path)`")
            for name in ["tree", "home", "tmp", "logs"] {
                try FileSystemAccess.makeFolder("\(path)/\(name)", mode: 0o755)
            }
            // Servers that refuse to be root run as nobody, who has to get through to the folders below; root needs no
            // permission for that. The tree stays ours.
            if let user = UnprivilegedUser.needed {
                for name in ["", "/home", "/tmp", "/logs"] {
                    try FileSystemAccess.changeOwner(path + name, user: user.user, group: user.group)
                }
            }
            let outcome = try await TreeCopy(files: files, target: "\(path)/tree").run(width: width)
            return PrivateCopy(path: path, secrets: outcome.secrets, warnings: outcome.warnings, lock: lock)
        } catch {
            try? FileSystemAccess.removeTree(path)
            throw error
        }
    }

    /// Removes the copy with all that is in it. What is started in it has to be ended before.
    ///
    /// - Throws: `file-system`.
    package func remove() async throws(Diagnostic) {
        let path = path
        try await runBlocking { () throws(Diagnostic) in try FileSystemAccess.removeTree(path) }
    }

    /// Removes the copies of runs that are no more.
    ///
    /// A run holds the lock of its copy. The id in the name alone would not do: another container that shares the
    /// folder has ids of its own.
    static func removeLeftovers(in parent: String) {
        guard let names = try? FileSystemAccess.list(parent) else { return }
        for name in names where name.hasPrefix(prefix) {
            let path = "\(parent)/\(name)"
            guard FileSystemAccess.information(path)?.kind == .folder, isOurs(path),
                FileSystemAccess.information("\(path)/lock")?.kind == .regular,
                let lock = try? StateLock(path: "\(path)/lock", what: path)
            else { continue }
            try? FileSystemAccess.removeTree(path)
            _ = consume lock
        }
    }

    /// Whether a folder belongs to us, or to whom we gave it.
    private static func isOurs(_ path: String) -> Bool {
        var raw = stat()
        guard lstat(path, &raw) == 0 else { return false }
        return raw.st_uid == geteuid() || raw.st_uid == UnprivilegedUser.needed?.user
    }
}
