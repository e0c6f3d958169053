import Synchronization
import Workspace

@testable import infra_ws

/// Keeps what is written.
final class MemorySink: ByteSink {
    private let bytes = Mutex<[UInt8]>([])
    private let failure: Diagnostic?

    /// Makes an empty one that takes everything, or one that fails always.
    init(failing failure: Diagnostic? = nil) {
        self.failure = failure
    }

    /// Everything so far.
    var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }

    /// Keeps bytes.
    func write(_ bytes: [UInt8]) throws(Diagnostic) {
        if let failure { throw failure }
        self.bytes.withLock { $0 += bytes }
    }
}
