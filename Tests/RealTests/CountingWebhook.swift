import Testing
import Workspace

/// A webhook on loopback that writes down each call: method, path and whether the token came with it.
struct CountingWebhook {
    /// The address that answers 200.
    let address: String
    private let tool: RunningTool
    private let record: String

    private static let program = """
        import http.server, sys
        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self):
                token = self.headers.get("Authorization", "-")
                with open(sys.argv[2], "a") as record:
                    record.write(f"{self.command} {self.path} {token}\\n")
                known = self.path.startswith("/deploy")
                self.send_response(200 if known else 404)
                self.send_header("Content-Length", "0")
                self.end_headers()
            do_GET = do_POST = do_HEAD = do_OPTIONS = answer
            def log_message(self, *words): pass
        http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
        """

    /// Starts it.
    static func start(in folder: String) async throws -> CountingWebhook {
        let port = try await PortProbe.freePort()
        let record = "\(folder)/calls"
        try FileSystemAccess.write([], to: record)
        try FileSystemAccess.write(Array(program.utf8), to: "\(folder)/webhook.py")
        let tool = try await ProcessToolRunner().start(
            ToolCommand(
                "python3", ["\(folder)/webhook.py", "\(port)", record], in: folder,
                environment: UserEnvironment.current, timeLimit: .seconds(3600)),
            logPath: "\(folder)/webhook.log")
        try #require(await PortProbe.waitUntilOpen(port, limit: .seconds(20)))
        return CountingWebhook(address: "http://127.0.0.1:\(port)/deploy", tool: tool, record: record)
    }

    /// The calls so far, such as `POST /deploy Bearer x`.
    func calls() throws -> [String] {
        String(decoding: try FileSystemAccess.read(record), as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// Ends it.
    func stop() async { await tool.stop() }
}
