import Support
import Testing
import Workspace

@Suite struct UnifiedDiffTests {
    private func apply(_ changes: ChangeSet, in tree: TemporaryTree) throws {
        try tree.write("../\(RelativePath.baseName(of: tree.path)).patch", UnifiedDiff.render(changes))
        let patch = "\(tree.path).patch"
        defer { try? FileSystemAccess.removeTree(patch) }
        // The folder's name needs no quotes: letters, digits, dashes and slashes.
        let answer = try ShellLine("cd \(tree.path) && git apply --whitespace=nowarn \(patch)")
        try #require(answer.status == 0, "\(answer.talk)\n\(UnifiedDiff.render(changes))")
    }

    private let lines = (1...40).map { "line \($0)\n" }.joined()

    @Test(arguments: [
        ("one\ntwo\nthree\n", "one\n2\nthree\n"), ("", "new\n"), ("gone\n", ""), ("no end", "no end\n"),
        ("end\n", "end"), ("a\nb", "a\nc"), ("a\r\nb\r\n", "a\r\nc\r\n"), ("a\n", "b\na\n"), ("a\n", "a\nb\n"),
        ("a\n\n\nb\n", "a\n\nb\n"), ("é\n", "ü\n"),
    ])
    func `git applies the diff of an edit`(_ old: String, _ new: String) throws {
        let tree = try TemporaryTree()
        try tree.write("f", old)
        try apply(ChangeSet([.edit("f", original: Array(old.utf8), new: Array(new.utf8), why: "")]), in: tree)
        #expect(tree.text("f") == new)
    }

    @Test func `git applies several hunks, new files, scripts and removed files with odd names`() throws {
        let tree = try TemporaryTree()
        let edited = lines.replacing("line 3\n", with: "three\n").replacing("line 9\n", with: "")
            .replacing("line 30\n", with: "line 30\nthirty\n")
        let names = ["a b.txt", "q\"uote", "back\\slash", "tab\tnew\nline", "umläut", "$(touch x)"]
        try tree.write("f", lines)
        try tree.write("gone", "x\n")
        var changes: [FileChange] = [
            .edit("f", original: Array(lines.utf8), new: Array(edited.utf8), why: ""),
            .create("d/run.sh", "#!/bin/sh\n", mode: 0o755, why: ""), .create("d/empty", "", why: ""),
            .remove("gone", original: Array("x\n".utf8), why: ""),
        ]
        for name in names { changes.append(.create(name, "\(name)", why: "")) }
        try apply(ChangeSet(changes), in: tree)
        #expect(tree.text("f") == edited)
        #expect(tree.text("gone") == nil)
        #expect(tree.text("d/empty") == "")
        #expect(FileSystemAccess.information("\(tree.path)/d/run.sh")?.mode == 0o755)
        for name in names { #expect(tree.text(name) == name) }
    }

    @Test func `the diff has the form that people know`() {
        let diff = UnifiedDiff.render(
            ChangeSet([
                .edit("a.txt", original: Array("1\n2\n3\n4\n5\n".utf8), new: Array("1\n2\n3\n4\nfive".utf8), why: ""),
                .create("b.txt", "b\n", why: ""),
            ]))
        #expect(
            diff == """
                diff --git a/a.txt b/a.txt
                --- a/a.txt
                +++ b/a.txt
                @@ -2,4 +2,4 @@
                 2
                 3
                 4
                -5
                +five
                \\ No newline at end of file
                diff --git a/b.txt b/b.txt
                new file mode 100644
                --- /dev/null
                +++ b/b.txt
                @@ -0,0 +1 @@
                +b

                """)
    }
}
