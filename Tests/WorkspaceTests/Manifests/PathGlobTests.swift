import Testing
import Workspace

@Suite struct PathGlobTests {
    @Test(arguments: [
        ("packages/*", "packages/a", true), ("packages/*", "packages/a/b", false), ("packages/*", "packages", false),
        ("packages/**", "packages", true), ("packages/**", "packages/a/b", true), ("**", ".", true),
        ("**/test/**", "a/test/b", true), ("**/test/**", "a/tests/b", false), ("a/**/z", "a/z", true),
        ("a/**/z", "a/b/c/z", true), ("a/**/z", "a/b/c/y", false), ("{apps,packages}/*", "packages/x", true),
        ("{apps,packages}/*", "other/x", false), ("packages/{a,b{c,d}}", "packages/bd", true),
        ("@(apps|libs)/*", "libs/x", true), ("packages/?", "packages/a", true), ("packages/?", "packages/ab", false),
        ("packages/[a-c]*", "packages/bx", true), ("packages/[!a-c]*", "packages/bx", false),
        ("packages/*-config", "packages/eslint-config", true), ("packages/*-config", "packages/config-eslint", false),
        ("./packages/*/", "packages/a", true), ("packages/*", "packages/.hidden", false), ("**", "a/.git/b", false),
        ("packages/.h*", "packages/.hidden", true), ("{a}", "{a}", true), ("a{b", "a{b", true), ("[", "[", true),
    ])
    func `a pattern matches what package managers match`(_ pattern: String, _ path: String, _ isMatch: Bool) {
        #expect(PathGlob(pattern).matches(path) == isMatch)
    }

    @Test func `wildcards match hidden names where that is wanted`() {
        #expect(PathGlob("**", matchesHiddenNames: true).matches("a/.b/c"))
    }

    @Test(.timeLimit(.minutes(1))) func `a pattern made to be slow is not`() {
        let pattern = String(repeating: "*a", count: 60)
        #expect(!PathGlob(pattern).matches(String(repeating: "a", count: 5000) + "b"))
        let deep = Array(repeating: "**/a", count: 60).joined(separator: "/")
        #expect(!PathGlob(deep).matches(Array(repeating: "a", count: 3000).joined(separator: "/") + "/b"))
        let braces = String(repeating: "{a,b}", count: 200)
        #expect(!PathGlob(braces).matches("c"))
    }

    @Test func `an exclusion means what each manager makes of it`() {
        let patterns = ["packages/*", "!packages/b", "packages/b"]
        let include = { (exclusion: WorkspacePatterns.Exclusion) in
            WorkspacePatterns(patterns, in: ".", manifest: "package.json", exclusion: exclusion).include("packages/b")
        }
        #expect(include(.inOrder))
        #expect(!include(.always))
        #expect(include(.none))
    }
}
