import Support
import Testing
import Workspace

@Suite struct ConventionsTests {
    private func read(_ text: String) -> Conventions { Conventions(Array(text.utf8)) }

    private func record(
        _ text: String, _ entries: [InfrastructureEntry], packageColumn: Bool = true,
        packageOf: (InfrastructureRow) -> String? = { _ in nil }
    ) throws -> String {
        let once = try read(text).bytes(recording: entries, packageColumn: packageColumn, packageOf: packageOf)
        let twice = try Conventions(once).bytes(recording: entries, packageColumn: packageColumn, packageOf: packageOf)
        #expect(String(decoding: once, as: UTF8.self) == String(decoding: twice, as: UTF8.self), "not the same twice")
        return String(decoding: once, as: UTF8.self)
    }

    private let health = InfrastructureEntry(
        InfrastructureRow(.health, package: "apps/api", provider: "Coolify", details: "/health, 30s interval"))

    @Test(arguments: [
        "## Infrastructure\n\n| Component | Provider | Details |\n|---|---|---|\n| CDN/DNS | Cloudflare | - |\n",
        "#### 3. Our infrastructure (prod)\n\n| Component | Provider | Details |\n|---|---|---|\n| CDN/DNS | Cloudflare | - |\n",
        "# A\n## Infrastructure\n### Table\n|details|COMPONENT|owner|provider|\n|-|-|-|-|\n|-|CDN/DNS|Jo|Cloudflare|",
        "Infrastructure\r\n---\r\n\r\nComponent | Provider | Details\r\n--- | --- | ---\r\nCDN/DNS | Cloudflare | -\r\n",
        "# Infrastructure\n\n| Tool | Use |\n|--|--|\n| a | b |\n\n| **Component** | *Package* | Provider | Details |\n"
            + "|--|--|--|--|\n| CDN/DNS | (shared) | Cloudflare | - |\n| | | | |\n",
    ])
    func `the table is found under any heading, in any column order`(_ text: String) {
        let rows = read(text).rows
        #expect(rows.map(\.component) == ["CDN/DNS"])
        #expect(rows.map(\.provider) == ["Cloudflare"])
        #expect(rows.map(\.details) == ["-"])
        #expect(rows.map(\.package) == [nil])
    }

    @Test(arguments: [
        "", "# A\n", "## Infrastructure\n\nnothing yet\n", "```\n## Infrastructure\n| Component |\n|---|\n| x |\n```\n",
    ])
    func `a file without the table has no rows`(_ text: String) {
        #expect(read(text).rows.isEmpty)
        #expect(read(text).table == nil)
    }

    @Test(
        arguments: [
            ("apps/api", "apps/api"), ("`apps/api`", "apps/api"), ("./apps/api/", "apps/api"), ("(shared)", nil),
            ("(Shared)", nil), ("-", nil), ("", nil), (".", "."), ("./", "."), ("api", "apps/api"),
            ("shared", "shared"),
        ] as [(String, String?)])
    func `a Package cell names a path`(_ cell: String, _ path: String?) {
        let text = "# Infrastructure\n| Component | Package |\n|--|--|\n| WAF | \(cell) |\n"
        #expect(Conventions(Array(text.utf8), packageNames: ["api": "apps/api"]).rows.map(\.package) == [path])
    }

    @Test func `a row knows its line`() {
        let rows = read("# Infrastructure\n\n| Component |\n|---|\n| WAF |\n| Health |\n").rows
        #expect(rows.map(\.place) == [FilePlace(Conventions.path, line: 5), FilePlace(Conventions.path, line: 6)])
    }

