import Synchronization

/// What `--live` does outside this machine, such as a deployment or a real backup: each once in a run, however often
/// the fix loop asks a unit again.
package final class LiveActions: Sendable {
    private let done = Mutex<[String: Check]>([:])

    /// Makes the record of one run.
    package init() {}

    /// Does something unless this run has done it, and gives what came of it.
    ///
    /// - Parameters:
    ///   - name: What it is, such as `deploy COOLIFY_WEBHOOK`.
    ///   - act: Does it.
    /// - Returns: The check of the first time.
    func once(_ name: String, _ act: () async -> Check) async -> Check {
        if let check = done.withLock({ $0[name] }) { return check }
        let check = await act()
        done.withLock { $0[name] = check }
        return check
    }
}
