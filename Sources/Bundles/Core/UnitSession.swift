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
    func get(_ path: String, headers: [HTTPHeader], interface: String?) async throws(Diagnostic) -> HTTPAnswer
    /// Asks a path many times in a row, as fast as the unit answers.
    ///
    /// - Returns: The status codes in order; 0 where there was no answer.
    /// - Throws: `http/...` where there was no answer at all.
    func statuses(
        of path: String, headers: [HTTPHeader], interface: String?, count: Int
    ) async throws(Diagnostic) -> [Int]
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
    /// What programs of the repository need that are run beside the unit; nil where it was not started here.
    var started: StartedUnit? { get }
    /// Ends the unit and its components and waits until they are gone.
    func close() async
}

extension UnitSession {
    /// None.
    package var started: StartedUnit? { nil }

    /// One after the other, each over a connection of its own.
    package func statuses(
        of path: String, headers: [HTTPHeader], interface: String?, count: Int
    ) async throws(Diagnostic) -> [Int] {
        var codes: [Int] = []
        for _ in 0..<count { codes.append(try await get(path, headers: headers, interface: interface).status) }
        return codes
    }
}

/// A unit that was started in the private copy, as programs see it that are run beside it, such as a backup script.
package struct StartedUnit: Sendable {
    /// Absolute path of the copy's files.
    package var tree: String
    /// Absolute path of a folder for what is temporary, inside the copy.
    package var temporary: String
    /// The environment that the unit was started with: connection strings of its own components among it.
    package var variables: [String: String]
    /// The environment of the user, of which a caller passes on only what it names.
    package var userVariables: [String: String]
    /// Starts programs.
    package var runner: any ToolRunner
    /// What was done outside this machine in this run; nil without `--live`: nothing may be done there.
    package var live: LiveActions?

    /// Describes a started unit.
    package init(
        tree: String, temporary: String, variables: [String: String], userVariables: [String: String],
        runner: any ToolRunner, live: LiveActions? = nil
    ) {
        self.live = live
        self.tree = tree
        self.temporary = temporary
        self.variables = variables
        self.userVariables = userVariables
        self.runner = runner
    }
}

/// What came of starting a unit.
package enum OpenedSession: Sendable {
    /// It runs and answers on its port.
    case ready(any UnitSession)
    /// It could not be started or reached: a failed check with cause and log, or one that was not run.
    case unavailable(Check)
}

/// Starts units in the private copy.
package protocol SessionOpener: Sendable {
    /// Installs a unit (once for all units that are installed together), starts an instance of each of its
    /// components, then the unit itself, and waits until it accepts connections.
    ///
    /// `overrides` are environment variables that a remedy adds to those that the opener chooses itself.
    func open(_ unit: DeployableUnit, in context: BundleContext, overrides: [String: String]) async -> OpenedSession
}