    @Test func `adding the Package column adds one cell to each row and nothing else`() throws {
        let text = """
            # C

            ## Infrastructure

            | Component | Provider | Details |
            |-----------|----------|---------|
            | CDN/DNS   | Cloudflare | -     |
            | Hosting | Coolify | 8GB \\| VPS |
            |Backup|R2|pg_dump|

            tail
            """
        let after = try record(text, []) { $0.kind == .hosting ? "apps/api" : nil }
        #expect(
            after == """
                # C

                ## Infrastructure

                | Component | Package | Provider | Details |
                |-----------|---------|----------|---------|
                | CDN/DNS   | (shared) | Cloudflare | -     |
                | Hosting | apps/api | Coolify | 8GB \\| VPS |
                |Backup| (shared) |R2|pg_dump|

                tail
                """)
    }

    @Test func `new rows take the order of the contract and a person's rows keep their place`() throws {
        let text = """
            ## Infrastructure

            | Component | Package | Owner | Provider | Details |
            |---|---|---|---|---|
            | Deploy | apps/web | Ann | Vercel | mine |
            | Hosting | apps/api | Bob | Coolify | Docker |
            | Pager | (shared) | Cy | x | y |

            """
        let added = [
            health, InfrastructureEntry(InfrastructureRow(.deploy, package: "apps/api", provider: "p", details: "d")),
            InfrastructureEntry(InfrastructureRow(.waf, provider: "Cloudflare", details: "OWASP ruleset: to do")),
            InfrastructureEntry(InfrastructureRow(.localDev, provider: "docker compose up -d", details: "api 8000")),
        ]
        #expect(
            try record(text, added) == """
                ## Infrastructure

                | Component | Package | Owner | Provider | Details |
                |---|---|---|---|---|
                | WAF | (shared) |  | Cloudflare | OWASP ruleset: to do |
                | Deploy | apps/api |  | p | d |
                | Deploy | apps/web | Ann | Vercel | mine |
                | Hosting | apps/api | Bob | Coolify | Docker |
                | Health | apps/api |  | Coolify | /health, 30s interval |
                | Local Dev | (shared) |  | docker compose up -d | api 8000 |
                | Pager | (shared) | Cy | x | y |

                """)
    }

    @Test func `a row that is there stays unless it is to be replaced, and then only two cells change`() throws {
        let text =
            "# Infrastructure\n| Component | Package | Provider | Details | Note |\n|-|-|-|-|-|\n| health check | `apps/api` | Fly |  | n |\n"
        #expect(try record(text, [health]) == text)
        var replacing = health
        replacing.rule = .replaceCells
        #expect(
            try record(text, [replacing])
                == text.replacing("| Fly |  |", with: "| Coolify | /health, 30s interval |"))
    }

    @Test func `two databases of one package keep apart`() throws {
        let entries = ["PostgreSQL 16", "MongoDB 7"].map {
            InfrastructureEntry(InfrastructureRow(.database, package: "apps/api", provider: $0, details: "-"))
        }
        let text = try record("# Infrastructure\n\n| Component | Package | Provider | Details |\n|-|-|-|-|\n", entries)
        #expect(
            text.hasSuffix("| Database | apps/api | MongoDB 7 | - |\n| Database | apps/api | PostgreSQL 16 | - |\n"))
    }

    @Test(
        arguments: [
            ("", "## Infrastructure\n\n[T]"), ("# A\n", "# A\n\n## Infrastructure\n\n[T]"),
            ("# A", "# A\n\n## Infrastructure\n\n[T]"), ("# A\n\n\n", "# A\n\n## Infrastructure\n\n[T]\n\n"),
            ("## Infrastructure\n", "## Infrastructure\n\n[T]"),
            ("## Infrastructure\nWords.\n## B\n", "## Infrastructure\nWords.\n\n[T]\n## B\n"),
            ("## Infrastructure\n\nWords.\n\n\n## B\n", "## Infrastructure\n\nWords.\n\n[T]\n\n## B\n"),
            ("# A\n\n```\nopen\n", "# A\n\n## Infrastructure\n\n[T]\n```\nopen\n"),
            ("```\nopen\n", "## Infrastructure\n\n[T]\n```\nopen\n"),
            ("# A\r\n", "# A\r\n\r\n## Infrastructure\r\n\r\n[T]"),
        ] as [(String, String)])
    func `a missing table is added where it belongs`(_ text: String, _ expected: String) throws {
        var table =
            "| Component | Provider | Details |\n|-----------|----------|---------|\n| Health | Coolify | /health, 30s interval |\n"
        if text.contains("\r\n") { table = table.replacing("\n", with: "\r\n") }
        #expect(try record(text, [health], packageColumn: false) == expected.replacing("[T]", with: table))
    }

    @Test func `line endings and a missing last newline are kept`() throws {
        let text = "# Infrastructure\r\n| Component | Provider | Details |\r\n|---|---|---|\r\n| WAF | Cloudflare | - |"
        let after = try record(text, [health])
        #expect(
            after == "# Infrastructure\r\n| Component | Package | Provider | Details |\r\n|---|---------|---|---|\r\n"
                + "| WAF | (shared) | Cloudflare | - |\r\n| Health | apps/api | Coolify | /health, 30s interval |")
    }

    @Test func `the Component column may be the last, with or without a pipe at the end`() throws {
        let text = "# Infrastructure\nProvider | Component\n---|---\nCloudflare | WAF\n"
        #expect(
            try record(text, [health])
                == "# Infrastructure\nProvider | Component | Package |\n---|---|---------\nCloudflare | WAF | (shared) |\n"
                + "| Coolify | Health | apps/api |\n")
    }

    @Test func `names of the repository cannot break the table`() throws {
        let names = ["a|b", "x\ny", "$(touch x)", "`c`", "-", "(shared)", "\u{1B}[2J", "all", "trailing\\", "*"]
        let entries = names.map {
            InfrastructureEntry(InfrastructureRow(.health, package: $0, provider: $0, details: $0))
        }
        let text = try record("# Infrastructure\n\n| Component | Package | Provider | Details |\n|-|-|-|-|\n", entries)
        #expect(read(text).rows.count == names.count)
        #expect(text.utf8.allSatisfy { $0 >= 0x20 || $0 == UInt8(ascii: "\n") })
    }

    @Test func `a new file holds the table and is recorded once`() throws {
        let entry = InfrastructureEntry(InfrastructureRow(.waf, provider: "Cloudflare", details: "-"))
        let bytes = Conventions.create(name: "store|front", entries: [health, entry], packageColumn: true)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.hasPrefix("# Conventions of store\\|front\n"))
        #expect(Conventions(bytes).rows.map(\.component) == ["WAF", "Health"])
        #expect(try record(text, [health, entry]) == text)
    }

    @Test func `any damaged file can be recorded into, once`() throws {
        let seed = Array(
            "# A\n\n## Infrastructure\n\n| Component | Provider | Details |\n|---|---|---|\n| WAF | Cloudflare | x |\n\n```\nb\n```\n## E\n"
                .utf8)
        let waf = InfrastructureEntry(InfrastructureRow(.waf, provider: "A", details: "B"), rule: .replaceCells)
        for bytes in Mutations(of: seed, count: 2000) {
            let once = try Conventions(bytes).bytes(recording: [health, waf], packageColumn: true)
            let twice = try Conventions(once).bytes(recording: [health, waf], packageColumn: true)
            try #require(once == twice, "not the same twice: \(String(decoding: bytes, as: UTF8.self))")
            try #require(Conventions(once).table != nil, "no table in: \(String(decoding: bytes, as: UTF8.self))")
        }
    }

    @Test(arguments: zip(InfrastructureComponent.allCases, InfrastructureComponent.allCases.indices))
    func `every component is known by the name that the table gives it`(
        _ component: InfrastructureComponent, _ rank: Int
    ) {
        #expect(InfrastructureComponent(matching: component.rawValue.uppercased()) == component)
        #expect(component.rank == rank)
    }
}
