import Support
import Testing
import Topology
import Workspace

@testable import Bundles

@Suite struct GoRecognitionTests {
    private let framework: any KnownFramework = GoHTTPFramework()

    private func match(_ files: [String: String]) -> FrameworkMatch? {
        framework.recognise(GoUnit.contents(["go.mod": GoShapes.module()].merging(files) { $1 }))
    }

    private func main(_ body: String, imports: [String] = ["\"net/http\"", "\"os\""], after: String = "") -> String {
        GoShapes.file(imports: imports, "func main() {\n\(body)}\n" + after)
    }

    @Test func `a program that listens is a backend, with a line for each fact`() throws {
        let found = try #require(match(["main.go": main("\thttp.ListenAndServe(\":8080\", nil)\n")]))
        #expect(found.type == .backend)
        #expect(found.start == "go run .")
        #expect(found.port == 8080)
        #expect(found.health == nil)
        let file = "apps/rates/main.go"
        #expect(
            found.evidence == [
                Evidence("framework", "net-http", at: FilePlace(file, line: 9)),
                Evidence("start", "go run .", at: FilePlace(file, line: 8)),
                Evidence("port", "8080", at: FilePlace(file, line: 9)),
            ])
    }

    @Test func `a client, a library, a test or a file that is left out serves nothing`() {
        let serving = main("\thttp.ListenAndServe(\":8080\", nil)\n")
        #expect(match(["main.go": main("\thttp.Get(\"http://x\")\n")]) == nil)
        #expect(match(["lib.go": serving.replacing("package main", with: "package rates")]) == nil)
        #expect(match(["main_test.go": serving]) == nil)
        #expect(match(["main.go": "//go:build ignore\n\n" + serving]) == nil)
        #expect(match(["examples/main.go": serving]) == nil)
        #expect(framework.recognise(GoUnit.contents(["main.go": serving])) == nil)
    }

    @Test func `of several programs the one that serves is taken, in a package that it imports too`() throws {
        let server = GoShapes.file(
            "server", imports: ["\"net/http\""],
            "func Run(addr string) error {\n\treturn (&http.Server{Addr: addr}).ListenAndServe()\n}\n")
        let found = try #require(
            match([
                "cmd/migrate/main.go": main("\tprintln()\n", imports: ["\"fmt\""]),
                "cmd/worker/main.go": main("\tprintln()\n", imports: ["\"fmt\""]),
                "cmd/gateway/main.go": main(
                    "\tserver.Run(\":9000\")\n", imports: ["\"example.com/rates/internal/server\""]),
                "internal/server/server.go": server,
            ]))
        #expect(found.start == "go run ./cmd/gateway")
        #expect(found.port == 9000)
    }

    @Test func `the Dockerfile says which of two serving programs it is`() throws {
        let serving = main("\thttp.ListenAndServe(\":8080\", nil)\n")
        let programs = ["cmd/server/main.go": serving, "cmd/edge/main.go": serving]
        #expect(match(programs)?.start == "go run ./cmd/server")
        let dockerfile = "FROM golang AS build\nRUN CGO_ENABLED=0 go build -o /edge ./cmd/edge\n"
        #expect(match(programs.merging(["Dockerfile": dockerfile]) { $1 })?.start == "go run ./cmd/edge")
    }

    @Test(
        arguments: [
            ("\thttp.ListenAndServe(\"0.0.0.0:9001\", nil)\n", 9001),
            (
                "\tport := os.Getenv(\"PORT\")\n\tif port == \"\" {\n\t\tport = \"9002\"\n\t}\n"
                    + "\thttp.ListenAndServe(\":\"+port, nil)\n", 9002
            ),
            (
                "\taddr := flag.String(\"addr\", \":9003\", \"where\")\n\tflag.Parse()\n"
                    + "\thttp.ListenAndServe(*addr, nil)\n", 9003
            ),
            ("\thttp.ListenAndServe(fmt.Sprintf(\":%d\", defaultPort), nil)\n", 9004),
            ("\tsrv := &http.Server{Addr: \":\" + getenv(\"PORT\", \"9005\")}\n\tsrv.ListenAndServe()\n", 9005),
            ("\tcfg := load()\n\thttp.ListenAndServe(\":\"+cfg.Port, nil)\n", 9006),
            ("\tserve(\":9007\")\n", 9007),
            (
                "\tvar addr string\n\tflag.StringVar(&addr, \"addr\", \":9008\", \"where\")\n"
                    + "\thttp.ListenAndServe(addr, nil)\n", 9008
            ),
        ] as [(String, Int)])
    func `the port follows from literals, variables, flags, constants and fields`(_ body: String, _ port: Int) {
        let rest = """

            const defaultPort = 9004

            type config struct {
            \tPort string `env:"HTTP_PORT" envDefault:"9006"`
            }

            func load() config { return config{} }

            func serve(addr string) { http.ListenAndServe(addr, nil) }

            func getenv(name, fallback string) string {
            \tif value := os.Getenv(name); value != "" {
            \t\treturn value
            \t}
            \treturn fallback
            }

            """
        let source = main(
            body, after: rest.replacing("func serve", with: body.contains("serve(") ? "func serve" : "func unused"))
        #expect(match(["main.go": source])?.port == port)
    }

    @Test func `variables are read from the library, helpers and tags`() {
        let source = main(
            "\tgetenv(\"PORT\", \"8080\")\n\thttp.ListenAndServe(\":8080\", nil)\n\tos.LookupEnv(\"DEBUG\")\n",
            after: """

                type config struct {
                \tURL  string `json:"u" env:"DATABASE_URL,required"`
                \tSize int    `envconfig:"POOL_SIZE" default:"5"`
                }

                func getenv(name, fallback string) string {
                \tif value := os.Getenv(name); value != "" {
                \t\treturn value
                \t}
                \treturn fallback
                }

                """)
        let reads = framework.environmentReads(in: GoUnit.unit(["go.mod": GoShapes.module(), "main.go": source]))
        #expect(
            reads.map { "\($0.place.line ?? 0) \($0.name) \($0.defaultValue ?? "-")" } == [
                "9 PORT 8080", "11 DEBUG -", "15 DATABASE_URL -", "16 POOL_SIZE 5",
            ])
    }

    @Test(
        arguments: [
            ("\thttp.ListenAndServe(\":\"+os.Getenv(\"PORT\"), nil)\n", nil, ["PORT": "5000"], []),
            (
                "\thttp.ListenAndServe(os.Getenv(\"LISTEN_ADDR\"), nil)\n", nil,
                ["PORT": "5000", "LISTEN_ADDR": ":5000"], []
            ),
            (
                "\taddr := flag.String(\"addr\", \"127.0.0.1:80\", \"\")\n\thttp.ListenAndServe(*addr, nil)\n",
                "rates serve -addr :8080", ["PORT": "5000"], ["serve", "-addr=127.0.0.1:5000"]
            ),
            (
                "\tp := flag.Int(\"port\", 8080, \"\")\n\thttp.ListenAndServe(fmt.Sprintf(\":%d\", *p), nil)\n",
                "go run . serve", ["PORT": "5000"], ["serve", "-port=5000"]
            ),
        ] as [(String, String?, [String: String], [String])])
    func `the built program is told its port as its code reads it`(
        _ body: String, _ start: String?, _ environment: [String: String], _ arguments: [String]
    ) throws {
        let unit = GoUnit.unit(["go.mod": GoShapes.module(), "cmd/server/main.go": main(body)], start: start)
        let launch = try #require(framework.launch(of: unit, on: 5000))
        #expect(launch.executable == "./.infra-ws-bin")
        #expect(launch.workingDirectory == "apps/rates")
        #expect(launch.environment == environment)
        #expect(launch.arguments == arguments)
        #expect(launch.build?.arguments == ["build", "-o", ".infra-ws-bin", "./cmd/server"])
    }
}
