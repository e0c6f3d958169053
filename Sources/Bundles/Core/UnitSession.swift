package import Workspace

/// A unit that runs, with instances of its components that belong to it alone.
package protocol UnitSession: Sendable {
    /// `http://127.0.0.1:PORT`, or the address given with `--url`, without a slash at the end.
    var address: String { get }
    /// Whether the unit was started here, so that its components can be stopped and its log read. False for `--url`.
    var isLocal: Bool { get }
    /// Asks a path of the unit.
    ///
    /// - Throws: `http/...` where no answer came within the limit.
    func get(_ path: String, headers: [(String, String)], interface: String?) async throws(Diagnostic) -> HTTPAnswer
    /// Stops the instance of a component and waits until it is down.
    ///
    /// - Returns: False where there is no instance to stop (a file database).
    func stop(component id: String) async throws(Diagnostic) -> Bool
    /// Starts a stopped instance again on the same port and waits until it answers.
    func start(component id: String) async throws(Diagnostic)
    /// Last lines of the unit's own log.
    func logTail(lines: Int) -> [String]
    /// Whether the unit still runs.
    var isRunning: Bool { get }
}
