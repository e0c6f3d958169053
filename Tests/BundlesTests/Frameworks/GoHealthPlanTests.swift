import Support
import Testing
import Topology
import Workspace

@testable import Bundles

@Suite struct GoHealthPlanTests {
    private let framework: any KnownFramework = GoHTTPFramework()

    private func edits(
        _ unit: DeployableUnit, approach: Int = 0, isRepair: Bool = false
    ) throws -> HealthEdits {
        let approaches = framework.healthApproaches(for: unit)
        return try framework.planHealth(
            HealthRequest(
                unit: unit, existing: framework.healthInCode(of: unit), components: HealthComponents.of(unit),
                approach: try #require(approaches.dropFirst(approach).first), isRepair: isRepair))
    }

    private func text(_ edits: HealthEdits) -> String {
        let parts = edits.changes.sorted { $0.path < $1.path }.map { change in
            let new = change.new.map { String(decoding: $0, as: UTF8.self) } ?? ""
            guard let original = change.original else { return "=== \(change.path)\n" + new }
            let old = String(decoding: original, as: UTF8.self)
            return "=== \(change.path)\n" + lineDifference(from: old, to: new) + "\n"
        }
        return "\(edits.path) in \(edits.file)\n" + parts.joined()
    }

    @Test(arguments: GoShapes.all)
    func `the plan is one file and the lines that register it`(_ shape: GoShapes.Shape) throws {
        let unit = GoUnit.unit(shape.files, engines: shape.engines)
        try expectSnapshot(text(try edits(unit)), named: shape.name)
    }

    @Test(arguments: GoShapes.all, [0, 1])
    func `what was added is found again, and adding it again changes nothing`(
        _ shape: GoShapes.Shape, _ approach: Int
    ) throws {
        var files = shape.files
        if approach == 1 {
            files["driver.go"] = "package main\n\nimport _ \"github.com/lib/pq\"\n"
            for name in ["cmd/server"] where files["\(name)/main.go"] != nil {
                files["\(name)/driver.go"] = files.removeValue(forKey: "driver.go")
            }
        }
        let before = GoUnit.unit(files, engines: shape.engines)
        let planned = try edits(before, approach: approach)
        let after = GoUnit.unit(GoUnit.applying(planned.changes, to: files), engines: shape.engines)
        let code = framework.healthInCode(of: after)
        #expect(code.route?.path == planned.path)
        #expect(Set(code.checks.keys) == Set(after.components.map(\.id)))
        #expect(try edits(after, approach: approach, isRepair: true).changes.isEmpty)
    }

    @Test func `a cache is asked beside the database, and without components nothing is asked`() throws {
        var files = GoShapes.muxInMain.files
        files["cache.go"] = GoShapes.file(
            imports: ["\"github.com/redis/go-redis/v9\""], "var rdb = redis.NewClient(&redis.Options{})\n")
        let both = GoUnit.unit(files, engines: ["postgresql", "redis"])
        try expectSnapshot(text(try edits(both)), named: "database-and-cache")
        try expectSnapshot(text(try edits(GoUnit.unit(files))), named: "nothing-to-ask")
    }

    @Test func `a broken generated file is brought back`() throws {
        let shape = GoShapes.serverStruct
        let planned = try edits(GoUnit.unit(shape.files, engines: shape.engines))
        var files = GoUnit.applying(planned.changes, to: shape.files)
        let whole = files["health.go"]
        files["health.go"] = whole?.replacing("PingContext(ctx)", with: "PingContext(nil)")
        let repair = try edits(GoUnit.unit(files, engines: shape.engines), isRepair: true)
        #expect(repair.changes.map(\.path) == ["apps/rates/health.go"])
        #expect(GoUnit.applying(repair.changes, to: files)["health.go"] == whole)
    }

    @Test func `where no connection is known, the endpoint opens one of its own`() throws {
        var files = GoShapes.muxInMain.files
        files["main.go"] = files["main.go"]?.replacing("db, err := sql.Open(", with: "db, err := store.Open(")
            .replacing("\"log\"", with: "\"log\"\n\t_ \"github.com/lib/pq\"").replacing(
                "func hello(db *sql.DB)", with: "func hello(db any)")
        let unit = GoUnit.unit(files, engines: ["postgresql"])
        #expect(throws: Diagnostic.self) { try edits(unit) }
        try expectSnapshot(text(try edits(unit, approach: 1)), named: "own-connection")
    }

    @Test func `a program without a router is left alone`() {
        let files = [
            "go.mod": GoShapes.module(),
            "main.go": GoShapes.file(
                imports: ["\"net/http\""], "func main() { http.ListenAndServe(\":80\", http.FileServer(nil)) }\n"),
        ]
        let error = #expect(throws: Diagnostic.self) { try edits(GoUnit.unit(files)) }
        #expect(error?.code == "health/no-router")
    }
}
