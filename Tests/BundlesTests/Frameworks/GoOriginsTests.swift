import Testing

@testable import Bundles
@testable import Workspace

/// Following an expression costs in proportion to the program, not to the product of expression and program.
@Suite struct GoOriginsTests {
    /// How many entries are looked at for an expression that mentions `names` variables and fields, each several times.
    private func visits(names: Int, mentions: Int) throws -> Int {
        let listed = (0..<mentions).flatMap { _ in (0..<names).map { "cfg.Field\($0), local\($0)" } }
        let main = "package main\n\nfunc main() {\n\tcfg := load()\n\trun(\(listed.joined(separator: ", ")))\n}\n"
        let literals = (0..<names).map { "\t_ = Config{Field\($0): \"v\($0)\"}\n" }.joined()
        let others = (0..<8).map {
            ("other\($0).go", "package main\n\nvar local\($0) = \"l\"\n\nfunc other\($0)() {\n\(literals)}\n")
        }
        let files = RepositoryFiles(
            Dictionary(others + [("main.go", main), ("go.mod", "module a\n")], uniquingKeysWith: { $1 }))
        let program = GoProgram(
            module: try #require(GoModule(in: ".", files)), entry: try #require(GoPackage(in: ".", files)), files)
        let source = try #require(program.sources.first { $0.path == "main.go" })
        let call = try #require(source.file.calls.first { $0.callee == "run" })
        let whole = call.opener + 1..<call.tokens.upperBound - 1
        return GoOrigins(of: whole, in: source, program, GoEnvironment(program)).visits
    }

    @Test func `a name that is mentioned again costs nothing`() throws {
        let once = try visits(names: 40, mentions: 1)
        #expect(once > 40)
        #expect(try visits(names: 40, mentions: 20) == once)
    }

    @Test func `twice the names and twice the program cost twice as much`() throws {
        #expect(try visits(names: 80, mentions: 1) <= 2 * visits(names: 40, mentions: 1))
    }

    @Test func `the last name of a callee is what is called`() {
        let expected: [(callee: String, method: String)] = [
            ("get", "get"), ("app.get", "get"), ("a.b().get", "get"), (".a.b", "b"), ("a.", "a"), (".", "."), ("", ""),
        ]
        for (callee, method) in expected {
            let site = CallSite(
                callee: callee, isConstruction: false, arguments: [], tokens: 0..<0, opener: 0, range: 0..<0, line: 1)
            #expect(site.method == method, "\(callee)")
        }
    }
}
