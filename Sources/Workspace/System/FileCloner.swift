import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Copies files, sharing their blocks where the file system can (Btrfs, XFS, APFS).
final class FileCloner: Sendable {
    /// `FICLONE`, that is `_IOW(0x94, 9, int)` (ioctl_ficlone(2)); the macro is not importable.
    private static let cloneRequest: UInt = 1 << 30 | 4 << 16 | 0x94 << 8 | 9

    /// Whether the file system has refused to share blocks: asking 100,000 times would cost as many calls.
    private let hasRefused = Mutex(false)

    /// Copies a regular file with its permission bits, without its owner and times.
    ///
    /// - Parameters:
    ///   - source: Absolute path; a link is refused.
    ///   - target: Absolute path where nothing is yet.
    /// - Throws: `file-system`.
    func copy(_ source: String, to target: String) throws(Diagnostic) {
        #if canImport(Darwin)
        if !hasRefused.withLock({ $0 }) {
            if clonefile(source, target, UInt32(CLONE_NOFOLLOW)) == 0 { return }
            if errno == ENOTSUP || errno == EXDEV { hasRefused.withLock { $0 = true } }
        }
        #endif
        let input = uninterrupted { open(source, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK) }
        guard input >= 0 else { throw SystemError.last.diagnostic("read", source) }
        defer { close(input) }
        var raw = stat()
        guard fstat(input, &raw) == 0 else { throw SystemError.last.diagnostic("read", source) }
        guard raw.st_mode & S_IFMT == S_IFREG else { throw SystemError(EINVAL).diagnostic("copy", source) }
        let output = uninterrupted {
            open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        }
        guard output >= 0 else { throw SystemError.last.diagnostic("write", target) }
        defer { close(output) }
        try copyContents(from: input, to: output, size: Int(raw.st_size), source: source, target: target)
        // The umask does not apply here: the copy has the very bits of the original.
        guard fchmod(output, raw.st_mode & 0o777) == 0 else { throw SystemError.last.diagnostic("write", target) }
    }

    private func copyContents(
        from input: Int32, to output: Int32, size: Int, source: String, target: String
    ) throws(Diagnostic) {
        guard size > 0 else { return }
        #if os(Linux)
        if !hasRefused.withLock({ $0 }) {
            if ioctl(output, Self.cloneRequest, input) == 0 { return }
            hasRefused.withLock { $0 = true }
        }
        var left = size
        while left > 0 {
            let count = uninterrupted { copy_file_range(input, nil, output, nil, left, 0) }
            // Nothing moved: the file has shrunk, or this file system does not know the call.
            if count <= 0 { break }
            left -= count
        }
        if left == 0 { return }
        lseek(input, off_t(size - left), SEEK_SET)
        #endif
        try copyByHand(from: input, to: output, source: source, target: target)
    }

    private func copyByHand(
        from input: Int32, to output: Int32, source: String, target: String
    ) throws(Diagnostic) {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = uninterrupted { read(input, &buffer, buffer.count) }
            guard count >= 0 else { throw SystemError.last.diagnostic("read", source) }
            if count == 0 { return }
            guard Descriptors.writeAll(Array(buffer[..<count]), to: output) else {
                throw SystemError.last.diagnostic("write", target)
            }
        }
    }
}
