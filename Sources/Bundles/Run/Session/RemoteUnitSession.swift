import Workspace

/// A unit that runs somewhere else, at the address that `--url` gave.
struct RemoteUnitSession: UnitSession {
    let address: String
    let http: HTTPClient

    /// Its components are out of reach.
    var isLocal: Bool { false }
    /// Somebody else's concern.
    var isRunning: Bool { true }

    func get(_ path: String, headers: [HTTPHeader], interface: String?) async throws(Diagnostic) -> HTTPAnswer {
        try await http.send(HTTPRequest("GET", address + path, headers: headers, interface: interface))
    }

    func statuses(
        of path: String, headers: [HTTPHeader], interface: String?, count: Int
    ) async throws(Diagnostic) -> [Int] {
        try await http.statuses(
            of: HTTPRequest("GET", address + path, headers: headers, interface: interface), count: count)
    }

    func stop(component id: String) async throws(Diagnostic) -> Bool { false }

    func start(component id: String) async throws(Diagnostic) {}

    func logTail(lines: Int) -> [String] { [] }

    func close() async {}
}
