import Workspace

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A place that takes bytes.
protocol ByteSink: Sendable {
    /// Takes all of the bytes.
    ///
    /// - Throws: `output/unwritable`. A pipe that nobody reads any more is no error: the bytes are dropped.
    func write(_ bytes: [UInt8]) throws(Diagnostic)
}

/// An open file descriptor; whoever opened it closes it.
struct DescriptorSink: ByteSink {
    /// The descriptor.
    let descriptor: Int32
    /// What messages call it, such as `standard output`.
    let name: String

    /// Where results go.
    static let standardOutput = DescriptorSink(descriptor: STDOUT_FILENO, name: "standard output")
    /// Where progress, warnings and errors go.
    static let standardError = DescriptorSink(descriptor: STDERR_FILENO, name: "standard error")

    /// Takes all of the bytes, waiting as long as the reader needs.
    func write(_ bytes: [UInt8]) throws(Diagnostic) {
        var start = 0
        while start < bytes.count {
            let written = bytes.withUnsafeBytes { buffer in
                systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: buffer[start...]))
            }
            if written >= 0 {
                start += written
                continue
            }
            switch errno {
            case EINTR: continue
            case EAGAIN: waitUntilWritable()
            case EPIPE: return
            default: throw .unwritable(name, reason: systemMessage(errno))
            }
        }
    }

    /// A terminal or pipe that another program has made non-blocking.
    private func waitUntilWritable() {
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&entry, 1, -1)
    }
}

/// What the system says about an error number.
func systemMessage(_ number: Int32) -> String {
    String(cString: strerror(number)).lowercased()
}

/// `write` of the system: inside a type that has a method of that name it would be hidden.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}

extension Diagnostic {
    /// Results or talk could not be written.
    static func unwritable(_ name: String, reason: String) -> Diagnostic {
        .error(
            "output/unwritable", "\(name) cannot be written: \(reason)",
            remedy: "make room or choose another place with `--output FILE`")
    }
}
