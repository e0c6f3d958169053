import Support
import Testing
import Topology
import Workspace

@testable import Bundles

/// What is generated for Go, before its own tools: gofmt, vet, the compiler, and once a client.
@Suite(.enabled(if: ShellLine.finds("go"), "go is not installed")) struct GoHealthTests {
    private let framework: any KnownFramework = GoHTTPFramework()

    private func tool(_ words: [String], in folder: String, _ more: [String: String] = [:]) async throws -> ToolResult {
        let environment = UserEnvironment.current.merging(more) { $1 }
        return try await ProcessToolRunner().run(
            ToolCommand(
                words[0], Array(words.dropFirst()), in: folder, environment: environment, timeLimit: .seconds(600)))
    }

    /// Plans for the files of a unit and writes everything into a new folder.
    private func applied(
        _ files: [String: String], engines: [String], approach: Int = 0
    ) throws -> (tree: TemporaryTree, path: String) {
        let repository = RepositoryFiles(files)
        var node = PackageNode(name: "rates", path: ".", type: .backend, deploysIndependently: true)
        node.language = "go"
        let contents = PackageContents(
            path: ".", name: "rates", files: repository, claims: [], paths: repository.paths, dependencies: [:])
        let components = engines.map {
            SharedComponent(id: "rates-\($0)", kind: .database, engine: $0, usedBy: ["."])
        }
        let unit = DeployableUnit(package: node, contents: contents, components: components, isMonorepo: false)
        let edits = try framework.planHealth(
            HealthRequest(
                unit: unit, existing: framework.healthInCode(of: unit), components: HealthComponents.of(unit),
                approach: try #require(framework.healthApproaches(for: unit).dropFirst(approach).first)))
        let tree = try TemporaryTree()
        for (path, text) in files { try tree.write(path, text) }
        for change in edits.changes { try tree.write(change.path, String(decoding: change.new ?? [], as: UTF8.self)) }
        return (tree, edits.path)
    }

    private func check(_ tree: TemporaryTree) async throws {
        let formatted = try await tool(["gofmt", "-l", "."], in: tree.path)
        #expect(formatted.output == "" && formatted.isSuccess)
        let vetted = try await tool(["go", "vet", "./..."], in: tree.path)
        #expect(vetted.isSuccess, "\(vetted.errors)")
        let built = try await tool(["go", "build", "-o", "/dev/null", "./..."], in: tree.path)
        #expect(built.isSuccess, "\(built.errors)")
    }

    @Test(arguments: GoShapes.all)
    func `a planned endpoint is formatted, vetted and compiled`(_ shape: GoShapes.Shape) async throws {
        try await check(try applied(shape.files, engines: shape.engines).tree)
    }

    @Test(arguments: [0, 1])
    func `the endpoint of the storefront's rates compiles with its driver`(_ approach: Int) async throws {
        let folder = "fixtures/monorepos/storefront/apps/rates"
        var files: [String: String] = [:]
        for name in ["go.mod", "go.sum", "main.go", "rates.go"] {
            files[name] = String(decoding: try FileSystemAccess.read("\(folder)/\(name)"), as: UTF8.self)
        }
        try await check(try applied(files, engines: ["postgresql"], approach: approach).tree)
    }

    /// A driver whose database is a file: it answers while that is there.
    private let driver = """
        package main

        import (
        \t"context"
        \t"database/sql"
        \t"database/sql/driver"
        \t"errors"
        \t"os"
        )

        type fileDriver struct{ driver.Conn }

        func (d fileDriver) Open(string) (driver.Conn, error) { return d, nil }

        func (fileDriver) Ping(context.Context) error {
        \t_, err := os.Stat("up")
        \treturn err
        }

        func (fileDriver) Prepare(string) (driver.Stmt, error) { return nil, errors.New("no") }

        func init() { sql.Register("postgres", fileDriver{}) }

        """

    @Test(arguments: ["1.21", "1.22"])
    func `the endpoint says what is down, and refuses other methods`(_ version: String) async throws {
        var files = GoShapes.muxInMain.files
        files["go.mod"] = GoShapes.module(version)
        files["driver.go"] = driver
        files["main.go"] = files["main.go"]?.replacing("\":8080\"", with: "\"127.0.0.1:\"+os.Getenv(\"PORT\")")
        let (tree, path) = try applied(files, engines: ["postgresql"])
        let built = try await tool(["go", "build", "-o", "rates", "."], in: tree.path)
        #expect(built.isSuccess, "\(built.errors)")
        let port = try await PortProbe.freePort()
        let program = try await ProcessToolRunner().start(
            ToolCommand(
                "./rates", [], in: tree.path, environment: ["PORT": "\(port)"], timeLimit: .seconds(60)),
            logPath: tree.path + "/log")
        for _ in 0..<100 where !(await PortProbe.isOpen(port)) { try await Task.sleep(for: .milliseconds(50)) }
        let address = "http://127.0.0.1:\(port)\(path)"
        func answer(_ words: String...) async throws -> String {
            try await tool(["curl", "-s", "-w", "%{http_code} %header{cache-control}"] + words, in: "/").output
        }
        let down = try await answer(address)
        #expect(down.hasPrefix("{\"status\":\"unhealthy\",\"database\":\"down\",\"timestamp\":\""))
        #expect(down.hasSuffix("503 no-store"))
        try tree.write("up", "")
        let up = try await answer(address)
        #expect(up.hasPrefix("{\"status\":\"healthy\",\"database\":\"ok\",\"timestamp\":\""))
        #expect(up.hasSuffix("200 no-store"))
        #expect(try await answer("-I", address).contains("200 OK"))
        #expect(try await answer("-X", "POST", address).contains("405"))
        #expect(try await answer(address + "/live").hasPrefix("{\"status\":\"healthy\",\"timestamp\":\""))
        await program.stop(grace: .seconds(2))
    }
}
