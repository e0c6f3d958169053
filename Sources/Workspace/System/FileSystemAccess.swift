#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Files and folders by the system's own calls.
///
/// Paths are absolute. Everything blocks, so that it belongs inside `runBlocking` wherever there is much of it. What
/// fails throws `file-system` with the path, the system's words and what to do.
package enum FileSystemAccess {
    /// What stands at a path.
    package enum Kind: Sendable, Hashable {
        /// A file with contents.
        case regular
        /// A folder.
        case folder
        /// A symbolic link.
        case link
        /// A socket, device or named pipe.
        case other
    }

    /// What the system knows about a path, a link itself included.
    package struct Information: Sendable, Hashable {
        /// What it is.
        package var kind: Kind
        /// The permission bits, such as 0o644.
        package var mode: UInt16
        /// Size in bytes.
        package var size: Int
        /// The last change of the contents, in nanoseconds since 1970.
        package var modificationTime: Int64

        /// Makes the information of a path from what the system says.
        init(_ raw: stat) {
            switch raw.st_mode & S_IFMT {
            case S_IFREG: kind = .regular
            case S_IFDIR: kind = .folder
            case S_IFLNK: kind = .link
            default: kind = .other
            }
            mode = UInt16(truncatingIfNeeded: raw.st_mode & 0o7777)
            size = Int(raw.st_size)
            #if canImport(Darwin)
            let time = raw.st_mtimespec
            #else
            let time = raw.st_mtim
            #endif
            modificationTime = Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
        }
    }

    /// What stands at a path; absent if nothing does. Links are not followed.
    package static func information(_ path: String) -> Information? {
        var raw = stat()
        return lstat(path, &raw) == 0 ? Information(raw) : nil
    }

    /// Whether a folder is at the path; links are followed.
    package static func isFolder(_ path: String) -> Bool {
        var raw = stat()
        return stat(path, &raw) == 0 && raw.st_mode & S_IFMT == S_IFDIR
    }

    /// The path without links, `.` and `..`; absent if it does not exist.
    package static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// What a symbolic link points to, as it is written in it.
    package static func readLink(_ path: String) throws(Diagnostic) -> String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink(path, &buffer, buffer.count)
        guard count >= 0 else { throw SystemError.last.diagnostic("read the link", path) }
        return String(decoding: buffer[..<count].lazy.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// The names in a folder, without `.` and `..`, sorted by their bytes. Names that are not UTF-8 are left out.
    package static func list(_ path: String) throws(Diagnostic) -> [String] {
        try entries(path).map(\.name).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The names in a folder with what they are, in the order of the file system.
    static func entries(_ path: String) throws(Diagnostic) -> [(name: String, kind: Kind)] {
        guard let folder = opendir(path) else { throw SystemError.last.diagnostic("list", path) }
        defer { closedir(folder) }
        var entries: [(name: String, kind: Kind)] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(validatingCString: $0) }
            }
            guard let name, name != ".", name != ".." else { continue }
            let kind: Kind
            switch Int32(entry.pointee.d_type) {
            case Int32(DT_REG): kind = .regular
            case Int32(DT_DIR): kind = .folder
            case Int32(DT_LNK): kind = .link
            case Int32(DT_UNKNOWN): kind = information("\(path)/\(name)")?.kind ?? .other
            default: kind = .other
            }
            entries.append((name, kind))
        }
        return entries
    }
}

// MARK: - Reading

extension FileSystemAccess {
    /// Reads a regular file.
    ///
    /// - Parameters:
    ///   - path: Absolute path.
    ///   - limit: The largest size in bytes that is read.
    ///   - followsLink: Whether a link at the end of the path is followed.
    /// - Returns: Its bytes.
    /// - Throws: `file-system`; `file-too-large` beyond the limit.
    package static func read(
        _ path: String, limit: Int = .max, followsLink: Bool = false
    ) throws(Diagnostic) -> [UInt8] {
        // O_NONBLOCK: opening a named pipe would otherwise wait for somebody to write to it.
        let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | (followsLink ? 0 : O_NOFOLLOW)
        let descriptor = uninterrupted { open(path, flags) }
        guard descriptor >= 0 else { throw SystemError.last.diagnostic("read", path) }
        defer { close(descriptor) }
        var raw = stat()
        guard fstat(descriptor, &raw) == 0 else { throw SystemError.last.diagnostic("read", path) }
        guard raw.st_mode & S_IFMT == S_IFREG else {
            throw .error("file-system", "cannot read `\(path)`: it is no regular file", remedy: "use a plain file")
        }
        guard Int(raw.st_size) <= limit else { throw .tooLarge(path, limit: limit) }
        let bytes = try readToEnd(descriptor, path: path, expecting: Int(raw.st_size), limit: limit)
        guard bytes.count <= limit else { throw .tooLarge(path, limit: limit) }
        return bytes
    }

