import Testing
import Workspace

@Suite struct NearestNamesTests {
    @Test(arguments: [
        ("topolgy", ["topology"]), ("TOPOLOGY", ["topology"]), ("tpoology", ["topology"]), ("rnu", ["run"]),
        ("rn", ["run"]), ("r", []), ("frobnicate", []), ("", []), ("statsu", ["status"]),
    ])
    func `a mistyped name finds the one that was meant, and nothing finds nothing`(_ name: String, _ nearest: [String])
    {
        #expect(NearestNames.to(name, among: ["run", "topology", "status", "validate"]) == nearest)
    }

    @Test func `the nearest comes first and equals come in alphabetical order`() {
        let known = ["apps/web2", "apps/web1", "apps/webs22", "apps/web1"]
        #expect(NearestNames.to("apps/web", among: known, limit: 3) == ["apps/web1", "apps/web2", "apps/webs22"])
        #expect(NearestNames.to("apps/web", among: known, limit: 1) == ["apps/web1"])
    }
}
