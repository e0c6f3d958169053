#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Writes to the real disk.
///
/// Every path is walked from the root by descriptors that refuse links, so that nothing that happens meanwhile can
/// lead out of the root.
package struct SystemFileWriter: FileWriting {
    /// Whether each file and folder is on the disk before the next step.
    private let waitsForDisk: Bool

    /// Makes the writer.
    ///
    /// - Parameter waitsForDisk: Whether each file and folder is on the disk before the next step, without which a
    ///   crash of the machine may leave halves; only tests of what has nothing to do with that go without.
    package init(waitsForDisk: Bool = true) {
        self.waitsForDisk = waitsForDisk
    }

    /// Writes a file that is not there yet; on failure nothing of it is left.
    package func createFile(
        _ path: String, in root: String, bytes: [UInt8], attributes: NewFileAttributes
    ) throws(Diagnostic) {
        let mode: mode_t =
            switch attributes {
            case .fresh(let mode): mode_t(mode)
            // Nobody else reads it before it has its owner.
            case .like: 0o600
            }
        try inFolder(of: path, root, "write") { folder, name throws(SystemError) in
            let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
            let file = OpenedFile(try folder.call { openat($0, name, flags, mode) })
            do throws(SystemError) {
                try file.writeAll(bytes)
                if case .like(let original) = attributes { try apply(original, to: file) }
                if waitsForDisk { try file.call { fsync($0) } }
            } catch {
                _ = try? folder.call { unlinkat($0, name, 0) }
                throw error
            }
        }
    }

    /// Renames a file or folder; a file in the way is replaced.
    package func rename(_ path: String, to newPath: String, in root: String) throws(Diagnostic) {
        try renaming(path, newPath, root) { from, name, to, newName in renameat(from, name, to, newName) }
    }

    /// Renames a file; one in the way is an error.
    ///
    /// A hard link and its removal, because a plain rename would replace; where the file system has no hard links,
    /// a look and a rename.
    package func place(_ path: String, at newPath: String, in root: String) throws(Diagnostic) {
        try renaming(path, newPath, root) { from, name, to, newName in
            let result = linkat(from, name, to, newName, 0)
            let hasNoLinks = [EPERM, ENOTSUP, EMLINK, ENOSYS].contains(errno)
            guard result != 0, hasNoLinks else { return result }
            var status = stat()
            guard fstatat(to, newName, &status, AT_SYMLINK_NOFOLLOW) != 0 else {
                errno = EEXIST
                return -1
            }
            return renameat(from, name, to, newName)
        }
        try removeFile(path, in: root)
    }

    /// Takes a file away; one that is not there is no error.
    package func removeFile(_ path: String, in root: String) throws(Diagnostic) {
        try remove(path, root, flags: 0, ignoring: [ENOENT])
    }

    /// Makes a folder.
    package func makeFolder(_ path: String, in root: String, mode: UInt32) throws(Diagnostic) {
        try inFolder(of: path, root, "make the folder") { folder, name throws(SystemError) in
            try folder.call { mkdirat($0, name, mode_t(mode)) }
        }
    }

    /// Takes a folder away if it is empty.
    package func removeFolder(_ path: String, in root: String) throws(Diagnostic) {
        try remove(path, root, flags: AT_REMOVEDIR, ignoring: [ENOENT, ENOTEMPTY, EEXIST])
    }

    /// Takes a folder away with all that is in it.
    package func removeTree(_ path: String, in root: String) throws(Diagnostic) {
        try FileSystemAccess.removeTree(root + "/" + path)
    }

    /// Waits until the names in a folder are on the disk.
    package func syncFolder(_ path: String, in root: String) throws(Diagnostic) {
        guard waitsForDisk, let folder = try TreeReader.openFolder(path, in: root) else { return }
        do throws(SystemError) {
            try folder.call { fsync($0) }
        } catch {
            // Some network file systems cannot do it for folders, and nothing better can be had there.
            if error.number != EINVAL { throw error.diagnostic("save the folder", path) }
        }
    }
}

extension SystemFileWriter {
    /// Runs calls with the open folder of a path and the last component of the path.
    private func inFolder(
        of path: String, _ root: String, _ verb: String,
        _ body: (_ folder: borrowing OpenedFile, _ name: String) throws(SystemError) -> Void
    ) throws(Diagnostic) {
        guard let folder = try TreeReader.openFolder(RelativePath.folder(of: path), in: root) else {
            throw SystemError(ENOENT).diagnostic(verb, path)
        }
        do throws(SystemError) {
            try body(folder, RelativePath.baseName(of: path))
        } catch {
            throw error.diagnostic(verb, path)
        }
    }

    /// Owner first: changing it takes the set-user-id bit away.
    private func apply(_ attributes: FileAttributes, to file: borrowing OpenedFile) throws(SystemError) {
        // Only root may give files away; for everybody else the file becomes theirs, as with any editor.
        _ = try? file.call { fchown($0, attributes.user, attributes.group) }
        try file.call { fchmod($0, mode_t(attributes.mode)) }
    }

    private func renaming(
        _ path: String, _ newPath: String, _ root: String,
        _ call: (_ from: Int32, _ name: String, _ to: Int32, _ newName: String) -> Int32
    ) throws(Diagnostic) {
        guard let from = try TreeReader.openFolder(RelativePath.folder(of: path), in: root) else {
            throw SystemError(ENOENT).diagnostic("rename", path)
        }
        let name = RelativePath.baseName(of: path)
        try inFolder(of: newPath, root, "write") { to, newName throws(SystemError) in
            try from.call(with: to) { call($0, name, $1, newName) }
        }
    }

    private func remove(_ path: String, _ root: String, flags: Int32, ignoring: [Int32]) throws(Diagnostic) {
        guard let folder = try TreeReader.openFolder(RelativePath.folder(of: path), in: root) else { return }
        do throws(SystemError) {
            try folder.call { unlinkat($0, RelativePath.baseName(of: path), flags) }
        } catch {
            if !ignoring.contains(error.number) { throw error.diagnostic("remove", path) }
        }
    }
}
