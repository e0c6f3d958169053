import Testing

/// Programs of Go as people write them, each with a database, by name.
package enum GoShapes {
    /// A shape: its files, and the engines that it uses.
    package struct Shape: Sendable, CustomTestStringConvertible {
        /// Its name.
        package var name: String
        /// Files relative to the unit.
        package var files: [String: String]
        /// Engines of its components.
        package var engines: [String] = ["postgresql"]

        package var testDescription: String { name }
    }

    /// All of them.
    package static let all: [Shape] = [
        defaultMux, muxInMain, oldGo, routesElsewhere, serverStruct, commandAndInternal, packageVariable, takenNames,
        existingEndpoint,
    ]

    private static let open = """
        \tdb, err := sql.Open("postgres", os.Getenv("DATABASE_URL"))
        \tif err != nil {
        \t\tlog.Fatal(err)
        \t}

        """
    private static let imports: [String] = ["\"database/sql\"", "\"log\"", "\"net/http\"", "\"os\""]
    private static let hello = """

        func hello(db *sql.DB) http.HandlerFunc {
        \treturn func(w http.ResponseWriter, r *http.Request) {}
        }

        """

    /// See `name`.
    package static let defaultMux = Shape(
        name: "default-mux",
        files: [
            "go.mod": module(),
            "main.go": file(
                imports: imports,
                "func main() {\n" + open + """
                    \t// Routes.
                    \thttp.HandleFunc("/hello", hello(db))
                    \tlog.Fatal(http.ListenAndServe(":8080", nil))
                    }

                    """ + hello),
        ])

    /// See `name`.
    package static let muxInMain = Shape(
        name: "mux-in-main",
        files: [
            "go.mod": module(),
            "main.go": file(
                imports: imports,
                "func main() {\n" + open + """
                    \tmux := http.NewServeMux()
                    \tmux.HandleFunc("GET /hello", hello(db))
                    \tlog.Fatal(http.ListenAndServe(":8080", mux))
                    }

                    """ + hello),
        ])

    /// See `name`.
    package static let oldGo = Shape(
        name: "old-go",
        files: [
            "go.mod": module("1.21"),
            "main.go": file(
                imports: imports,
                """
                func main() {
                \tmux := http.NewServeMux()

                """ + open + """
                    \tmux.HandleFunc("/hello", hello(db))
                    \tlog.Fatal(http.ListenAndServe(":8080", mux))
                    }

                    """ + hello),
        ])

    /// See `name`.
    package static let routesElsewhere = Shape(
        name: "routes-elsewhere",
        files: [
            "go.mod": module(),
            "main.go": file(
                imports: imports,
                "func main() {\n" + open + """
                    \tlog.Fatal(http.ListenAndServe(":8080", newHandler(db)))
                    }

                    """),
            "routes.go": file(
                imports: ["\"database/sql\"", "\"net/http\""],
                """
                func newHandler(db *sql.DB) http.Handler {
                \tmux := http.NewServeMux()
                \taddRoutes(mux, db)
                \treturn mux
                }

                func addRoutes(mux *http.ServeMux, db *sql.DB) {
                \tmux.HandleFunc("GET /hello", hello(db))
                \tmux.Handle("/", http.NotFoundHandler())
                }

                """ + hello),
        ])

    /// See `name`.
    package static let serverStruct = Shape(
        name: "server-struct",
        files: [
            "go.mod": module(),
            "main.go": file(
                imports: imports,
                """
                type server struct {
                \tdb  *sql.DB
                \tmux *http.ServeMux
                }

                func (s *server) routes() {
                \ts.mux.HandleFunc("GET /hello", hello(s.db))
                }

                func main() {

                """ + open + """
                    \ts := &server{db: db, mux: http.NewServeMux()}
                    \ts.routes()
                    \tlog.Fatal(http.ListenAndServe(":8080", s.mux))
                    }

                    """ + hello),
        ])

    /// See `name`.
    package static let commandAndInternal = Shape(
        name: "cmd-and-internal",
        files: [
            "go.mod": module(),
            "cmd/migrate/main.go": file(imports: ["\"fmt\""], "func main() { fmt.Println() }\n"),
            "cmd/server/main.go": file(
                imports: ["\"database/sql\"", "\"log\"", "\"os\"", "", "\"example.com/rates/internal/web\""],
                "func main() {\n" + open + """
                    \tlog.Fatal(web.New(web.Config{DB: db}).Serve(":8080"))
                    }

                    """),
            "internal/web/web.go": file(
                "web", imports: ["\"database/sql\"", "\"net/http\""],
                """
                // Config is what the server needs.
                type Config struct {
                \tDB *sql.DB
                }

                // Server answers requests.
                type Server struct {
                \thandler http.Handler
                }

                // New makes a server.
                func New(cfg Config) *Server {
                \tmux := http.NewServeMux()
                \tmux.HandleFunc("GET /hello", hello(cfg.DB))
                \treturn &Server{handler: mux}
                }

                // Serve listens until it fails.
                func (s *Server) Serve(addr string) error {
                \treturn http.ListenAndServe(addr, s.handler)
                }

                """ + hello),
        ])

    /// See `name`.
    package static let packageVariable = Shape(
        name: "package-variable",
        files: [
            "go.mod": module(),
            "main.go": file(
                imports: ["\"log\"", "\"net/http\"", "\"os\"", "", "\"example.com/rates/database\""],
                """
                func main() {
                \tmux := http.NewServeMux()
                \tmux.HandleFunc("GET /hello", func(w http.ResponseWriter, r *http.Request) {
                \t\t_ = database.DB.QueryRowContext(r.Context(), "SELECT 2")
                \t})
                \tif err := database.Open(os.Getenv("DATABASE_URL")); err != nil {
                \t\tlog.Fatal(err)
                \t}
                \tlog.Fatal(http.ListenAndServe(":8080", mux))
                }

                """),
            "database/database.go": file(
                "database", imports: ["\"database/sql\""],
                """
                // DB is opened by Open.
                var DB *sql.DB

                // Open opens DB.
                func Open(address string) (err error) {
                \tDB, err = sql.Open("postgres", address)
                \treturn err
                }

                """),
        ])

    /// See `name`.
    package static let takenNames = Shape(
        name: "taken-names",
        files: [
            "go.mod": module(),
            "health.go": "package main\n\ntype healthCheck struct{}\n",
            "main.go": muxInMain.files["main.go"] ?? "",
        ])

    /// See `name`.
    package static let existingEndpoint = Shape(
        name: "existing-endpoint",
        files: [
            "go.mod": module(),
            "main.go": (muxInMain.files["main.go"] ?? "").replacing(
                "\tlog.Fatal(http.L",
                with: "\tmux.HandleFunc(\"GET /healthz\", func(w http.ResponseWriter, r *http.Request) {})\n"
                    + "\tlog.Fatal(http.L"),
        ])

    /// A `go.mod` for a version of Go.
    package static func module(_ version: String = "1.22", requiring modules: [String] = []) -> String {
        "module example.com/rates\n\ngo \(version)\n" + modules.map { "\nrequire \($0)\n" }.joined()
    }

    /// A Go file with these imports and this code below them.
    package static func file(_ package: String = "main", imports: [String], _ code: String) -> String {
        "package \(package)\n\nimport (\n" + imports.map { $0.isEmpty ? "\n" : "\t\($0)\n" }.joined() + ")\n\n" + code
    }
}
