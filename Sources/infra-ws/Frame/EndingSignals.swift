#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The signals that end a program: Ctrl-C, `kill`, and a terminal that was closed.
struct EndingSignals {
    private var set = sigset_t()

    /// Holds them back in this thread and in all that it starts, so that only `next()` sees them.
    ///
    /// One that was ignored when the program started, as below `nohup`, stays ignored.
    init() {
        sigemptyset(&set)
        for number in [SIGINT, SIGTERM, SIGHUP] where !EndingSignals.isIgnored(number) { sigaddset(&set, number) }
        pthread_sigmask(SIG_BLOCK, &set, nil)
    }

    /// Waits for the next one.
    mutating func next() -> Int32 {
        var number: Int32 = 0
        while sigwait(&set, &number) != 0 {}
        return number
    }

    /// Lets a write to a closed pipe fail rather than end the program.
    static func ignoreClosedPipes() {
        _ = signal(SIGPIPE, SIG_IGN)
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(number, nil, &action) == 0 else { return false }
        #if os(Linux)
        let handler = action.__sigaction_handler.sa_handler
        #else
        let handler = action.__sigaction_u.__sa_handler
        #endif
        return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}
