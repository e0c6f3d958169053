#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

extension FileSystemAccess {
    /// Makes a folder; one that is there already is left as it is.
    ///
    /// - Parameters:
    ///   - path: Absolute path.
    ///   - mode: The permission bits, less those that the umask takes away.
    ///   - withParents: Whether missing parents are made too, with the same mode.
    /// - Throws: `file-system`.
    package static func makeFolder(
        _ path: String, mode: UInt16 = 0o755, withParents: Bool = false
    ) throws(Diagnostic) {
        if mkdir(path, mode_t(mode)) == 0 { return }
        let error = SystemError.last
        if error.number == EEXIST, isFolder(path) { return }
        guard error.number == ENOENT, withParents, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
            throw error.diagnostic("make the folder", path)
        }
        try makeFolder(String(path[..<slash]), mode: mode, withParents: true)
        guard mkdir(path, mode_t(mode)) == 0 || errno == EEXIST else {
            throw SystemError.last.diagnostic("make the folder", path)
        }
    }

    /// Makes a new folder of mode 0700.
    ///
    /// - Parameters:
    ///   - parent: Where; usually `$TMPDIR`.
    ///   - prefix: What its name begins with; six characters come after it.
    /// - Returns: Its absolute path.
    /// - Throws: `file-system`.
    package static func makeTemporaryFolder(in parent: String, prefix: String) throws(Diagnostic) -> String {
        var template = Array("\(parent)/\(prefix)XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw SystemError.last.diagnostic("make a temporary folder in", parent)
        }
        return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Writes a file of our own, such as a log or a note. Files of the repository are written by a transaction.
    ///
    /// - Parameters:
    ///   - bytes: The new contents.
    ///   - path: Absolute path; a link there is refused.
    ///   - mode: The permission bits of a new file.
    /// - Throws: `file-system`.
    package static func write(_ bytes: [UInt8], to path: String, mode: UInt16 = 0o644) throws(Diagnostic) {
        let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW
        let descriptor = uninterrupted { open(path, flags, mode_t(mode)) }
        guard descriptor >= 0 else { throw SystemError.last.diagnostic("write", path) }
        defer { close(descriptor) }
        guard Descriptors.writeAll(bytes, to: descriptor) else { throw SystemError.last.diagnostic("write", path) }
    }

    /// Makes a symbolic link.
    package static func makeLink(at path: String, to target: String) throws(Diagnostic) {
        guard symlink(target, path) == 0 else { throw SystemError.last.diagnostic("make the link", path) }
    }

    /// Gives a file or folder, itself and not what a link points to, to another user.
    package static func changeOwner(_ path: String, user: UInt32, group: UInt32) throws(Diagnostic) {
        guard lchown(path, user, group) == 0 else { throw SystemError.last.diagnostic("change the owner of", path) }
    }

    /// Removes a file, or a folder with all that is in it. Links are removed, never followed; nothing there is fine.
    package static func removeTree(_ path: String) throws(Diagnostic) {
        guard information(path)?.kind == .folder else {
            guard unlink(path) == 0 || errno == ENOENT else { throw SystemError.last.diagnostic("remove", path) }
            return
        }
        try removeContents(of: path, in: AT_FDCWD, name: Array(path.utf8CString), depth: 0)
        guard rmdir(path) == 0 || errno == ENOENT else { throw SystemError.last.diagnostic("remove", path) }
    }

    /// Deeper than this nothing is removed: each level holds a descriptor open.
    private static let deepestFolder = 512

    /// Empties a folder by descriptors, so that a folder that turns into a link meanwhile leads nowhere.
    private static func removeContents(
        of path: String, in parent: Int32, name: [CChar], depth: Int
    ) throws(Diagnostic) {
        guard depth < deepestFolder else {
            throw .error("file-system", "`\(path)` is nested too deeply", remedy: "remove it by hand")
        }
        let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
        var descriptor = openat(parent, name, flags)
        if descriptor < 0, errno == EACCES {
            // Go's module cache is read-only, and some builds take the permissions away.
            _ = fchmodat(parent, name, 0o700, 0)
            descriptor = openat(parent, name, flags)
        }
        guard descriptor >= 0 else { throw SystemError.last.diagnostic("remove", path) }
        guard let folder = fdopendir(descriptor) else {
            let error = SystemError.last
            close(descriptor)
            throw error.diagnostic("remove", path)
        }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            // The raw bytes: a name that is no UTF-8 has to go too.
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
                    Array(UnsafeBufferPointer(start: $0, count: strlen($0) + 1))
                }
            }
            if name == [46, 0] || name == [46, 46, 0] { continue }
            try removeEntry(name, in: descriptor, of: path, depth: depth)
        }
    }

    private static func removeEntry(
        _ name: [CChar], in folder: Int32, of path: String, depth: Int
    ) throws(Diagnostic) {
        if unlinkat(folder, name, 0) == 0 || errno == ENOENT { return }
        let first = SystemError.last
        if first.number == EACCES, fchmod(folder, 0o700) == 0, unlinkat(folder, name, 0) == 0 { return }
        // A folder gives EISDIR on Linux and EPERM on macOS (unlink(2)).
        var raw = stat()
        let child = "\(path)/" + String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        guard fstatat(folder, name, &raw, AT_SYMLINK_NOFOLLOW) == 0, raw.st_mode & S_IFMT == S_IFDIR else {
            throw first.diagnostic("remove", child)
        }
        try removeContents(of: child, in: folder, name: name, depth: depth + 1)
        guard unlinkat(folder, name, AT_REMOVEDIR) == 0 || errno == ENOENT else {
            throw SystemError.last.diagnostic("remove", child)
        }
    }
}
