import Synchronization
package import Workspace

/// The JavaScript modules of one package that were taken apart, each once, however many frameworks ask for it.
package final class ParsedSources: Sendable {
    private let modules = Mutex<[String: JavaScriptModule]>([:])

    /// Makes an empty store.
    package init() {}

    /// The module at a path relative to the root, made on the first question; nil where there is nothing to read.
    package func module(_ path: String, _ make: () -> JavaScriptModule?) -> JavaScriptModule? {
        if let known = modules.withLock({ $0[path] }) { return known }
        guard let module = make() else { return nil }
        modules.withLock { $0[path] = module }
        return module
    }

    /// Lets go of everything: thousands of packages are looked at, and few are asked again.
    package func forget() {
        modules.withLock { $0.removeAll() }
    }
}
