import Support
import Testing
import Workspace

/// A report over a mixed result, as a stranger reads it: every line says what, where, and what to do.
@Suite(.serialized, .components("uv", "npm", "go", "redis-server"), .timeLimit(.minutes(10)))
struct MixedReportTests {
    @Test func `one unit passes, one fails, one is not run and a library is skipped, in text and as JSON`()
        async throws
    {
        try await withTemporaryFolder { folder in
            let storefront = try await FixtureRun.make("storefront", in: folder)
            let run = try await storefront.program("run", "--bundle", "health")
            #expect(run.status == .exited(0), "\(run.output)\(run.errors)")
            try storefront.replace(
                "async () => pool.query(\"SELECT 1\")", by: "async () => true", in: "apps/orders/src/health.js")
            try await storefront.commit("Break the check")

            let filters = [
                "--filter", "rates", "--filter", "orders", "--filter", "web", "--filter", "./packages/shared",
            ]
            let arguments = ["validate", "--bundle", "health"] + filters
            let text = try await storefront.program(arguments)
            #expect(text.status == .exited(1), "\(text.output)\(text.errors)")
            try expectSnapshot(Self.normalised(text.output), named: "mixed")

            let json = try await storefront.program(arguments + ["--format", "json"])
            #expect(json.status == .exited(1), "\(json.errors)")
            try expectMixed(try JSONParser.parse(json.standardOutput, path: "report").root)
        }
    }

    private func expectMixed(_ report: DocumentNode) throws {
        #expect(report["schema"]?.string == "infra-ws/report/1")
        let bundles = report["bundles"]?.elements ?? []
        let health = try #require(bundles.first { $0["name"]?.string == "health" })
        let verdicts = (health["packages"]?.elements ?? []).map {
            "\($0["path"]?.string ?? "?") \($0["verdict"]?.string ?? "?")"
        }
        #expect(verdicts == ["apps/orders failed", "apps/rates passed", "apps/web notRun"])
        let failed = (health["packages"]?.elements ?? []).flatMap { $0["checks"]?.elements ?? [] }
            .filter { $0["verdict"]?.string == "failed" }
        #expect(failed.allSatisfy { $0["cause"]?.string?.isEmpty == false })
        #expect(report["counts"]?["notRun"]?.integer == 1)
        #expect((report["leftOut"]?.elements ?? []).map { $0["path"]?.string } == ["packages/shared"])
    }

    /// Without what differs from run to run: milliseconds, the time of an answer, and the lines of the unit's log.
    private static func normalised(_ text: String) -> String {
        var lines: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("    | ") {
                if lines.last?.hasPrefix("    | ") != true { lines.append("    | (log)") }
                continue
            }
            lines.append(Self.withoutTimes(String(line)))
        }
        return lines.joined(separator: "\n")
    }

    private static func withoutTimes(_ line: String) -> String {
        let words = line.split(separator: " ", omittingEmptySubsequences: false).map { word in
            word.hasSuffix("ms)") ? "(Nms)" : String(word)
        }
        let text = words.joined(separator: " ")
        guard let start = text.firstRange(of: "\"timestamp\":\"") else { return text }
        return text[..<start.upperBound] + "TIME" + text[start.upperBound...].drop { $0 != "\"" }
    }
}
