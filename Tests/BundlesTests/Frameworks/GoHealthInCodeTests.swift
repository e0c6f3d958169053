import Support
import Testing
import Topology
import Workspace

@testable import Bundles

@Suite struct GoHealthInCodeTests {
    private let framework: any KnownFramework = GoHTTPFramework()

    private func health(_ files: [String: String], engines: [String] = []) -> HealthInCode {
        framework.healthInCode(of: GoUnit.unit(["go.mod": GoShapes.module()].merging(files) { $1 }, engines: engines))
    }

    private func main(_ body: String, imports: [String] = ["\"net/http\""], after: String = "") -> String {
        GoShapes.file(imports: imports, "func main() {\n\(body)\thttp.ListenAndServe(\":80\", nil)\n}\n" + after)
    }

    @Test(
        arguments: [
            ("\thttp.HandleFunc(\"/healthz\", health)\n", "/healthz"),
            ("\tmux := http.NewServeMux()\n\tmux.HandleFunc(\"GET /health\", health)\n", "/health"),
            ("\tmux := http.NewServeMux()\n\tmux.Handle(\"/readyz\", http.HandlerFunc(health))\n", "/readyz"),
            (
                "\tmux := http.NewServeMux()\n\tapi := http.NewServeMux()\n"
                    + "\tapi.HandleFunc(\"/health\", health)\n\tmux.Handle(\"/api/\", http.StripPrefix(\"/api\", api))\n",
                "/api/health"
            ),
            (
                "\tmux := http.NewServeMux()\n\tmux.Handle(\"/v1/\", http.StripPrefix(\"/v1\", logged(routes())))\n",
                "/v1/healthz"
            ),
            ("\tmux := http.NewServeMux()\n\tadd(mux)\n", "/ping"),
            ("\thttp.HandleFunc(base+\"/status\", health)\n", "/internal/status"),
            ("\thttp.HandleFunc(\"POST /health\", health)\n\thttp.HandleFunc(\"/health-report\", health)\n", nil),
        ] as [(String, String?)])
    func `the route is found with its prefix`(_ body: String, _ path: String?) {
        var rest = "\nconst base = \"/internal\"\n"
        if body.contains("routes()") {
            rest +=
                "\nfunc routes() http.Handler {\n\tm := http.NewServeMux()\n"
                + "\tm.HandleFunc(\"/healthz\", health)\n\treturn m\n}\n"
        }
        if body.contains("add(mux)") {
            rest += "\nfunc add(m *http.ServeMux) {\n\tm.HandleFunc(\"GET /ping\", health)\n}\n"
        }
        #expect(health(["main.go": main(body, after: rest)]).route?.path == path)
    }

    @Test func `checks are found behind the handler, two levels deep`() {
        let routes = GoShapes.file(
            "web", imports: ["\"database/sql\"", "\"net/http\"", "\"github.com/redis/go-redis/v9\""],
            """
            type Server struct {
            \tdb  *sql.DB
            \trdb *redis.Client
            }

            func (s *Server) Routes() http.Handler {
            \tmux := http.NewServeMux()
            \tmux.HandleFunc("GET /health", s.health)
            \treturn mux
            }

            func (s *Server) health(w http.ResponseWriter, r *http.Request) {
            \tif s.check(r.Context()) != nil {
            \t\tw.WriteHeader(503)
            \t}
            }

            func (s *Server) check(ctx context.Context) error {
            \tif err := s.rdb.Ping(ctx).Err(); err != nil {
            \t\treturn err
            \t}
            \treturn s.db.PingContext(ctx)
            }

            """)
        let code = health(
            [
                "main.go": main("\tweb.Run()\n", imports: ["\"net/http\"", "\"example.com/rates/web\""]),
                "web/routes.go": routes,
            ], engines: ["postgresql", "redis"])
        #expect(code.route == HealthRoute(path: "/health", place: FilePlace("apps/rates/web/routes.go", line: 16)))
        #expect(
            code.checks == [
                "rates-redis": FilePlace("apps/rates/web/routes.go", line: 27),
                "rates-postgresql": FilePlace("apps/rates/web/routes.go", line: 30),
            ])
    }

    @Test func `the route that checks most comes before the likelier name`() {
        let body = """
            \tdb, _ := sql.Open("postgres", "")
            \thttp.HandleFunc("/health", func(w http.ResponseWriter, r *http.Request) {})
            \thttp.HandleFunc("/health/ready", func(w http.ResponseWriter, r *http.Request) {
            \t\tdb.QueryRow("SELECT 1")
            \t})

            """
        let files = ["main.go": main(body, imports: ["\"database/sql\"", "\"net/http\""])]
        let code = health(files, engines: ["postgresql"])
        #expect(code.route?.path == "/health/ready")
        #expect(code.checks["rates-postgresql"]?.line == 12)
        #expect(
            framework.recognise(GoUnit.contents(files.merging(["go.mod": GoShapes.module()]) { $1 }))?.health?.path
                == "/health/ready")
    }
}
