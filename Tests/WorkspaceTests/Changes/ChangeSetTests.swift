import Testing
import Workspace

@Suite struct ChangeSetTests {
    private let base = Array("one\ntwo\nthree\n".utf8)

    private func edit(_ range: Range<Int>, _ text: String, of original: [UInt8]? = nil) throws -> FileChange {
        try FileChange.edit(
            "a.txt", original: original ?? base, edits: [TextEdit(range: range, replacement: text)], why: "why \(text)")
    }

    private func text(_ merged: ChangeSet.Merged) -> String? {
        merged.changes["a.txt"]?.new.map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func `edits of two owners combine by their bytes`() throws {
        let merged = ChangeSet.merge([
            OwnedChanges(owner: "web", changes: [try edit(8..<13, "3")]),
            OwnedChanges(owner: "api", changes: [try edit(0..<3, "1")]),
        ])
        #expect(text(merged) == "1\ntwo\n3\n")
        #expect(merged.rejected.isEmpty)
        #expect(merged.changes["a.txt"]?.owners == ["api", "web"])
        #expect(merged.changes["a.txt"]?.why == "why 3; why 1")
    }

    @Test func `the same insertion is done once, others follow each other`() throws {
        let merged = ChangeSet.merge([
            OwnedChanges(owner: "a", changes: [try edit(4..<4, "x\n")]),
            OwnedChanges(owner: "b", changes: [try edit(4..<4, "x\n")]),
            OwnedChanges(owner: "c", changes: [try edit(4..<4, "y\n")]),
        ])
        #expect(text(merged) == "one\nx\ny\ntwo\nthree\n")
    }

    @Test func `an overlap is the error of the later owner, and nothing of it is taken`() throws {
        let merged = ChangeSet.merge([
            OwnedChanges(owner: "a", changes: [try edit(0..<7, "x")]),
            OwnedChanges(owner: "b", changes: [.create("b.txt", "b", why: "b"), try edit(4..<9, "y")]),
        ])
        #expect(text(merged) == "x\nthree\n")
        #expect(merged.changes["b.txt"] == nil)
        #expect(merged.rejected.map(\.owner) == ["b"])
        #expect(merged.rejected.map(\.reason.code) == ["edit/overlap"])
        #expect(merged.rejected.map(\.reason.place) == [FilePlace("a.txt")])
    }

    @Test func `plans made from different contents do not mix`() throws {
        let merged = ChangeSet.merge([
            OwnedChanges(owner: "a", changes: [try edit(0..<3, "1")]),
            OwnedChanges(owner: "b", changes: [try edit(0..<3, "2", of: Array("other".utf8))]),
        ])
        #expect(merged.rejected.map(\.reason.code) == ["changes/different-originals"])
    }

    @Test(
        arguments: [
            (FileChange.create("d/x", "1", why: ""), FileChange.create("d/x", "1", why: ""), nil),
            (.create("d/x", "1", why: ""), .create("d/x", "2", why: ""), "changes/two-contents"),
            (.create("d/x", "1", why: ""), .create("d/x", "1", mode: 0o755, why: ""), "changes/two-contents"),
            (.create("d", "1", why: ""), .create("d/x", "1", why: ""), "changes/folder-clash"),
            (.create("d/x", "1", why: ""), .create("d", "1", why: ""), "changes/folder-clash"),
            (.create("d/x", "1", why: ""), .edit("d/x", original: [1], new: [2], why: ""), "changes/different-kinds"),
        ] as [(FileChange, FileChange, String?)])
    func `two new files of one name are one if they are the same`(
        _ first: FileChange, _ second: FileChange, _ code: String?
    ) {
        let merged = ChangeSet.merge([
            OwnedChanges(owner: "a", changes: [first]), OwnedChanges(owner: "b", changes: [second]),
        ])
        #expect(merged.rejected.map(\.reason.code) == (code.map { [$0] } ?? []))
        #expect(merged.changes.changes.count == 1)
    }

    @Test(arguments: ["", "/etc/x", "../x", "a/../x", "a//b", "./a", "a/", ".git/config", "a/.GIT/x", "a\u{0}"])
    func `a path that is not plainly below the root is refused`(_ path: String) {
        let merged = ChangeSet.merge([OwnedChanges(owner: "a", changes: [.create(path, "", why: "")])])
        #expect(merged.rejected.map(\.reason.code) == ["changes/path"])
        #expect(merged.changes.isEmpty)
    }

    @Test func `whole contents merge by the lines that differ`() {
        let merged = ChangeSet.merge([
            OwnedChanges(
                owner: "a", changes: [.edit("a.txt", original: base, new: Array("1\ntwo\nthree\n".utf8), why: "")]),
            OwnedChanges(
                owner: "b", changes: [.edit("a.txt", original: base, new: Array("one\ntwo\n3\n".utf8), why: "")]),
        ])
        #expect(text(merged) == "1\ntwo\n3\n")
    }

    @Test func `an edit that changes nothing is no change`() {
        #expect(ChangeSet([.edit("a", original: [1], new: [1], why: "")]).isEmpty)
    }
}
