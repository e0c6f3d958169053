import Testing
import Topology

@Suite struct SourceRoleTests {
    @Test(arguments: [
        ("src/index.ts", false), ("src/index.test.ts", true), ("src/index.d.ts", true), ("tests/app.py", true),
        ("app/test_main.py", true), ("app/latest_main.py", false), ("conftest.py", true), ("rates_test.go", true),
        ("src/attest.ts", false), ("migrations/1.sql", true), ("a", false), ("", false),
        ("x/node_modules/y/i.js", true),
    ])
    func `what says nothing about production is known by its folder or its name`(_ path: String, _ isAside: Bool) {
        #expect(SourceRole.isAside(path) == isAside)
    }
}
