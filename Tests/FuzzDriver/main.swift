import FuzzTargets
import Synchronization

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// `LLVMFuzzerTestOneInput` (llvm.org, "libFuzzer", "Fuzz Target").
private typealias OneInput = @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt

/// Runs libFuzzer as a function (llvm.org, "libFuzzer", "Using libFuzzer as a library").
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>, _ input: OneInput
) -> CInt

/// The target that the environment names.
private enum Chosen {
    static let target: FuzzTarget = {
        let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
        if let target = FuzzTarget.named(name) { return target }
        fatalError("FUZZ_TARGET must be one of \(FuzzTarget.all.map(\.name).joined(separator: " "))")
    }()
}

/// The answer of a check that has tasks of its own, for the thread that waits for it.
private final class Answer: Sendable {
    private let value = Mutex<String??>(nil)

    func set(_ complaint: String?) { value.withLock { $0 = .some(complaint) } }

    /// Waits without a time limit: libFuzzer's own ends a check that hangs.
    func wait() -> String? {
        while true {
            if let known = value.withLock({ $0 }) { return known }
            usleep(20)
        }
    }
}

private func check(_ bytes: [UInt8]) {
    let complaint: String?
    switch Chosen.target.check {
    case .direct(let check): complaint = check(bytes)
    case .suspending(let check):
        let answer = Answer()
        Task.detached { answer.set(await check(bytes)) }
        complaint = answer.wait()
    }
    if let complaint { fatalError(complaint) }
}

var count = CommandLine.argc
var arguments = CommandLine.unsafeArgv
if CommandLine.arguments.dropFirst() == ["--list"] {
    for target in FuzzTarget.all { print(target.name) }
    exit(0)
}
exit(
    runDriver(&count, &arguments) { start, count in
        check(Array(UnsafeBufferPointer(start: start, count: count)))
        return 0
    })
