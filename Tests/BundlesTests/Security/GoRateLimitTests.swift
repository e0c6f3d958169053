import Support
import Testing
import Topology
import Workspace

@testable import Bundles

@Suite struct GoRateLimitTests {
    private let framework: any KnownFramework = GoHTTPFramework()

    private static let files: [String: String] = [
        "go.mod": "module example.com/rates\n\ngo 1.19\n",
        "main.go": """
        package main

        import (
        	"log"
        	"net/http"
        )

        func main() {
        	mux := http.NewServeMux()
        	mux.HandleFunc("/rates", rates)
        	server := &http.Server{Addr: ":8080", Handler: logged(mux)}
        	log.Fatal(server.ListenAndServe())
        }

        """,
    ]

    private func plan(
        _ files: [String: String], _ way: GoRateLimitFile.Way, client: ClientAddress = .socket
    ) throws(Diagnostic) -> RateLimitEdits {
        try framework.planRateLimit(
            RateLimitShapes.need(GoUnit.unit(files), client: client, source: "Fly.io"), approach: way.approach)
    }

    @Test(arguments: GoRateLimitFile.Way.allCases)
    func `the served handler is wrapped, and found again with its limit`(_ way: GoRateLimitFile.Way) throws {
        let edits = try plan(Self.files, way, client: way == .own ? .forwardedFor(hops: 1) : .header("Fly-Client-IP"))
        try expectSnapshot(RateLimitShapes.transcript(edits), named: way.rawValue)
        let after = GoUnit.applying(edits.changes, to: Self.files)
        let code = try #require(framework.rateLimitInCode(of: GoUnit.unit(after)))
        #expect(code.provider == way.provider)
        #expect(code.policy == .standard)
        #expect(code.path == "/rates")
        #expect(code.suspects[.neverLimits] == nil)
    }

    @Test func `a handler that is nil is the default one`() throws {
        var files = Self.files
        files["main.go"] =
            "package main\n\nimport \"net/http\"\n\nfunc main() {\n\thttp.HandleFunc(\"/\", home)\n\thttp.ListenAndServe(\":8080\", nil)\n}\n"
        let text = RateLimitShapes.text("apps/rates/main.go", in: try plan(files, .own))
        #expect(text.contains("http.ListenAndServe(\":8080\", limitRequests(http.DefaultServeMux))"))
    }

    @Test func `a limit that is not in front of the served handler is suspected`() throws {
        let after = GoUnit.applying(try plan(Self.files, .own).changes, to: Self.files)
        var moved = after
        moved["main.go"] = after["main.go"]?
            .replacing("limitRequests(logged(mux))", with: "logged(mux)")
            .replacing("(\"/rates\", rates)", with: "(\"/rates\", rates)\n\tmux.Handle(\"/other\", limitRequests(mux))")
        let code = try #require(framework.rateLimitInCode(of: GoUnit.unit(moved)))
        #expect(code.suspects[.neverLimits]?.place == FilePlace("apps/rates/main.go", line: 11))
    }

    @Test func `names that a person has taken are not taken again`() throws {
        var files = Self.files
        files["names.go"] = "package main\n\nfunc clientAddress() string { return \"\" }\n"
        #expect(
            performing: { try plan(files, .own) }, throws: { ($0 as? Diagnostic)?.code == "rate-limit/name-taken" })
    }
}
