#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Ignores a signal in this process.
func ignoreSignal(_ number: Int32) {
    signal(number, SIG_IGN)
}

/// Turns SIGINT, SIGTERM and SIGHUP into values that a task can await.
package enum SignalWatch {
    /// Begins to watch. Called once, first thing in `main`, before there is a second thread: the signals are blocked in
    /// this thread and in all that come from it, and one thread of ours takes them.
    ///
    /// A signal that is ignored already (SIGHUP under `nohup`) stays so. SIGPIPE is ignored from here on: a closed pipe
    /// is the error EPIPE of a write.
    ///
    /// - Returns: The numbers of the signals that arrive. It never ends.
    package static func begin() -> AsyncStream<Int32> {
        ignoreSignal(SIGPIPE)
        var watched = sigset_t()
        sigemptyset(&watched)
        for number in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(number) { sigaddset(&watched, number) }
        pthread_sigmask(SIG_BLOCK, &watched, nil)
        let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
        let signals = watched
        BlockingThread.start {
            var signals = signals
            while true {
                var number: Int32 = 0
                guard sigwait(&signals, &number) == 0 else { return }
                continuation.yield(number)
            }
        }
        return stream
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(number, nil, &action) == 0 else { return false }
        #if canImport(Darwin)
        let handler = unsafeBitCast(action.__sigaction_u.__sa_handler, to: Int.self)
        #else
        let handler = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
        #endif
        return handler == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
