#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The error number of a system call, with its text.
struct SystemError: Error, Sendable, Hashable {
    /// The value of `errno`.
    let number: Int32

    /// Keeps a number that a call returned.
    init(_ number: Int32) {
        self.number = number
    }

    /// The number that the last failed call of this thread left behind.
    static var last: SystemError { SystemError(errno) }

    /// The system's own words, such as `No space left on device`.
    var text: String {
        guard let text = strerror(number) else { return "error \(number)" }
        return String(cString: text)
    }

    /// What a person can do about it; absent where only the words help.
    private var remedy: String {
        switch number {
        case EACCES, EPERM: "check its owner and mode"
        case ENOENT: "check that it exists"
        case ENOSPC, EDQUOT: "free some space"
        case EROFS: "use a folder that can be written"
        case EMFILE, ENFILE: "raise the limit of open files (`ulimit -n`) or lower `--concurrency`"
        case ELOOP: "replace the link by what it points to"
        case ENAMETOOLONG: "use a shorter path"
        default: "check the path and try again"
        }
    }

    /// The diagnostic for a call that failed on a path: `cannot read `/a/b`: Permission denied`.
    ///
    /// - Parameters:
    ///   - verb: What was tried, such as `read`.
    ///   - path: What it was tried on.
    /// - Returns: An error with the code `file-system`.
    func diagnostic(_ verb: String, _ path: String) -> Diagnostic {
        .error("file-system", "cannot \(verb) `\(path)`: \(text)", remedy: remedy)
    }
}

/// Repeats a system call for as long as a signal interrupts it.
///
/// - Returns: What the call gave; -1 with `errno` set where it failed otherwise.
@inline(__always)
func uninterrupted<Value: SignedInteger>(_ call: () -> Value) -> Value {
    while true {
        let value = call()
        guard value == -1, errno == EINTR else { return value }
    }
}