    /// Calls `body` with the bytes of a regular file, which are not copied.
    ///
    /// Only for files that are replaced and never shortened in their place: a shortened one would end the process.
    ///
    /// - Parameters:
    ///   - path: Absolute path; a link at its end is not followed.
    ///   - limit: The largest size in bytes that is read.
    ///   - body: Must not keep the bytes.
    /// - Returns: What `body` gives; nil where the file cannot be read, is empty or is larger.
    static func withMapped<Value>(_ path: String, limit: Int, _ body: (UnsafeRawBufferPointer) -> Value) -> Value? {
        let descriptor = uninterrupted { open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW) }
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var raw = stat()
        guard fstat(descriptor, &raw) == 0, raw.st_mode & S_IFMT == S_IFREG else { return nil }
        let size = Int(raw.st_size)
        guard size > 0, size <= limit, let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0),
            start != MAP_FAILED
        else { return nil }
        defer { munmap(start, size) }
        return body(UnsafeRawBufferPointer(start: start, count: size))
    }

    /// Reads whatever can be read until it ends: a file, a pipe, standard input.
    ///
    /// - Parameters:
    ///   - path: A path that the user gave; `-` is standard input.
    ///   - limit: The most bytes that are read.
    /// - Returns: The bytes.
    /// - Throws: `file-system`; `file-too-large` beyond the limit.
    package static func readStream(_ path: String, limit: Int) throws(Diagnostic) -> [UInt8] {
        let descriptor = path == "-" ? STDIN_FILENO : uninterrupted { open(path, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else { throw SystemError.last.diagnostic("read", path) }
        defer { if descriptor != STDIN_FILENO { close(descriptor) } }
        let bytes = try readToEnd(descriptor, path: path, expecting: 0, limit: limit)
        guard bytes.count <= limit else { throw .tooLarge(path, limit: limit) }
        return bytes
    }

    /// The last bytes of a file.
    static func readTail(_ path: String, limit: Int) throws(Diagnostic) -> [UInt8] {
        let descriptor = uninterrupted { open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) }
        guard descriptor >= 0 else { throw SystemError.last.diagnostic("read", path) }
        defer { close(descriptor) }
        let size = Int(lseek(descriptor, 0, SEEK_END))
        lseek(descriptor, off_t(max(0, size - limit)), SEEK_SET)
        return try readToEnd(descriptor, path: path, expecting: min(size, limit), limit: limit)
    }

    /// Reads on until the end, or a little past the limit. `/proc` says 0 bytes, so that the size is only a hint.
    private static func readToEnd(
        _ descriptor: Int32, path: String, expecting size: Int, limit: Int
    ) throws(Diagnostic) -> [UInt8] {
        var bytes: [UInt8] = []
        var capacity = max(size + 1, 512)
        while true {
            let start = bytes.count
            var count = 0
            let piece = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, initialized in
                count = uninterrupted { Self.readOnce(descriptor, buffer) }
                initialized = max(count, 0)
            }
            guard count >= 0 else { throw SystemError.last.diagnostic("read", path) }
            if count == 0 { return bytes }
            if start == 0 { bytes = piece } else { bytes += piece }
            // A read that gives all that was expected, and less than there was room for, was the last.
            if bytes.count > limit || (bytes.count == size && count < capacity) { return bytes }
            capacity = max(size - bytes.count + 1, 1 << 14)
        }
    }

    private static func readOnce(_ descriptor: Int32, _ buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
        #if canImport(Darwin)
        Darwin.read(descriptor, buffer.baseAddress, buffer.count)
        #elseif canImport(Musl)
        Musl.read(descriptor, buffer.baseAddress, buffer.count)
        #else
        Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        #endif
    }
}

extension Diagnostic {
    fileprivate static func tooLarge(_ path: String, limit: Int) -> Diagnostic {
        .error(
            "file-too-large", "`\(path)` is larger than \(limit) bytes and was not read", remedy: "split the file")
    }
}
