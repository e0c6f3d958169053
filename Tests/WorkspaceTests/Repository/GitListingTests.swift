import Testing

@testable import Workspace

@Suite struct GitListingTests {
    private static let id = String(repeating: "0", count: 40)

    private static func record(_ tag: String, _ mode: String, _ stage: Int, _ path: String) -> [UInt8] {
        Array("\(tag) \(mode) \(id) \(stage)\t\(path)\0".utf8)
    }

    @Test func `links are marked, submodules and files outside the sparse checkout are left out`() {
        let output =
            Self.record("H", "100644", 0, "a\tb") + Self.record("H", "120000", 0, "link")
            + Self.record("S", "100644", 0, "sparse") + Self.record("H", "160000", 0, "sub")
        let listing = GitListing.tracked(output)
        #expect(listing.table.texts() == ["a\tb", "link"])
        #expect(listing.table.entries.map(\.flags) == [.tracked, [.tracked, .link]])
        #expect(listing.absentFiles == 1)
        #expect(!listing.isUnmerged)
    }

    @Test func `a file in conflict is listed once and noted`() {
        let output = (1...3).flatMap { Self.record("M", "100644", $0, "both") } + Self.record("H", "100644", 0, "c")
        let listing = GitListing.tracked(output)
        #expect(listing.table.texts() == ["both", "c"])
        #expect(listing.isUnmerged)
    }

    @Test func `ids of SHA-256 repositories are as good`() {
        let output = Array("H 100644 \(String(repeating: "f", count: 64)) 0\tdir/file\0".utf8)
        #expect(GitListing.tracked(output).table.texts() == ["dir/file"])
    }

    @Test func `a name that is no UTF-8 is counted and left out`() {
        let listing = GitListing.untracked(Array("a\0".utf8) + [0xC3, 0x28, 0] + Array("nested/\0z\0".utf8))
        #expect(listing.table.texts() == ["a", "z"])
        #expect(listing.unreadableNames == 1)
    }

    @Test(arguments: ["", "x", "H 1\0", "\0\0", "H 100644\t\0", "\t\0"])
    func `what git never prints is passed over`(_ text: String) {
        #expect(GitListing.tracked(Array(text.utf8)).table.texts().isEmpty)
    }
}
