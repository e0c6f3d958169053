import Testing
import Workspace

@testable import Bundles

/// One case for each rule of docs.github.com, "Workflow syntax for GitHub Actions", `on.push.<branches|tags|...>`, and of
/// "Git diff comparisons" on the same page.
@Suite struct GitHubPushFilterTests {
    /// A push of one file to a branch or a tag, and whether it starts the workflow.
    struct Rule: Sendable, CustomTestStringConvertible {
        /// The sentence of the page.
        let sentence: String
        /// The value of `on.push`.
        let push: String
        var branches: [String: Bool] = [:]
        var tags: [String: Bool] = [:]
        var testDescription: String { sentence }
    }

    static let rules: [Rule] = [
        Rule(
            sentence: "neither tags nor branches: the workflow will run for events affecting either",
            push: "{}", branches: ["main": true, "a/b": true], tags: ["v1": true]),
        Rule(
            sentence: "only branches: the workflow won't run for tags", push: "{branches: [main]}",
            branches: ["main": true, "other": false], tags: ["main": false, "v1": false]),
        Rule(
            sentence: "only branches-ignore: the workflow won't run for tags", push: "{branches-ignore: [old]}",
            branches: ["main": true, "old": false], tags: ["v1": false]),
        Rule(
            sentence: "only tags: the workflow won't run for branches", push: "{tags: [v2, v1.*]}",
            branches: ["main": false], tags: ["v2": true, "v1.9.1": true, "v3": false]),
        Rule(
            sentence: "only tags-ignore: the workflow won't run for branches", push: "{tags-ignore: [v2]}",
            branches: ["main": false], tags: ["v1": true, "v2": false]),
        Rule(
            sentence: "including branches and tags",
            push: "{branches: [main, mona/octocat, 'releases/**'], tags: [v2, v1.*]}",
            branches: ["main": true, "mona/octocat": true, "releases/10": true, "releases/a/b": true, "mona": false],
            tags: ["v2": true, "v1.9.1": true, "v2.1": false]),
        Rule(
            sentence: "excluding branches and tags",
            push: "{branches-ignore: [mona/octocat, 'releases/**-alpha'], tags-ignore: [v2]}",
            branches: ["mona/octocat": false, "releases/beta/3-alpha": false, "releases/10": true, "main": true],
            tags: ["v2": false, "v3": true]),
        Rule(
            sentence: "a matching negative pattern after a positive match will exclude the ref",
            push: "{branches: ['releases/**', '!releases/**-alpha']}",
            branches: ["releases/10": true, "releases/beta/mona": true, "releases/10-alpha": false]),
        Rule(
            sentence: "a matching positive pattern after a negative match will include the ref again",
            push: "{branches: ['releases/**', '!releases/**-alpha', 'releases/9-alpha']}",
            branches: ["releases/9-alpha": true, "releases/10-alpha": false]),
        Rule(
            sentence: "* does not match /", push: "{branches: ['feature/*']}",
            branches: ["feature/a": true, "feature/a/b": false, "feature": false]),
        Rule(
            sentence: "a name with special characters is escaped", push: #"{branches: ['a\+b']}"#,
            branches: ["a+b": true, "aab": false]),
        Rule(
            sentence: "both branches and paths: only when both filters are satisfied",
            push: "{branches: [main], paths: ['src/**']}", branches: ["main": true, "other": false]),
        Rule(
            sentence: "both branches and paths: a file that does not match",
            push: "{branches: [main], paths: ['docs/**']}", branches: ["main": false, "other": false]),
        Rule(
            sentence: "path filters are not evaluated for pushes of tags", push: "{paths: ['docs/**']}",
            branches: ["main": false], tags: ["v1": true]),
        Rule(
            sentence: "paths-ignore: the workflow runs unless every path matches", push: "{paths-ignore: ['src/**']}",
            branches: ["main": false]),
    ]

    @Test(arguments: rules) func `a push starts a workflow as the page says`(rule: Rule) throws {
        let filter = try filter(rule.push)
        for (name, fires) in rule.branches {
            #expect(filter.fires(on: GitHubPush(.branch(name), files: ["src/a.js"])) == fires, "\(name)")
        }
        for (name, fires) in rule.tags {
            #expect(filter.fires(on: GitHubPush(.tag(name), files: ["src/a.js"])) == fires, "\(name)")
        }
    }

    @Test func `a push of more than 1,000 commits always starts the workflow`() throws {
        let filter = try filter("{branches: [main], paths: ['docs/**']}")
        #expect(!filter.fires(on: GitHubPush(.branch("main"), files: ["src/a"], commits: 1000)))
        #expect(filter.fires(on: GitHubPush(.branch("main"), files: ["src/a"], commits: 1001)))
        #expect(!filter.fires(on: GitHubPush(.branch("other"), files: ["src/a"], commits: 1001)))
    }

    @Test func `a diff that GitHub does not make in time always starts the workflow`() throws {
        #expect(try filter("{paths: ['docs/**']}").fires(on: GitHubPush(.branch("main"), files: nil)))
    }

    @Test func `without changed files a workflow with a path filter does not start`() throws {
        #expect(try !filter("{paths: ['**']}").fires(on: GitHubPush(.branch("main"), files: [])))
        #expect(try !filter("{paths-ignore: ['docs/**']}").fires(on: GitHubPush(.branch("main"), files: [])))
        #expect(try filter("{branches: [main]}").fires(on: GitHubPush(.branch("main"), files: [])))
    }

    @Test func `a diff of more than 3,000 files is looked at to there`() throws {
        let filter = try filter("{paths: ['docs/**']}")
        let before = (0..<3000).map { "a/\($0)" }
        #expect(!filter.fires(on: GitHubPush(.branch("main"), files: before + ["docs/a"])))
        #expect(filter.fires(on: GitHubPush(.branch("main"), files: before.dropLast() + ["docs/a"])))
    }

    /// "Path filters cannot match files inside a submodule": a change in one is a change of the folder's own path.
    @Test func `a submodule is matched by the path of its folder`() throws {
        let filter = try filter("{paths: [vendor/library, 'src/**']}")
        #expect(filter.fires(on: GitHubPush(.branch("main"), files: ["vendor/library"])))
        #expect(
            try !self.filter("{paths: ['vendor/library/**']}").fires(
                on: GitHubPush(.branch("main"), files: ["vendor/library"])))
    }

    @Test(arguments: [
        ("{branches: [main]}", true), ("{}", true), ("{branches-ignore: [old]}", true), ("{tags: [v1]}", false),
        ("{tags-ignore: [v1]}", false), ("{tags: [v1], branches: [main]}", true),
    ])
    func `a workflow for tags alone is not started by branches`(push: String, answers: Bool) throws {
        #expect(try filter(push).answersBranches == answers)
    }

    private func filter(_ push: String) throws -> GitHubPushFilter {
        let document = try YAMLParser.parse(Array("on: \(push)\n".utf8), path: "a.yml").first
        return GitHubPushFilter(try #require(document?.root["on"]))
    }
}
