import Support
import Testing
import Topology
import Workspace

@testable import Bundles

/// The routers beside `net/http`: each is shown by a router that is made, in a program that serves.
@Suite struct GoRouterTests {
    /// A program with one of them.
    struct Program: Sendable, CustomTestStringConvertible {
        var framework: any KnownFramework
        var library: String
        var body: String
        var port: Int?
        var health: String?
        var registration: String?

        var testDescription: String { framework.id }

        var files: [String: String] {
            [
                "go.mod": GoShapes.module(),
                "main.go": GoShapes.file(
                    imports: ["\"database/sql\"", "\"net\"", "\"net/http\"", "", "\"\(library)\""],
                    "func main() {\n\tdb, _ := sql.Open(\"postgres\", \"\")\n" + body + "}\n"),
            ]
        }
    }

    static let programs: [Program] = [
        Program(
            framework: ChiFramework(), library: "github.com/go-chi/chi/v5",
            body: """
                \tr := chi.NewRouter()
                \tr.Use(logged)
                \tr.Route("/api", func(r chi.Router) {
                \t\tr.Get("/health", hello)
                \t})
                \tr.Get("/hello", hello)
                \thttp.ListenAndServe(":3000", r)

                """, port: 3000, health: "/api/health",
            registration: "\tr.HandleFunc(\"/api/health/ready\", newHealthHandler(db))"),
        Program(
            framework: GinFramework(), library: "github.com/gin-gonic/gin",
            body: """
                \tr := gin.Default()
                \tapi := r.Group("/api")
                \tapi.GET("/ping", hello)
                \tr.Run()

                """, port: 8080, health: "/api/ping",
            registration: "\tr.Any(\"/api/ping/ready\", gin.WrapF(newHealthHandler(db)))"),
        Program(
            framework: EchoFramework(), library: "github.com/labstack/echo/v4",
            body: """
                \te := echo.New()
                \te.GET("/hello", hello)
                \te.Logger.Fatal(e.Start(":1323"))

                """, port: 1323, health: nil,
            registration: "\te.Any(\"/health\", echo.WrapHandler(newHealthHandler(db)))"),
        Program(
            framework: FiberFramework(), library: "github.com/gofiber/fiber/v2",
            body: """
                \tapp := fiber.New()
                \tapp.Group("/v1").Get("/healthz", hello)
                \tapp.Listen(":3000")

                """, port: 3000, health: "/v1/healthz"),
        Program(
            framework: GorillaMuxFramework(), library: "github.com/gorilla/mux",
            body: """
                \tr := mux.NewRouter().StrictSlash(true)
                \tapi := r.PathPrefix("/api").Subrouter()
                \tapi.HandleFunc("/status", hello).Methods("GET")
                \tr.HandleFunc("/health", hello).Methods("POST")
                \thttp.ListenAndServe(":8000", r)

                """, port: 8000, health: "/api/status",
            registration: "\tr.HandleFunc(\"/api/status/ready\", newHealthHandler(db))"),
        Program(
            framework: GRPCGoFramework(), library: "google.golang.org/grpc",
            body: """
                \tlis, _ := net.Listen("tcp", ":50051")
                \ts := grpc.NewServer()
                \ts.Serve(lis)

                """, port: 50051),
    ]

    @Test(arguments: programs)
    func `a router that is made in a program that serves shows the library`(_ program: Program) throws {
        let found = try #require(program.framework.recognise(GoUnit.contents(program.files)))
        #expect(found.port == program.port)
        #expect(found.health?.path == program.health)
        #expect(found.start == "go run .")
        #expect(found.confidence > GoHTTPFramework().confidence)
        #expect(found.evidence.first?.value == program.framework.id)
        #expect(Catalogue.standard.framework(program.framework.id) != nil)
    }

    @Test(arguments: programs)
    func `importing the library for something else does not`(_ program: Program) {
        var files = program.files
        files["main.go"] = GoShapes.file(
            imports: ["\"net/http\"", "\"\(program.library)\""],
            "func main() {\n\thttp.ListenAndServe(\":80\", nil)\n}\n")
        #expect(program.framework.recognise(GoUnit.contents(files)) == nil)
    }

    @Test(arguments: programs)
    func `the endpoint is registered in the words of the router`(_ program: Program) throws {
        let unit = GoUnit.unit(program.files, engines: ["postgresql"])
        let approaches = program.framework.healthApproaches(for: unit)
        guard let registration = program.registration else {
            #expect(approaches.isEmpty)
            return
        }
        let edits = try program.framework.planHealth(
            HealthRequest(
                unit: unit, existing: program.framework.healthInCode(of: unit),
                components: HealthComponents.of(unit), approach: try #require(approaches.first)))
        let files = GoUnit.applying(edits.changes, to: program.files)
        let lines = try #require(files["main.go"]).split(separator: "\n").map(String.init)
        #expect(lines.contains(registration))
        // chi wants its middleware before its routes.
        let first = lines.firstIndex { $0.hasPrefix("\tr.Use") } ?? 0
        #expect(try #require(lines.firstIndex(of: registration)) > first)
        let after = program.framework.healthInCode(of: GoUnit.unit(files, engines: ["postgresql"]))
        #expect(after.route?.path == edits.path)
        #expect(after.checks.count == 1)
    }

    @Test func `a router that another module of the repository makes is followed`() throws {
        let repository = RepositoryFiles([
            "apps/rates/go.mod": GoShapes.module()
                + "\nrequire example.com/common v0.0.0\n\nreplace example.com/common => ../common\n",
            "apps/rates/main.go": GoShapes.file(
                imports: ["\"example.com/common/server\""], "func main() {\n\tserver.Run(\":9100\")\n}\n"),
            "apps/common/go.mod": "module example.com/common\n\ngo 1.22\n",
            "apps/common/server/server.go": GoShapes.file(
                "server", imports: ["\"net/http\"", "\"github.com/go-chi/chi/v5\""],
                "func Run(addr string) {\n\thttp.ListenAndServe(addr, chi.NewRouter())\n}\n"),
        ])
        let found = try #require(ChiFramework().recognise(GoUnit.contents(of: repository, folder: "apps/rates")))
        #expect(found.port == 9100)
        #expect(ChiFramework().recognise(GoUnit.contents(of: repository, folder: "apps/common")) == nil)
    }
}
