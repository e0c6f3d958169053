import Testing

@testable import Workspace

@Suite struct GitIndexFormTests {
    /// An index of version 2 or 4 with plain files of these names.
    private func index(_ names: [String], version: UInt8 = 2, idLength: Int = 20, tail: [UInt8] = []) -> [UInt8] {
        var bytes: [UInt8] = Array("DIRC".utf8) + [0, 0, 0, version, 0, 0, 0, UInt8(names.count)]
        var before: [UInt8] = []
        for name in names {
            let start = bytes.count
            bytes +=
                [UInt8](repeating: 1, count: 24) + [0, 0, 0x81, 0xA4] + [UInt8](repeating: 1, count: 12 + idLength)
            bytes += [0, UInt8(name.utf8.count)]
            if version == 4 {
                let common = zip(before, name.utf8).prefix { $0 == $1 }.count
                bytes += [UInt8(before.count - common)] + name.utf8.dropFirst(common) + [0]
            } else {
                bytes += Array(name.utf8) + [0]
                while (bytes.count - start) % 8 != 0 { bytes.append(0) }
            }
            before = Array(name.utf8)
        }
        return bytes + tail + [UInt8](repeating: 7, count: idLength)
    }

    @Test(arguments: [2, 4], [20, 32]) func `names are read in both forms and lengths`(_ version: UInt8, _ length: Int)
    {
        let names = ["a", "a/b", "a/bcdefg", "a/bcdefgh", "z"]
        let listing = GitIndex.listing(index(names, version: version, idLength: length))
        #expect(listing?.table.texts() == names)
        #expect(listing?.table.entries.allSatisfy { $0.flags == .tracked } == true)
        let below = GitIndex.listing(index(names, version: version, idLength: length), below: "a/")
        #expect(below?.table.texts() == ["b", "bcdefg", "bcdefgh"])
    }

    @Test func `extensions are passed over, unless they must be understood`() {
        let known = Array("TREE".utf8) + [0, 0, 0, 3, 1, 2, 3]
        #expect(GitIndex.listing(index(["a"], tail: known))?.table.texts() == ["a"])
        #expect(GitIndex.listing(index(["a"], tail: Array("link".utf8) + [0, 0, 0, 0])) == nil)
        #expect(GitIndex.listing(index(["a"], tail: Array("TREE".utf8) + [0, 0, 1, 0, 1])) == nil)
    }

    @Test func `no part of an index and no changed byte reads outside of it`() {
        for version in [UInt8(2), 4] {
            let whole = index(["a", "a/b", "a/bcdefgh"], version: version)
            for end in whole.indices { #expect(GitIndex.listing(Array(whole[..<end])) == nil) }
            for place in whole.indices {
                for byte in [UInt8(0), 0x40, 0x7F, 0xFF] {
                    var changed = whole
                    changed[place] = byte
                    _ = GitIndex.listing(changed)
                }
            }
        }
    }

    @Test(arguments: [
        ("[core]\n\tbare = false\n", true), ("[core]\n\tbare = true\n", false), ("[core]\n bare\n", false),
        ("[core]\n\tworktree = ../x\n", false), ("[include]\n\tpath = x\n", false),
        ("[includeIf \"gitdir:x\"]\n path = y\n", false), ("[extensions]\n\tworktreeConfig = true\n", false),
        ("[core]\n\trepositoryformatversion = 1\n[extensions]\n\tobjectFormat = sha256\n", true),
        ("[core]\n\trepositoryformatversion = 2\n", false), ("[extensions]\n\tsomethingNew = true\n", false),
        ("[remote \"origin\"]\n\turl = https://example.org/a\n", true), ("", true),
    ])
    func `only an ordinary configuration lets the index be read`(_ text: String, _ isOrdinary: Bool) {
        #expect(GitFolder.isOrdinary(Array(text.utf8)) == isOrdinary)
    }

    @Test func `the folders of a table are listed once, with what is below`() throws {
        let names = ["a-b/x", "a.x", "a/b.x", "a/b/c/d", "a/b0", "ab/x", "z"].sorted {
            $0.utf8.lexicographicallyPrecedes($1.utf8)
        }
        let table = try #require(GitIndex.listing(index(names))?.table)
        let folders = table.folders()
        #expect(
            folders.map { String(decoding: table.path(of: $0), as: UTF8.self) } == [
                "", "a-b/", "a/", "a/b/", "a/b/c/", "ab/",
            ])
        func has(_ name: String, in folder: Int) -> (file: Bool, folder: Bool) {
            Array(name.utf8).withUnsafeBytes {
                (table.contains($0, in: folders[folder]), table.hasFolder($0, in: folders[folder]))
            }
        }
        #expect(has("a.x", in: 0) == (true, false))
        #expect(has("a", in: 0) == (false, true))
        #expect(has("ab", in: 0) == (false, true))
        #expect(has("b", in: 2) == (false, true))
        #expect(has("b.x", in: 2) == (true, false))
        #expect(has("b.", in: 2) == (false, false))
        #expect(has("b0", in: 2) == (true, false))
        #expect(has("c", in: 3) == (false, true))
        #expect(has("d", in: 4) == (true, false))
        #expect(has("x", in: 4) == (false, false))
    }
}
