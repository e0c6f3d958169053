import Support
import Testing
import Workspace

/// The JSON of every command that has one: exactly one document, versioned by its `schema`, and standard error apart.
@Suite(.serialized, .timeLimit(.minutes(5))) struct JSONOutputTests {
    @Test(arguments: [
        (["topology"], "topology"), (["status"], "report"), (["explain", "api"], "explain"),
        (["explain", "./apps/*"], "explain"), (["triggers"], "triggers"),
        (["triggers", "--filter", "orders"], "triggers"),
        (["affected", "--files", "apps/api/app/main.py.list"], "affected"), (["run", "--dry-run"], "report"),
        (["validate", "--bundle", "health", "--filter", "web"], "report"),
        (["rehearse", "--bundle", "backup", "--filter", "web"], "report"),
    ])
    func `one document with its schema`(_ arguments: [String], _ schema: String) async throws {
        try await withTemporaryFolder { folder in
            let storefront = try await FixtureRun.make("storefront", in: folder)
            try write(["apps/api/app/main.py.list": "apps/api/app/main.py\n"], into: storefront.root)
            let done = try await storefront.program(arguments + ["--format", "json"])
            #expect(done.status == .exited(0), "\(done.output)\(done.errors)")
            let document = try JSONParser.parse(done.standardOutput, path: "output")
            #expect(document.root["schema"]?.string == "infra-ws/\(schema)/1")
            if schema == "report" { try expectReport(document.root) }
        }
    }

    /// What the contract names: per bundle, per package, a finding, changes, checks, attempts, setup and variables.
    private func expectReport(_ report: DocumentNode) throws {
        let bundles = report["bundles"]?.elements ?? []
        #expect(bundles.compactMap { $0["name"]?.string } == ["health", "security", "backup", "deploy"])
        let packages = bundles.flatMap { $0["packages"]?.elements ?? [] }
        #expect(!packages.isEmpty)
        for package in packages {
            #expect(package["finding"]?["state"]?.string != nil)
            for key in ["changes", "checks", "attempts", "requiredSetup", "variables"] {
                #expect(package[key]?.elements != nil, "\(key)")
            }
        }
    }
}
