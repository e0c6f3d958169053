import Workspace

/// A web site on loopback that answers every path with 200.
struct LoopbackSite {
    /// `http://127.0.0.1:PORT`
    let address: String
    private let tool: RunningTool

    /// Starts it.
    static func start(in folder: String, port wanted: Int? = nil) async throws -> LoopbackSite {
        let free = try await PortProbe.freePort()
        let port = wanted ?? free
        try FileSystemAccess.write(Array("<!doctype html><title>storefront</title>".utf8), to: "\(folder)/index.html")
        let tool = try await ProcessToolRunner().start(
            ToolCommand(
                "python3", ["-m", "http.server", "--bind", "127.0.0.1", "\(port)"], in: folder,
                environment: UserEnvironment.current, timeLimit: .seconds(300)),
            logPath: "\(folder)/site.log")
        _ = await PortProbe.waitUntilOpen(port, limit: .seconds(20))
        return LoopbackSite(address: "http://127.0.0.1:\(port)", tool: tool)
    }

    /// Ends it.
    func stop() async { await tool.stop() }
}
