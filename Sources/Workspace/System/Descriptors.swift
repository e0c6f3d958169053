#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Pipes and plain files by their descriptors, none of which a child inherits.
enum Descriptors {
    /// A pipe whose two ends are closed in whatever program is executed next.
    ///
    /// - Throws: `tool-not-started` when the process has too many open files.
    static func makePipe() throws(Diagnostic) -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [-1, -1]
        #if canImport(Darwin)
        // There is no pipe2 there; POSIX_SPAWN_CLOEXEC_DEFAULT keeps children clear of the moment in between.
        let status = pipe(&ends)
        if status == 0 { for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) } }
        #else
        let status = pipe2(&ends, O_CLOEXEC)
        #endif
        guard status == 0 else {
            throw .error(
                "tool-not-started", "cannot make a pipe: \(SystemError.last.text)",
                remedy: "raise the limit of open files (`ulimit -n`) or lower `--concurrency`")
        }
        return (ends[0], ends[1])
    }

    /// Makes reads and writes give EAGAIN where they would wait.
    static func setNonBlocking(_ descriptor: Int32) {
        let flags = fcntl(descriptor, F_GETFL)
        _ = fcntl(descriptor, F_SETFL, flags | O_NONBLOCK)
    }

    /// Writes all bytes to a descriptor that blocks.
    ///
    /// - Returns: Whether all of them were taken; where not, `errno` says why.
    static func writeAll(_ bytes: borrowing [UInt8], to descriptor: Int32) -> Bool {
        var offset = 0
        let count = bytes.count
        while offset < count {
            let written = bytes.withUnsafeBytes { buffer in
                uninterrupted { write(descriptor, buffer.baseAddress?.advanced(by: offset), count - offset) }
            }
            guard written > 0 else { return false }
            offset += written
        }
        return true
    }
}
