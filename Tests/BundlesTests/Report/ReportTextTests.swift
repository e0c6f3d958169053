import Bundles
import Support
import Testing
import Workspace

/// The reports have the form of the command's description, line for line.
@Suite struct ReportTextTests {
    @Test func `a monorepo has one block for each package`() throws {
        try expectSnapshot(ReportText(Self.monorepo).render(), named: "monorepo")
    }

    @Test func `a single repository has one list`() throws {
        try expectSnapshot(ReportText(Self.single).render(), named: "single")
    }

    @Test func `a mixed result tells a stranger what to do`() throws {
        var report = Self.monorepo
        report.units[0].checks[1] = Check(
            "GET /health with api-postgresql stopped", expected: "503, \"database\": \"down\"",
            observed: "200 {\"status\": \"healthy\"}", verdict: .failed,
            cause: "the endpoint does not notice that api-postgresql is down (apps/api/app/health.py:14)",
            log: ["INFO: 127.0.0.1 - \"GET /health HTTP/1.1\" 200 OK"])
        report.units[0].attempts = [
            Attempt(
                approach: "the connection that the code has", number: 1, cause: "the endpoint does not notice",
                remedy: "next approach: a connection of its own")
        ]
        report.units[0].withheld = "--- a/apps/api/app/main.py\n+++ b/apps/api/app/main.py\n@@ -1 +1 @@\n-a\n+b\n"
        report.units[0].changes = []
        report.units[1].checks = [
            Check(
                "GET /", expected: "200", observed: "give its address: --url web=https://...",
                verdict: .notRun(.needsURL))
        ]
        try expectSnapshot(ReportText(report).render(), named: "mixed")
        #expect(report.hasFailed)
    }

    @Test func `a change that nothing could prove is a step for a person, with its diff`() {
        var report = Self.monorepo
        report.units[0].checks = [
            Check("install", expected: "installed", observed: "cargo is not there", verdict: .notRun(.needsTool))
        ]
        report.units[0].withheld = "--- a/apps/api/app/main.py\n+++ b/apps/api/app/main.py\n"
        report.units[0].changes = []
        let text = ReportText(report).render()
        #expect(text.contains("4. [apps/api] Try the change below for Health and apply it with `git apply`"), "\(text)")
        #expect(text.contains("Not written for apps/api (Health), because it was not tried:"), "\(text)")
    }

    @Test func `a validation that failed says how much, and who mends what`() {
        var report = Self.monorepo
        report.mode = .validate
        report.selected = nil
        report.units[0].changes = []
        report.units[0].checks[0].verdict = .failed
        let text = ReportText(report).render()
        #expect(text.contains("- Validated: Health bundle (1 of 4 checks failed)"), "\(text)")
        #expect(text.contains("`infra-ws run` mends what a file of the repository can hold"), "\(text)")
    }

    @Test func `what was not run is never counted as passed`() {
        var report = RunReport(mode: .validate, isMonorepo: true)
        var unit = UnitReport(name: "a", path: "a", bundle: .health, finding: Finding(.configured))
        unit.checks =
            NotRunReason.allCases.map { Check("x", expected: "y", observed: "z", verdict: .notRun($0)) }
            + [Check("x", expected: "y", observed: "y", verdict: .passed)]
        report.units = [unit]
        #expect(
            report.tally == """
                1 passed, 0 failed, 7 not run (1 needs-credential, 1 needs-dashboard, 1 needs-sudo, 1 needs-url, \
                1 needs-network, 1 needs-tool, 1 skipped)
                """)
    }

    @Test func `text of a repository cannot steer the terminal`() {
        var report = Self.monorepo
        report.units[0].path = "apps/\u{1B}[2Japi"
        report.units[0].headline = "created\u{7}"
        #expect(!ReportText(report).render().contains { $0 == "\u{1B}" || $0 == "\u{7}" })
    }

    @Test func `the JSON form is versioned and has every unit under its bundle`() throws {
        try expectSnapshot(JSONText.encode(ReportJSON.value(of: Self.monorepo)), named: "monorepo-json")
    }

    // MARK: Reports

    private static let monorepo: RunReport = {
        var report = RunReport(mode: .run, isMonorepo: true)
        report.selected = .health
        var api = UnitReport(
            name: "api", path: "apps/api", bundle: .health, finding: Finding(.missing, lacking: ["endpoint"]))
        api.headline = "/health endpoint created (FastAPI)"
        api.configured = ["Coolify probe (HTTP, /health, 30s)"]
        api.changes = [ChangeReport(path: "apps/api/app/health.py", action: .created, why: "health endpoint /health")]
        api.checks = healthChecks
        api.requiredSetup = [
            "In Coolify dashboard, set health check path to /health", "Set health check interval to 30 seconds",
            "Enable \"Restart on unhealthy\" option",
        ]
        var web = UnitReport(
            name: "web", path: "apps/web", bundle: .health,
            finding: Finding(.notApplicable, reason: "Automatic (Vercel serverless)"))
        web.headline = "Automatic (Vercel serverless)"
        web.checks = [
            Check(
                "GET /", expected: "200", observed: "200", verdict: .passed, milliseconds: 120, short: "200 OK",
                phrase: "Endpoint returns 200")
        ]
        report.units = [api, web]
        report.leftOut = [LeftOutPackage(path: "packages/shared", reason: "library, not deployed")]
        report.isWritten = true
        return report
    }()

    private static let single: RunReport = {
        var report = RunReport(mode: .run, isMonorepo: false)
        report.selected = .health
        var unit = UnitReport(
            name: "shop", path: ".", bundle: .health, finding: Finding(.missing, lacking: ["endpoint"]))
        unit.headline = "/health endpoint created (FastAPI)"
        unit.configured = ["Coolify health probe (HTTP, /health, 30s interval)"]
        unit.changes = [ChangeReport(path: "src/api/health.py", action: .created, why: "health endpoint /health")]
        unit.checks = healthChecks
        unit.platformNotes = ["Coolify probe configured via UI (manual step documented)"]
        report.units = [unit]
        report.isWritten = true
        return report
    }()

    private static let healthChecks: [Check] = [
        Check(
            "GET /health", expected: "200", observed: "200", verdict: .passed, milliseconds: 45, short: "200 OK",
            phrase: "Endpoint returns 200"),
        Check(
            "GET /health: database", expected: "ok", observed: "ok", verdict: .passed, short: "DB pass",
            phrase: "DB check passes"),
        Check(
            "GET /health: cache", expected: "ok", observed: "ok", verdict: .passed, short: "cache pass",
            phrase: "cache check passes"),
    ]
}
