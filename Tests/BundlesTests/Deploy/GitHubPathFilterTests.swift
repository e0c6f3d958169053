import Testing

@testable import Bundles

/// One case for each rule of docs.github.com, "Workflow syntax for GitHub Actions": "Filter pattern cheat sheet" and
/// "Patterns to match file paths"; then `on.<push>.paths` and "Triggering a workflow", "Git diff comparisons".
@Suite struct GitHubPathFilterTests {
    /// A row of the page's table: a pattern, what it matches, and what it does not.
    struct Rule: Sendable, CustomTestStringConvertible {
        let pattern: String
        let matches: [String]
        var misses: [String] = []
        var testDescription: String { pattern }
    }

    static let rules: [Rule] = [
        Rule(pattern: "*", matches: ["README.md", "server.rb"], misses: ["docs/README.md"]),
        Rule(pattern: "*.jsx?", matches: ["page.js", "page.jsx"], misses: ["page.jsxx", "page.ts"]),
        Rule(pattern: "**", matches: ["all/the/files.md", "a"]),
        Rule(pattern: "*.js", matches: ["app.js", "index.js"], misses: ["js/index.js"]),
        Rule(pattern: "**.js", matches: ["index.js", "js/index.js", "src/js/app.js"], misses: ["a.jsx"]),
        Rule(pattern: "docs/*", matches: ["docs/README.md", "docs/file.txt"], misses: ["docs/mona/octocat.txt"]),
        Rule(pattern: "docs/**", matches: ["docs/README.md", "docs/mona/octocat.txt"], misses: ["docs", "xdocs/a"]),
        Rule(
            pattern: "docs/**/*.md",

            matches: ["docs/README.md", "docs/mona/hello-world.md", "docs/a/markdown/file.md"],
            misses: ["docs/a.txt", "a/docs/b.md"]),
        Rule(
            pattern: "**/docs/**", matches: ["docs/hello.md", "dir/docs/my-file.txt", "space/docs/plan/space.doc"],
            misses: ["docs", "mydocs/a"]),
        Rule(pattern: "**/README.md", matches: ["README.md", "js/README.md"], misses: ["NOREADME.md"]),
        Rule(pattern: "**/*src/**", matches: ["a/src/app.js", "my-src/code/js/app.js"], misses: ["srcs/a"]),
        Rule(pattern: "**/*-post.md", matches: ["my-post.md", "path/their-post.md"], misses: ["post.md"]),
        Rule(
            pattern: "**/migrate-*.sql",
            matches: ["migrate-10909.sql", "db/migrate-v1.0.sql", "db/sept/migrate-v1.sql"], misses: ["migrate.sql"]),
        Rule(pattern: "v[12].[0-9]+.[0-9]+", matches: ["v1.10.1", "v2.0.0"], misses: ["v3.0.0", "v1..0", "v1x10.1"]),
        Rule(pattern: "[CB]at", matches: ["Cat", "Bat"], misses: ["at", "CBat", "[CB]at"]),
        Rule(pattern: "[1-2]00", matches: ["100", "200"], misses: ["300"]),
        Rule(pattern: "a\\+b", matches: ["a+b"], misses: ["aab", "ab"]),
        Rule(pattern: "a+b", matches: ["ab", "aaab"], misses: ["b", "a+b"]),
        Rule(pattern: "x!y", matches: ["x!y"], misses: ["xy"]),
    ]

    @Test(arguments: rules) func `a pattern matches as its row of the page says`(rule: Rule) {
        let pattern = GitHubPathPattern(rule.pattern)
        for path in rule.matches { #expect(pattern.matches(path), "\(rule.pattern) matches \(path)") }
        for path in rule.misses { #expect(!pattern.matches(path), "\(rule.pattern) does not match \(path)") }
    }

    @Test func `a pattern has to match the whole path from the root`() {
        #expect(!GitHubPathPattern("src").matches("src/a"))
        #expect(!GitHubPathPattern("a.js").matches("src/a.js"))
    }

    @Test func `a negative pattern takes away what an earlier one matched`() {
        let filter = GitHubPathFilter(["*.md", "!README.md"])
        #expect(filter.includes("hello.md"))
        #expect(!filter.includes("README.md"))
        #expect(!filter.includes("docs/hello.md"))
    }

    @Test func `patterns are checked in order, and a later one brings a file back`() {
        let filter = GitHubPathFilter(["*.md", "!README.md", "README*"])
        for path in ["hello.md", "README.md", "README.doc"] { #expect(filter.includes(path)) }
        #expect(!GitHubPathFilter(["!README.md", "*.js"]).includes("README.md"))
    }

    @Test func `a negative pattern before the positive one takes nothing away`() {
        #expect(GitHubPathFilter(["!README.md", "*.md"]).includes("README.md"))
    }

    @Test func `one matching file is enough to start a workflow`() {
        let filter = GitHubPathFilter(["sub-project/**", "!sub-project/docs/**"])
        #expect(filter.fires(on: ["sub-project/docs/a.md", "sub-project/src/a.js"]))
        #expect(!filter.fires(on: ["sub-project/docs/a.md"]))
        #expect(!filter.fires(on: []))
    }

    @Test func `with paths-ignore a workflow starts unless every file matches`() {
        let filter = GitHubPathFilter(["docs/**"], ignores: true)
        #expect(filter.fires(on: ["docs/a.md", "src/a.js"]))
        #expect(!filter.fires(on: ["docs/a.md", "docs/b.md"]))
    }

    @Test func `a match behind the first 3,000 files of a diff does not start the workflow`() {
        let before = (0..<3000).map { "a/\($0)" }
        #expect(GitHubPathFilter(["b/**"]).fires(on: before.dropLast() + ["b/1"]))
        #expect(!GitHubPathFilter(["b/**"]).fires(on: before + ["b/1"]))
    }

    @Test(arguments: [
        "a[b]c", "what?", "a+b", "x*y", "!first", "back\\slash", "plain/path.txt", "(group)/[id]/+page.ts",
    ])
    func `an escaped path matches itself alone`(path: String) {
        let pattern = GitHubPathPattern(GitHubPathPattern.escaping(path))
        #expect(pattern.matches(path))
        #expect(!pattern.matches(path + "x"))
        #expect(!pattern.isNegated)
        #expect(pattern.fixedPath == path)
    }
}
