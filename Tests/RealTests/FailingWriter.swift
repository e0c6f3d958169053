import Synchronization
import Workspace

/// A disk on which one step fails: once, as when it is full, or with everything after it, as when the power goes.
final class FailingWriter: FileWriting {
    /// What happens at the step.
    enum Failure: Sendable {
        /// This step fails, later ones do not.
        case once
        /// This step and all after it do nothing.
        case powerLoss
        /// This step writes half of its bytes, and all after it do nothing.
        case powerLossInTheMiddle
    }

    private let inner = SystemFileWriter(waitsForDisk: false)
    private let step: Int
    private let failure: Failure
    private let taken = Mutex(0)

    init(failingAt step: Int, _ failure: Failure) {
        self.step = step
        self.failure = failure
    }

    /// How many steps were asked for.
    var count: Int { taken.withLock { $0 } }

    private static let noSpace = Diagnostic.error("test/no-space", "No space left on device")

    /// Counts a step; throws where it is the one that fails. Returns whether half of it is still to be done.
    private func next() throws(Diagnostic) -> Bool {
        let number = taken.withLock { count in
            defer { count += 1 }
            return count
        }
        if number < step { return false }
        if number == step, failure == .powerLossInTheMiddle { return true }
        if number == step || failure != .once { throw Self.noSpace }
        return false
    }

    func createFile(
        _ path: String, in root: String, bytes: [UInt8], attributes: NewFileAttributes
    ) throws(Diagnostic) {
        let isHalf = try next()
        let part = isHalf ? Array(bytes.prefix(bytes.count / 2)) : bytes
        try inner.createFile(path, in: root, bytes: part, attributes: attributes)
        if isHalf { throw Self.noSpace }
    }

    func rename(_ path: String, to newPath: String, in root: String) throws(Diagnostic) {
        if try next() { throw Self.noSpace }
        try inner.rename(path, to: newPath, in: root)
    }

    func place(_ path: String, at newPath: String, in root: String) throws(Diagnostic) {
        if try next() { throw Self.noSpace }
        try inner.place(path, at: newPath, in: root)
    }

    func removeFile(_ path: String, in root: String) throws(Diagnostic) {
        if try next() { throw Self.noSpace }
        try inner.removeFile(path, in: root)
    }

    func makeFolder(_ path: String, in root: String, mode: UInt32) throws(Diagnostic) {
        if try next() { throw Self.noSpace }
        try inner.makeFolder(path, in: root, mode: mode)
    }

    func removeFolder(_ path: String, in root: String) throws(Diagnostic) {
        if try next() { throw Self.noSpace }
        try inner.removeFolder(path, in: root)
    }

    func removeTree(_ path: String, in root: String) throws(Diagnostic) {
        if try next() { throw Self.noSpace }
        try inner.removeTree(path, in: root)
    }

    func syncFolder(_ path: String, in root: String) throws(Diagnostic) {
        if try next() { throw Self.noSpace }
        try inner.syncFolder(path, in: root)
    }
}
