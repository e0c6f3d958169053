#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Threads of our own for calls that block.
///
/// The cooperative pool has one thread for each core: eight waits of one second take four seconds there with two
/// cores, and one second on a thread each.
enum BlockingThread {
    /// What a thread is started with.
    private final class Work: Sendable {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) {
            self.body = body
        }
    }

    /// Bytes of stack: parsers run on these threads too, and the default on macOS is 512 kB. Untouched pages are free.
    private static let stackSize = 8 << 20

    /// Takes over the work that a thread was started with, and does it with all signals blocked.
    fileprivate static func runWork(_ pointer: UnsafeMutableRawPointer) {
        var all = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_BLOCK, &all, nil)
        Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body()
    }

    /// Runs `body` on a new thread and returns at once.
    ///
    /// Signals are blocked there: SIGPIPE becomes the error EPIPE of a write, and the others belong to the main thread.
    /// Where the system grants no further thread, `body` runs before this returns.
    static func start(_ body: @escaping @Sendable () -> Void) {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        pthread_attr_setstacksize(&attributes, stackSize)
        let work = Unmanaged.passRetained(Work(body)).toOpaque()
        #if canImport(Darwin)
        var thread: pthread_t?
        #else
        var thread = pthread_t()
        #endif
        guard pthread_create(&thread, &attributes, runBlockingWork, work) != 0 else { return }
        Unmanaged<Work>.fromOpaque(work).release()
        body()
    }
}

#if canImport(Darwin)
/// The entry of the new thread, with the type that macOS declares.
private func runBlockingWork(_ pointer: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    BlockingThread.runWork(pointer)
    return nil
}
#else
/// The entry of the new thread, with the type that Linux declares.
private func runBlockingWork(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let pointer { BlockingThread.runWork(pointer) }
    return nil
}
#endif

/// Runs a closure that blocks (file work, waiting) on a thread of its own and awaits its answer.
///
/// The closure is not interrupted by cancellation; it ends when it ends.
package func runBlocking<Value: Sendable, Failure: Error>(
    _ body: @escaping @Sendable () throws(Failure) -> Value
) async throws(Failure) -> Value {
    let result: Result<Value, Failure> = await withCheckedContinuation { continuation in
        BlockingThread.start { continuation.resume(returning: Result { () throws(Failure) in try body() }) }
    }
    return try result.get()
}
