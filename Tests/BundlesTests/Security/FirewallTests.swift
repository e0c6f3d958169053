import Support
import Testing
import Topology
import Workspace

@testable import Bundles

@Suite struct FirewallTests {
    private func view(_ files: [String: String]) -> RepositoryView {
        RepositoryView(files: RepositoryFiles(files), packages: [], conventions: [])
    }

    private func provider(_ version: String) -> String {
        """
        terraform {
          required_providers {
            cloudflare = {
              source  = "cloudflare/cloudflare"
              version = "\(version)"
            }
          }
        }

        """
    }

    private func added(_ files: [String: String]) throws -> FileChange {
        let firewall = try #require(CloudflarePlatform().firewall(exempt: ["/health"], in: view(files)))
        guard case .addable(let change) = firewall.inFile else {
            throw Diagnostic.error("test", "nothing can be added: \(firewall.inFile)")
        }
        return change
    }

    private func text(_ change: FileChange) -> String { String(decoding: change.new ?? [], as: UTF8.self) }

    @Test func `without the provider only the dashboard holds the rules`() throws {
        let firewall = try #require(CloudflarePlatform().firewall(exempt: ["/health"], in: view([:])))
        #expect(firewall.inFile == .none)
        #expect(firewall.rules == "OWASP ruleset")
        #expect(firewall.steps.contains { $0.contains("OWASP Core Ruleset") })
    }

    @Test func `version 5 of the provider has attributes`() throws {
        let change = try added(["infra/main.tf": provider("~> 5.0")])
        #expect(change.path == "infra/waf.tf")
        try expectSnapshot(text(change), named: "version-5")
        #expect(throws: Never.self) { try HCLParser.parse(change.new ?? [], path: "waf.tf") }
    }

    @Test func `version 4 has blocks, and a zone of the folder is named`() throws {
        let zone = "resource \"cloudflare_zone\" \"main\" {\n  zone = \"example.com\"\n}\n"
        let change = try added(["main.tf": provider("~> 4.52") + zone])
        try expectSnapshot(text(change), named: "version-4")
        #expect(throws: Never.self) { try HCLParser.parse(change.new ?? [], path: "waf.tf") }
    }

    @Test func `what was added is found again, and a name that is taken is not`() throws {
        var files = ["infra/main.tf": provider("~> 5.0"), "infra/waf.tf": "# a person's\n"]
        let change = try added(files)
        #expect(change.path == "infra/waf-infra.tf")
        files[change.path] = text(change)
        let firewall = try #require(CloudflarePlatform().firewall(exempt: ["/health"], in: view(files)))
        guard case .present(let place) = firewall.inFile else {
            Issue.record("not found again: \(firewall.inFile)")
            return
        }
        #expect(place.path == "infra/waf-infra.tf")
    }

    @Test func `a zone that has a ruleset of the phase already gets no second one`() throws {
        let own = "resource \"cloudflare_ruleset\" \"waf\" {\n  phase = \"http_request_firewall_managed\"\n}\n"
        let firewall = try #require(
            CloudflarePlatform().firewall(exempt: [], in: view(["main.tf": provider("~> 5.0") + own])))
        #expect(firewall.inFile == .none)
    }

    @Test func `a path is quoted twice: for the rule and for HCL`() throws {
        let firewall = try #require(
            CloudflarePlatform().firewall(exempt: ["/${x}\"y"], in: view(["main.tf": provider("~> 5.0")])))
        guard case .addable(let change) = firewall.inFile else {
            Issue.record("nothing was added")
            return
        }
        #expect(text(change).contains(#"eq \"/$${x}\\\"y\""#))
        #expect(throws: Never.self) { try HCLParser.parse(change.new ?? [], path: "waf.tf") }
    }
}
