import Synchronization
import Workspace

/// What was worked out from the sources of one package, each once, however many frameworks ask for it.
package final class ParsedSources: Sendable {
    private let values = Mutex<[String: any AnyObject & Sendable]>([:])

    /// Makes an empty store.
    package init() {}

    /// Answers from what is kept under a key, or works it out on the first question.
    ///
    /// - Parameters:
    ///   - key: What it is, with the path of the file; always asked for as the same type.
    ///   - make: Works it out; two that ask at once may both do so.
    /// - Returns: What is kept under the key.
    package func value<Value: Sendable>(_ key: String, _ make: () -> Value) -> Value {
        if let known = values.withLock({ $0[key] }) as? Kept<Value> { return known.value }
        let value = make()
        values.withLock { $0[key] = Kept(value) }
        return value
    }

    /// Lets go of everything: thousands of packages are looked at, and few are asked again.
    package func forget() {
        values.withLock { $0.removeAll() }
    }
}
