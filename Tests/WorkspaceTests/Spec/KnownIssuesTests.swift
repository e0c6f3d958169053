import Support
import Testing
import Workspace

@Suite struct KnownIssuesTests {
    private func read(_ text: String) -> KnownIssues { KnownIssues(Array(text.utf8)) }

    private let file = """
        # Known issues

        ## Open
        - Health: not here

        ## Skipped Infra (manual)
        - Health (apps/api): behind the load balancer
        * **Rate Limit** (`web`) - done by the gateway
        1. WAF
          - an explanation: below
        - [ ] deploy bundle (@acme/orders) : by hand (see docs)
        - None

        ### Table
        | Bundle | Package | Reason |
        |---|---|---|
        | Backup | apps/rates | no data |
        | `api-postgresql` | - | - |

        ## Other
        - Deploy
        """

    @Test func `items come from lists and tables below the heading and from nowhere else`() {
        let items = read(file).items
        #expect(items.map(\.subject) == ["Health", "Rate Limit", "WAF", "deploy bundle", "Backup", "api-postgresql"])
        #expect(items.map(\.package) == ["apps/api", "web", nil, "@acme/orders", "apps/rates", nil])
        #expect(
            items.map(\.reason) == [
                "behind the load balancer", "done by the gateway", nil, "by hand (see docs)", "no data", nil,
            ])
        #expect(items.map(\.place.line) == [7, 8, 9, 11, 17, 18])
        #expect(read(file).summary == "Known issues loaded (6 infra items skipped)")
    }

    @Test func `line endings of Windows make no difference`() {
        let other = read(file.replacing("\n", with: "\r\n"))
        #expect(other.items == read(file).items)
    }

    @Test(arguments: ["", "# Known issues\n", "## Skipped Infra\n\nNone.\n", "## Skipped Infra\n- N/A\n- -\n"])
    func `a file without items skips nothing`(_ text: String) {
        #expect(read(text).items.isEmpty)
    }

    @Test(
        arguments: [
            (["health"], "api", "apps/api", true), (["Health"], "api", "apps/web", false),
            (["rate limiting", "Security"], "@acme/web", "apps/web", true),
            (["Rate Limit"], "website", "apps/website", false),
            (["WAF", "Security"], nil, nil, true), (["Security"], nil, nil, false),
            (["Deploy"], "@acme/orders", "o", true),
            (["Deploy"], "orders", "o", false), (["backup"], nil, "apps/rates", true),
            (["API-PostgreSQL"], nil, "x", true),
        ] as [([String], String?, String?, Bool)])
    func `an item matches by bundle or component and by name or path`(
        _ names: [String], _ name: String?, _ path: String?, _ expected: Bool
    ) {
        #expect((read(file).item(for: names, packageName: name, path: path) != nil) == expected)
    }

    @Test func `an item that matches nothing is a warning with its line`() {
        let warnings = read(file).unmatched([
            (["Health"], "api", "apps/api"), (["Rate Limit"], "web", "apps/web"), (["WAF"], nil, nil),
            (["Deploy"], "@acme/orders", "apps/orders"), (["Backup"], nil, "apps/rates"),
        ])
        #expect(warnings.map(\.place) == [FilePlace(KnownIssues.path, line: 18)])
        #expect(warnings.map(\.severity) == [.warning])
    }

    @Test func `no mutation of a file makes the reader trap`() {
        for bytes in Mutations(of: Array(file.utf8), count: 2000) {
            for item in KnownIssues(bytes).items { #expect(!item.subject.isEmpty) }
        }
    }
}
