import Testing

@testable import Workspace

@Suite struct RelativePathTests {
    @Test(
        arguments: [
            ("a/b", "a/b"), ("a", "a"), ("", "."), (".", "."), ("./a", "a"), ("a/", "a"), ("a//b", "a/b"),
            ("a/./b", "a/b"),
            ("a/../b", "b"), ("a/..", "."), (".a/..b/c.", ".a/..b/c."), ("...", "..."), ("..", nil), ("../a", nil),
            ("a/../../b", nil), ("/a", nil),
        ] as [(String, String?)])
    func `a path is brought into its normal form, or leaves the root`(path: String, normal: String?) {
        #expect(RelativePath.normal(path) == normal)
    }
}
