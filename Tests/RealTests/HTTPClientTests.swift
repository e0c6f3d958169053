import Support
import Testing

@testable import Workspace

/// curl against a server of a few lines of Python, where there is one.
@Suite struct HTTPClientTests {
    private static let server = """
        import http.server, sys
        class H(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            count = 0
            def answer(self):
                H.count += 1
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                text = (self.command + " " + self.path + " " + (self.headers.get("X-Token") or "-") + " ").encode() + body
                self.send_response(429 if self.path == "/burst" and H.count > 3 else 200)
                self.send_header("Content-Length", str(len(text)))
                self.send_header("X-Name", "a: b")
                self.end_headers()
                if self.command != "HEAD": self.wfile.write(text)
            do_GET = do_POST = do_HEAD = answer
            def log_message(self, *a): pass
        s = http.server.ThreadingHTTPServer(("127.0.0.1", 0), H)
        print(s.server_port, flush=True)
        s.serve_forever()
        """

    @Test(.enabled(if: ToolLocator(searchPath: UserEnvironment.current["PATH"] ?? "").path(of: "python3") != nil))
    func `requests arrive whole, answers come back whole, and no proxy is asked`() async throws {
        let runner = ProcessToolRunner()
        var variables = UserEnvironment.current
        variables["http_proxy"] = "http://127.0.0.1:1"
        let client = HTTPClient(runner: runner, variables: variables)
        try await withTemporaryFolder { folder in
            let tool = try await runner.start(
                ToolCommand("python3", ["-c", Self.server], in: folder, environment: UserEnvironment.current),
                logPath: "\(folder)/log")
            var port = ""
            while port.isEmpty, tool.isRunning {
                try await Task.sleep(for: .milliseconds(20))
                port = tool.logTail(lines: 1)
            }
            let address = "http://127.0.0.1:\(port)"
            #expect(await PortProbe.waitUntilOpen(Int(port) ?? 0, limit: .seconds(5), while: { tool.isRunning }))
            let answer = try await client.get("\(address)/[a]{b}?x=1", headers: [HTTPHeader("X-Token", "s\"e\\c")])
            #expect(answer.status == 200)
            #expect(answer.text == "GET /[a]{b}?x=1 s\"e\\c ")
            #expect(answer.header("x-name") == "a: b")
            #expect(answer.seconds > 0)
            let posted = try await client.send(HTTPRequest("POST", address, body: "@file\n\"x\""))
            #expect(posted.text == "POST / - @file\n\"x\"")
            #expect(try await client.send(HTTPRequest("HEAD", address)).body.isEmpty)
            let codes = try await client.statuses(of: HTTPRequest("GET", "\(address)/burst"), count: 5)
            #expect(codes.count == 5)
            #expect(codes.last == 429)
            await tool.stop()
            let refused = await #expect(throws: Diagnostic.self) { try await client.get(address) }
            #expect(refused?.code == "http-refused")
        }
    }
}
