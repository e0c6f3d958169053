import Workspace

/// A unit that was started in the private copy.
struct LocalUnitSession: UnitSession {
    let address: String
    let tool: RunningTool
    let instances: ComponentInstances
    let http: HTTPClient
    let started: StartedUnit?

    /// It runs on this machine.
    var isLocal: Bool { true }
    var isRunning: Bool { tool.isRunning }

    func get(_ path: String, headers: [HTTPHeader], interface: String?) async throws(Diagnostic) -> HTTPAnswer {
        try await http.send(HTTPRequest("GET", address + path, headers: headers, interface: interface))
    }

    func statuses(
        of path: String, headers: [HTTPHeader], interface: String?, count: Int
    ) async throws(Diagnostic) -> [Int] {
        try await http.statuses(
            of: HTTPRequest("GET", address + path, headers: headers, interface: interface), count: count)
    }

    func stop(component id: String) async throws(Diagnostic) -> Bool {
        try await instances.stop(id)
    }

    func start(component id: String) async throws(Diagnostic) {
        try await instances.restart(id)
    }

    func logTail(lines: Int) -> [String] {
        tool.logTail(lines: lines).split(separator: "\n").map(String.init)
    }

    func close() async {
        await tool.stop(grace: .seconds(3))
        await instances.close()
    }
}
