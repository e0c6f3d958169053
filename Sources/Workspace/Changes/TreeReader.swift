#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A file as it is on the disk.
struct StoredFile: Sendable, Hashable {
    /// Its bytes.
    var bytes: [UInt8]
    /// Its mode and owner.
    var attributes: FileAttributes
}

/// An open file or folder that is closed when nobody holds it any more.
struct OpenedFile: ~Copyable {
    private let descriptor: Int32

    /// Takes over a descriptor.
    init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Makes a call with the descriptor, again for as long as a signal interrupts it.
    ///
    /// - Returns: Its result, which is not negative.
    /// - Throws: The error number that the call left behind.
    @discardableResult
    borrowing func call(_ body: (Int32) -> Int32) throws(SystemError) -> Int32 {
        let result = uninterrupted { body(descriptor) }
        guard result >= 0 else { throw SystemError.last }
        return result
    }

    /// Makes a call with two descriptors.
    borrowing func call(
        with other: borrowing OpenedFile, _ body: (Int32, Int32) -> Int32
    ) throws(SystemError) {
        guard uninterrupted({ body(descriptor, other.descriptor) }) >= 0 else { throw SystemError.last }
    }

    /// Reads the file to its end.
    ///
    /// - Parameter size: What the system says about its size, which is only a hint.
    /// - Returns: Its bytes.
    /// - Throws: The error number that the system left behind.
    borrowing func readToEnd(size: Int) throws(SystemError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size)
        var buffer = [UInt8](repeating: 0, count: min(max(size + 1, 1 << 12), 1 << 20))
        while true {
            let count = uninterrupted { buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) } }
            guard count >= 0 else { throw SystemError.last }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }

    /// Writes all bytes.
    borrowing func writeAll(_ bytes: [UInt8]) throws(SystemError) {
        guard Descriptors.writeAll(bytes, to: descriptor) else { throw SystemError.last }
    }
}

/// Looks at files below a root without following a link below it.
enum TreeReader {
    /// What stands at a path.
    enum Entry: Sendable, Hashable {
        /// Nothing, or a folder above it is missing.
        case absent
        /// An ordinary file.
        case file
        /// A folder, with its permission bits.
        case folder(mode: UInt32)
        /// A symbolic link, wherever it leads.
        case link
        /// A device, a socket or a pipe.
        case other
    }

    /// Opens the folder at `path`, component by component; absent if one of them is missing.
    ///
    /// - Throws: `changes/link` or `changes/not-ordinary` if a component is a link or a file, `file-system` if it cannot
    ///   be opened.
    static func openFolder(_ path: String, in root: String) throws(Diagnostic) -> OpenedFile? {
        let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC
        var folder = OpenedFile(try attempt("open", root) { open(root, flags) })
        var passed = ""
        for component in path.split(separator: "/").map(String.init) where component != "." {
            passed += passed.isEmpty ? component : "/" + component
            do throws(SystemError) {
                folder = OpenedFile(try folder.call { openat($0, component, flags | O_NOFOLLOW) })
            } catch {
                if error.number == ENOENT { return nil }
                if isLink(component, in: folder) { throw .link(passed) }
                throw error.number == ENOTDIR ? .notFolder(passed) : error.diagnostic("open", passed)
            }
        }
        return folder
    }

    /// What stands at `path`.
    ///
    /// - Throws: `changes/link` if a folder above it is a link, `file-system` if one cannot be opened.
    static func entry(at path: String, in root: String) throws(Diagnostic) -> Entry {
        guard let folder = try openFolder(RelativePath.folder(of: path), in: root) else { return .absent }
        let name = RelativePath.baseName(of: path)
        var status = stat()
        do throws(SystemError) {
            try folder.call { fstatat($0, name, &status, AT_SYMLINK_NOFOLLOW) }
        } catch {
            if error.number == ENOENT { return .absent }
            throw error.diagnostic("read", path)
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file
        case S_IFDIR: return .folder(mode: UInt32(status.st_mode) & 0o7777)
        case S_IFLNK: return .link
        default: return .other
        }
    }

    /// Reads the ordinary file at `path`; absent if nothing is there.
    ///
    /// - Throws: `changes/link` for a link, `changes/not-ordinary` for anything else that is no file, `file-system` if
    ///   it cannot be read.
    static func read(_ path: String, in root: String) throws(Diagnostic) -> StoredFile? {
        guard let folder = try openFolder(RelativePath.folder(of: path), in: root) else { return nil }
        let name = RelativePath.baseName(of: path)
        do throws(SystemError) {
            // Without O_NONBLOCK a pipe in the place of a file would wait for a writer.
            let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
            let file = OpenedFile(try folder.call { openat($0, name, flags) })
            var status = stat()
            try file.call { fstat($0, &status) }
            if status.st_mode & S_IFMT == S_IFREG {
                let attributes = FileAttributes(
                    mode: UInt32(status.st_mode) & 0o7777, user: status.st_uid, group: status.st_gid)
                return StoredFile(bytes: try file.readToEnd(size: Int(status.st_size)), attributes: attributes)
            }
        } catch {
            if error.number == ENOENT { return nil }
            throw isLink(name, in: folder) ? .link(path) : error.diagnostic("read", path)
        }
        throw .notOrdinary(path)
    }

    /// What a path holds, for comparing it with what it should hold.
    enum Content: Sendable, Hashable {
        /// An ordinary file with these bytes, or nothing.
        case bytes([UInt8]?)
        /// A link, a folder or the like.
        case foreign
    }

    /// What `path` holds; a link or folder there or a link above it is no error.
    static func content(at path: String, in root: String) throws(Diagnostic) -> Content {
        do throws(Diagnostic) {
            return .bytes(try read(path, in: root)?.bytes)
        } catch {
            if error.isForeignEntry { return .foreign }
            throw error
        }
    }

    /// Runs a call that makes a descriptor out of an absolute path.
    private static func attempt(_ verb: String, _ path: String, _ call: () -> Int32) throws(Diagnostic) -> Int32 {
        let result = uninterrupted(call)
        guard result >= 0 else { throw SystemError.last.diagnostic(verb, path) }
        return result
    }

    private static func isLink(_ name: String, in folder: borrowing OpenedFile) -> Bool {
        var status = stat()
        let isThere = (try? folder.call { fstatat($0, name, &status, AT_SYMLINK_NOFOLLOW) }) != nil
        return isThere && status.st_mode & S_IFMT == S_IFLNK
    }
}

extension Diagnostic {
    /// A link where a file or folder was expected.
    static func link(_ path: String) -> Diagnostic {
        .error(
            "changes/link", "`\(path)` is a symbolic link, and no link is followed or replaced", at: FilePlace(path),
            remedy: "put a file or folder in its place, or make the change by hand")
    }

    /// Whether it says that a link, a folder or the like stands where a file or folder was expected.
    var isForeignEntry: Bool { code == "changes/link" || code == "changes/not-ordinary" }

    fileprivate static func notFolder(_ path: String) -> Diagnostic {
        .error(
            "changes/not-ordinary", "`\(path)` is no folder", at: FilePlace(path), remedy: "put a folder in its place")
    }

    fileprivate static func notOrdinary(_ path: String) -> Diagnostic {
        .error(
            "changes/not-ordinary", "`\(path)` is no ordinary file", at: FilePlace(path),
            remedy: "put a file in its place")
    }
}
