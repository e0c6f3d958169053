#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The folder for what a run leaves behind: journal, lock, undo copies, logs and the last report.
package struct StateFolder: Sendable, Hashable {
    /// Its absolute path: `infra-ws` in the git folder (of the worktree, if it is a linked one), `.infra-ws` in the
    /// root outside git.
    package let path: String
    /// Whether it lies in the repository's own tree, where it has to hide itself.
    private let isInTree: Bool

    /// The folder of a repository; it is not made yet.
    package init(_ root: RepositoryRoot) {
        isInTree = root.git == nil
        path = root.git.map { "\($0.gitFolder)/infra-ws" } ?? "\(root.path)/.infra-ws"
    }

    /// Makes the folder, with a `.gitignore` of `*` where git does not pass it over anyway.
    ///
    /// - Throws: `file-system`.
    package func make() throws(Diagnostic) {
        try FileSystemAccess.makeFolder(path, mode: 0o700)
        let ignoreFile = "\(path)/.gitignore"
        if isInTree, FileSystemAccess.information(ignoreFile) == nil {
            try FileSystemAccess.write(Array("*\n".utf8), to: ignoreFile)
        }
    }

    /// Takes the lock of the repository, making the folder first.
    ///
    /// - Returns: The lock; it is given back when the value goes away, or the process.
    /// - Throws: `locked` with the process that holds it, `file-system`.
    package func lock() throws(Diagnostic) -> StateLock {
        try make()
        return try StateLock(path: "\(path)/lock", what: "this repository")
    }
}

/// A lock file that one process holds (flock(2)): the system gives it back even after `kill -9`.
package struct StateLock: ~Copyable, Sendable {
    private let descriptor: Int32

    /// Takes a lock without waiting.
    ///
    /// - Parameters:
    ///   - path: Absolute path of the lock file, which is made and stays.
    ///   - what: What is locked, for the message.
    /// - Throws: `locked`, `file-system`.
    init(path: String, what: String) throws(Diagnostic) {
        let descriptor = uninterrupted { open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600) }
        guard descriptor >= 0 else { throw SystemError.last.diagnostic("write", path) }
        guard uninterrupted({ flock(descriptor, LOCK_EX | LOCK_NB) }) == 0 else {
            let error = SystemError.last
            close(descriptor)
            guard error.number == EWOULDBLOCK else { throw error.diagnostic("lock", path) }
            let holder = (try? FileSystemAccess.read(path, limit: 64)).flatMap {
                Int(String(decoding: $0.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
            }
            throw .error(
                "locked", "another infra-ws\(holder.map { " (process \($0))" } ?? "") works on \(what)",
                remedy: "wait for its end, or end it")
        }
        self.descriptor = descriptor
        _ = ftruncate(descriptor, 0)
        _ = Descriptors.writeAll(Array("\(getpid())\n".utf8), to: descriptor)
    }

    deinit {
        close(descriptor)
    }
}
