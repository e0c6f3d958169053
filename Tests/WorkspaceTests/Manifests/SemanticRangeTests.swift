import Testing

@testable import Workspace

@Suite struct SemanticRangeTests {
    @Test(arguments: [
        ("*", "1.2.3", true), ("", "1.2.3", true), ("1.2.3", "1.2.3", true), ("1.2.3", "1.2.4", false),
        ("^1.2.3", "1.9.0", true), ("^1.2.3", "2.0.0", false), ("^1.2.3", "1.2.2", false), ("^0.2.3", "0.2.9", true),
        ("^0.2.3", "0.3.0", false), ("^0.0.3", "0.0.3", true), ("^0.0.3", "0.0.4", false), ("^0.0", "0.0.9", true),
        ("^0", "0.9.9", true), ("^0", "1.0.0", false), ("~1.2.3", "1.2.9", true), ("~1.2", "1.3.0", false),
        ("~1", "1.9.0", true), (">=1.0.0 <2.0.0", "1.5.0", true), (">= 1.0.0 < 2", "2.0.0", false),
        (">1.2", "1.2.9", false), (">1.2", "1.3.0", true), ("<=1.2", "1.2.9", true), ("1.x || 3.x", "3.1.0", true),
        ("1.x || 3.x", "2.1.0", false), ("1.2.3 - 2.3", "2.3.9", true), ("1.2.3 - 2.3.4", "2.3.5", false),
        ("^1.0.0-beta.2", "1.0.0-beta.10", true), ("^1.0.0-beta.2", "1.0.0-beta.1", false),
        ("^1.0.0", "1.1.0-rc.1", false), ("*", "1.0.0-rc.1", false), ("v1.2.x", "1.2.0", true),
        ("<0.0.0", "0.0.0", false),
    ])
    func `a range contains what npm's semver says`(_ range: String, _ version: String, _ isInside: Bool) throws {
        let parsed = try #require(SemanticRange(range))
        #expect(parsed.contains(try #require(SemanticVersion(version))) == isInside)
    }

    @Test(arguments: ["latest", "next", "workspace:*", "https://example.com/x.tgz", "1.2.3.4", "a - b", ">"])
    func `what is no range is none`(_ text: String) {
        #expect(SemanticRange(text) == nil)
    }

    @Test func `prereleases count where the manager counts them`() throws {
        let version = try #require(SemanticVersion("1.1.0-rc.1"))
        #expect(SemanticRange("^1.0.0")?.contains(version, includesPrereleases: true) == true)
    }
}
