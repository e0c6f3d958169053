#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Ports of the loopback address 127.0.0.1.
package enum PortProbe {
    /// A port that nobody listens on at this moment.
    ///
    /// Somebody else may take it before it is used: whoever starts a server on it tries another if it is taken.
    ///
    /// - Throws: `no-port`.
    package static func freePort() async throws(Diagnostic) -> Int {
        try await runBlocking { () throws(Diagnostic) in
            let descriptor = try openSocket()
            defer { close(descriptor) }
            var address = loopback(port: 0)
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            let status = withSocketAddress(&address) { pointer in
                guard bind(descriptor, Self.argument(pointer), length) == 0 else { return -1 }
                return getsockname(descriptor, Self.result(pointer), &length)
            }
            guard status == 0 else { throw .noPort() }
            return Int(UInt16(bigEndian: address.sin_port))
        }
    }

    /// Whether somebody accepts connections on a port.
    ///
    /// - Parameters:
    ///   - port: 1 to 65535; any other answers false.
    ///   - limit: How long to wait for the connection.
    /// - Returns: Whether a connection was accepted.
    package static func isOpen(_ port: Int, limit: Duration = .seconds(1)) async -> Bool {
        guard (1...65535).contains(port) else { return false }
        return await runBlocking { connects(to: UInt16(port), limit: limit) }
    }

    /// Waits until somebody accepts connections on a port.
    ///
    /// - Parameters:
    ///   - port: 1 to 65535.
    ///   - limit: How long to wait in all.
    ///   - isAlive: Asked between two tries; the waiting ends when it says no.
    /// - Returns: Whether a connection was accepted.
    package static func waitUntilOpen(
        _ port: Int, limit: Duration, while isAlive: @Sendable () -> Bool = { true }
    ) async -> Bool {
        let deadline = ContinuousClock.now + limit
        while ContinuousClock.now < deadline, isAlive(), !Task.isCancelled {
            if await isOpen(port) { return true }
            try? await Task.sleep(for: .milliseconds(50))
        }
        return false
    }

    private static func connects(to port: UInt16, limit: Duration) -> Bool {
        guard let descriptor = try? openSocket() else { return false }
        defer { close(descriptor) }
        Descriptors.setNonBlocking(descriptor)
        var address = loopback(port: port)
        let status = withSocketAddress(&address) { pointer in
            connect(descriptor, argument(pointer), socklen_t(MemoryLayout<sockaddr_in>.size))
        }
        if status == 0 { return true }
        guard errno == EINPROGRESS else { return false }
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        let milliseconds = limit.components.seconds * 1000 + limit.components.attoseconds / 1_000_000_000_000_000
        guard poll(&entry, 1, Int32(clamping: milliseconds)) == 1 else { return false }
        var error: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &length) == 0 && error == 0
    }

    private static func openSocket() throws(Diagnostic) -> Int32 {
        #if os(Linux)
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        #else
        let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        if descriptor >= 0 { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        #endif
        guard descriptor >= 0 else { throw .noPort() }
        return descriptor
    }

    private static func loopback(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr = in_addr(s_addr: UInt32(0x7f00_0001).bigEndian)
        return address
    }

    // glibc under `_GNU_SOURCE` declares the addresses as unions of pointers, everybody else as plain pointers.
    #if canImport(Glibc)
    private static func argument(_ pointer: UnsafeMutablePointer<sockaddr>) -> __CONST_SOCKADDR_ARG {
        __CONST_SOCKADDR_ARG(__sockaddr__: pointer)
    }

    private static func result(_ pointer: UnsafeMutablePointer<sockaddr>) -> __SOCKADDR_ARG {
        __SOCKADDR_ARG(__sockaddr__: pointer)
    }
    #else
    private static func argument(_ pointer: UnsafeMutablePointer<sockaddr>) -> UnsafeMutablePointer<sockaddr> {
        pointer
    }

    private static func result(_ pointer: UnsafeMutablePointer<sockaddr>) -> UnsafeMutablePointer<sockaddr> {
        pointer
    }
    #endif

    private static func withSocketAddress(
        _ address: inout sockaddr_in, _ body: (UnsafeMutablePointer<sockaddr>) -> Int32
    ) -> Int32 {
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1, body)
        }
    }
}

extension Diagnostic {
    fileprivate static func noPort() -> Diagnostic {
        .error(
            "no-port", "cannot get a port on 127.0.0.1: \(SystemError.last.text)",
            remedy: "check that the loopback interface is up and that ports are free")
    }
}
