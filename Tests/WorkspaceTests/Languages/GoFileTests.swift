import Testing

@testable import Workspace

@Suite struct GoFileTests {
    private let source = """
        // Package main serves. http.HandleFunc("/in-a-comment", x)
        package main

        import (
        \t"log"
        \t"net/http"
        \t"os"

        \t_ "github.com/lib/pq"
        \tchi "github.com/go-chi/chi/v5"
        )

        var db *sql.DB

        var (
        \tversion = "1"
        \tcount, size int
        )

        type Server struct {
        \t*http.Server
        \tdb, replica *sql.DB `json:"db"`
        \tname string // a name
        }

        func (s *Server) health(w http.ResponseWriter, r *http.Request) {
        \tw.Write([]byte(`{"mux.HandleFunc(": 1}`))
        }

        func main() {
        \tmux := http.NewServeMux()
        \tmux.HandleFunc("GET /items/{id}", func(w http.ResponseWriter, r *http.Request) {
        \t\tif r.Method != "GET" {
        \t\t\treturn
        \t\t}
        \t})
        \tdb, err := sql.Open("postgres", os.Getenv("DATABASE_URL"))
        \tif err != nil {
        \t\tlog.Fatal(err)
        \t}
        \tquote := '"'
        \tport := cmp.Or(os.Getenv("PORT"), "8080")
        \tif v, ok := os.LookupEnv("DEBUG"); ok {
        \t\t_ = v
        \t}
        \tsrv := &http.Server{Addr: ":" + port, Handler: mux}
        \tlog.Fatal(srv.ListenAndServe())
        }

        """

    private func file(_ text: String) -> GoFile { GoFile(Array(text.utf8)) }

    @Test func `package, imports and main are read`() {
        let parsed = file(source)
        #expect(parsed.packageName == "main")
        #expect(
            parsed.imports.map { "\($0.line) \($0.local) \($0.path)" } == [
                "5 log log", "6 http net/http", "7 os os", "9 _ github.com/lib/pq", "10 chi github.com/go-chi/chi/v5",
            ])
        #expect(parsed.mainFunction?.line == 30)
        #expect(parsed.functions.map { "\($0.receiver ?? "-").\($0.name)" } == ["Server.health", "-.main"])
        #expect(file("package a\nimport \"github.com/go-chi/chi/v5\"").imports.first?.local == "chi")
    }

    @Test func `calls, routes and literals are found, not those in strings and comments`() {
        let parsed = file(source)
        let routes = parsed.calls(of: ["HandleFunc"], on: "mux")
        #expect(routes.map(\.firstString) == ["GET /items/{id}"])
        #expect(routes.first.flatMap(parsed.statement).map { parsed.text.line(of: $0.range.upperBound) } == 36)
        let server = parsed.literals.first { $0.type == "http.Server" }
        #expect(server?.elements.map(\.name) == ["Addr", "Handler"])
        #expect(server?.line == 46)
    }

    @Test func `assignments carry names, types and calls`() {
        let lines = file(source).assignments.map {
            "\($0.line) \($0.names.joined(separator: ",")) \($0.call?.callee ?? "-") \($0.function.map(String.init) ?? "-")"
        }
        #expect(
            lines == [
                "13 db - -", "16 version - -", "17 count,size - -", "31 mux http.NewServeMux 1",
                "37 db,err sql.Open 1", "41 quote - 1", "42 port cmp.Or 1", "43 v,ok os.LookupEnv 1", "44 _ - 1",
                "46 srv - 1",
            ])
        let types = file(source).assignments.prefix(3).map { item in item.type.map(file(source).text.string) }
        #expect(types == ["*sql.DB", nil, "int"])
    }

    @Test func `struct fields carry types and labels`() {
        let fields = file(source).structs.first?.fields.map { "\($0.line) \($0.name) \($0.type) \($0.label ?? "-")" }
        #expect(
            fields == [
                "21 Server *http.Server -", "22 db *sql.DB json:\"db\"", "22 replica *sql.DB json:\"db\"",
                "23 name string -",
            ])
    }

    @Test func `variables of the environment are found`() {
        let reads = file(source).environmentReads.map {
            "\($0.line) \($0.name) \($0.hasDefault) \($0.defaultValue ?? "-")"
        }
        #expect(reads == ["37 DATABASE_URL false -", "42 PORT true 8080", "43 DEBUG true -"])
    }

    @Test(arguments: [
        ("database/sql", 5), ("net/url", 7), ("strings", 8), ("github.com/a/b", 9), ("golang.org/x/time/rate", 11),
    ])
    func `an import goes to its place in the group`(_ path: String, _ line: Int) throws {
        let edit = try #require(file(source).importing(path))
        let changed = file(String(decoding: try TextEdit.apply([edit], to: Array(source.utf8)), as: UTF8.self))
        #expect(changed.imports.first { $0.path == path }?.line == line)
        #expect(changed.importing(path) == nil)
    }

    @Test(arguments: [
        ("package a\n\nfunc f() {}\n", "package a\n\nimport \"os\"\n\nfunc f() {}\n"),
        ("package a\n\nimport \"fmt\"\n", "package a\n\nimport \"fmt\"\nimport \"os\"\n"),
        ("package a\n\nimport (\n)\n", "package a\n\nimport (\n\t\"os\"\n)\n"),
        ("package a\r\nimport (\r\n\t\"fmt\"\r\n)\r\n", "package a\r\nimport (\r\n\t\"fmt\"\r\n\t\"os\"\r\n)\r\n"),
        ("package a", "package a\n\nimport \"os\"\n"),
    ])
    func `an import is added to other forms too`(_ before: String, _ after: String) throws {
        let edit = try #require(file(before).importing("os"))
        #expect(String(decoding: try TextEdit.apply([edit], to: Array(before.utf8)), as: UTF8.self) == after)
    }
}
