import Testing

@testable import Bundles

/// vercel.com/docs, "Project configuration", `ignoreCommand`, and "How do I use the Ignored Build Step field on Vercel?":
/// an exit code of 0 skips, 1 or greater builds. The command is git's: git-scm.com/docs/git-diff, `--quiet`.
@Suite struct VercelIgnoreCommandTests {
    private let rule = VercelIgnoreCommand(
        including: ["apps/web", "packages/shared", "package-lock.json"], excluding: [])

    @Test func `the exit code 1 of a difference builds`() {
        #expect(rule.exitCode(on: ["packages/shared/src/index.js"]) == 1)
        #expect(rule.fires(on: ["packages/shared/src/index.js"]))
    }

    @Test func `the exit code 0 of no difference skips`() {
        #expect(rule.exitCode(on: ["apps/api/main.py"]) == 0)
        #expect(!rule.fires(on: ["apps/api/main.py"]))
    }

    /// vercel.com/docs, "How do I use the Ignored Build Step field on Vercel?": "1 or greater" builds. git answers 128 for
    /// a commit that a clone of depth 10 does not have, and for an empty name at a project's first deployment.
    @Test(arguments: [(0, false), (1, true), (2, true), (128, true), (129, true)])
    func `an exit code of 0 skips and every other one builds`(code: Int, builds: Bool) {
        #expect(VercelIgnoreCommand.builds(at: code) == builds)
    }

    @Test func `an exclusion takes away what an inclusion gave, whatever the order`() throws {
        let command = #"git diff --quiet "$VERCEL_GIT_PREVIOUS_SHA" HEAD -- ':(top,exclude)apps/web/docs' :/apps/web"#
        let read = try #require(VercelIgnoreCommand(command, in: "apps/web"))
        #expect(read.exitCode(on: ["apps/web/docs/a.md"]) == 0)
        #expect(read.exitCode(on: ["apps/web/docs/a.md", "apps/web/app/page.tsx"]) == 1)
    }

    /// openapi.vercel.sh/vercel.json: at most 256 characters. A longer list is not cut.
    @Test func `a command knows how long it may be`() {
        let many = VercelIgnoreCommand(including: (0..<30).map { "packages/package-\($0)" }, excluding: [])
        #expect(many.command.count > VercelIgnoreCommand.lengthLimit)
        #expect(many.included.count == 30)
    }

    @Test func `a file stands for itself and a folder for everything below it`() {
        #expect(rule.fires(on: ["package-lock.json"]))
        #expect(!rule.fires(on: ["package-lock.json.bak"]))
        #expect(!rule.fires(on: ["apps/website/a"]))
    }

    @Test func `what is written is read back with the same meaning`() throws {
        let rule = VercelIgnoreCommand(including: ["apps/web", "packages/[x] y"], excluding: ["apps/web/worker"])
        let read = try #require(VercelIgnoreCommand(rule.command, in: "apps/web"))
        #expect(read.included == rule.included)
        #expect(read.excluded == rule.excluded)
    }

    @Test func `a path without magic is relative to the folder of the project`() throws {
        let command = #"git diff --quiet "$VERCEL_GIT_PREVIOUS_SHA" HEAD -- . ../../packages/shared"#
        let read = try #require(VercelIgnoreCommand(command, in: "apps/web"))
        #expect(read.included == ["apps/web", "packages/shared"])
    }

    @Test(arguments: [
        "npx turbo-ignore web", "bash scripts/ignore.sh", "git diff --quiet HEAD^ HEAD -- . || exit 1",
        "git diff --quiet HEAD^ HEAD", "git diff --quiet HEAD^ HEAD -- '*.md'", "git diff --quiet HEAD^ HEAD -- 'open",
    ])
    func `a command that is more than one git diff with paths is left to the platform`(command: String) {
        #expect(VercelIgnoreCommand(command, in: "apps/web") == nil)
    }
}
