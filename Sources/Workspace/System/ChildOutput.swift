#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Our ends of a child's pipes: what it says is collected, what it is to read is handed over.
struct ChildOutput: ~Copyable {
    /// One stream that is read until its end.
    private struct Source {
        var descriptor: Int32
        var bytes: [UInt8] = []
        var isOpen = true
    }

    private var sources: [Source]
    private let limit: Int
    private var sink: Int32?
    private let input: [UInt8]
    private var written = 0
    /// Room for one read: what a pipe holds on Linux.
    private let buffer: UnsafeMutableRawBufferPointer
    /// Whether something came after the limit and was dropped.
    private(set) var isCut = false

    /// Takes over descriptors that do not block.
    ///
    /// - Parameters:
    ///   - output: Where the child's standard output is read.
    ///   - error: Where the child's standard error is read.
    ///   - sink: Where the child's standard input is written; closed after `input`.
    ///   - input: What the child is to read.
    ///   - limit: Bytes to keep of each stream.
    init(output: Int32, error: Int32, sink: Int32?, input: [UInt8], limit: Int) {
        sources = [Source(descriptor: output), Source(descriptor: error)]
        self.sink = sink
        self.input = input
        self.limit = limit
        buffer = .allocate(byteCount: 1 << 16, alignment: 16)
        if input.isEmpty { closeSink() }
    }

    deinit {
        for source in sources where source.isOpen { close(source.descriptor) }
        if let sink { close(sink) }
        buffer.deallocate()
    }

    /// Whether both streams are at their end.
    var isAtEnd: Bool { !sources.contains { $0.isOpen } }

    /// What came on standard output.
    var standardOutput: [UInt8] { sources[0].bytes }

    /// What came on standard error.
    var standardError: [UInt8] { sources[1].bytes }

    /// Waits until something can be read or written, and does it.
    ///
    /// - Parameter milliseconds: How long to wait at most.
    /// - Returns: Whether anything moved.
    mutating func advance(waiting milliseconds: Int32) -> Bool {
        var entries = sources.filter(\.isOpen).map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
        if let sink { entries.append(pollfd(fd: sink, events: Int16(POLLOUT), revents: 0)) }
        guard poll(&entries, nfds_t(entries.count), milliseconds) > 0 else { return false }
        for entry in entries where entry.revents != 0 {
            if entry.fd == sink {
                writeInput()
            } else if let index = sources.firstIndex(where: { $0.isOpen && $0.descriptor == entry.fd }) {
                readSource(index)
            }
        }
        return true
    }

    private mutating func readSource(_ index: Int) {
        let count = uninterrupted { read(sources[index].descriptor, buffer.baseAddress, buffer.count) }
        if count < 0, errno == EAGAIN { return }
        guard count > 0 else {
            close(sources[index].descriptor)
            sources[index].isOpen = false
            return
        }
        let room = limit - sources[index].bytes.count
        if count > room { isCut = true }
        sources[index].bytes.append(contentsOf: buffer[..<min(count, max(room, 0))])
    }

    private mutating func writeInput() {
        guard let sink else { return }
        let count = input.withUnsafeBytes { bytes in
            uninterrupted { write(sink, bytes.baseAddress?.advanced(by: written), bytes.count - written) }
        }
        if count < 0, errno == EAGAIN { return }
        written += max(count, 0)
        // A child that reads no further (EPIPE) has what it wants.
        if count < 0 || written == input.count { closeSink() }
    }

    private mutating func closeSink() {
        if let sink { close(sink) }
        sink = nil
    }
}
