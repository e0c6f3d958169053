import Support
import Testing

@testable import Workspace

/// The index is read without git and the search for untracked files made without it: both must agree with git.
@Suite struct GitIndexTests {
    /// A repository that a script makes in a folder of files.
    struct Shape: Sendable, CustomTestStringConvertible {
        var testDescription: String
        /// What is done, in `sh`, after a commit of everything.
        var script: String
        /// Arguments of `git init`.
        var options = ""
        /// Whether the index alone says which files are tracked.
        var isRead = true
    }

    static let shapes: [Shape] = [
        Shape(testDescription: "clean", script: ":"),
        Shape(testDescription: "version 4", script: "git update-index --index-version 4"),
        Shape(testDescription: "intent to add, version 3", script: "echo x >later; git add --intent-to-add later"),
        Shape(
            testDescription: "intent to add, version 4",
            script: "git update-index --index-version 4; echo x >later; git add -N later"),
        Shape(testDescription: "SHA-256", script: "echo x >more; git add more", options: "--object-format=sha256"),
        Shape(
            testDescription: "SHA-256, version 4", script: "git update-index --index-version 4",
            options: "--object-format=sha256"),
        Shape(testDescription: "a conflict", script: conflict),
        Shape(testDescription: "assumed unchanged", script: "git update-index --assume-unchanged a/f"),
        Shape(testDescription: "a split index", script: "git update-index --split-index", isRead: false),
        Shape(
            testDescription: "a sparse checkout", script: "git sparse-checkout set --no-cone '/*' '!/b'", isRead: false),
        Shape(
            testDescription: "a sparse index", script: "git sparse-checkout set --cone --sparse-index a", isRead: false),
        Shape(
            testDescription: "a submodule",
            script: "git init -q ../m; (cd ../m; echo x >x; git add x; git commit -qm m); "
                + "git -c protocol.file.allow=always submodule --quiet add ../m sub; git commit -qm sub", isRead: false),
        Shape(testDescription: "a moved working tree", script: "git config core.worktree \"$PWD\"", isRead: false),
        Shape(
            testDescription: "untracked files", script: "echo x >new; mkdir -p c/d a/h; echo x >c/d/e; echo x >a/h/i"),
        Shape(testDescription: "ignored files", script: "printf 'out/\\n*.log\\n!keep.log\\n' >.gitignore; " + outputs),
        Shape(
            testDescription: "ignored below", script: "printf '/x.log\\nout\\n' >a/.gitignore; " + outputs),
        Shape(testDescription: "info/exclude", script: "printf 'out\\n*.log\\n' >.git/info/exclude; " + outputs),
        Shape(
            testDescription: "core.excludesFile",
            script: "printf '*.log\\n' >../rules; git config core.excludesFile \"$PWD/../rules\"; " + outputs),
        Shape(
            testDescription: "many untracked files",
            script: "mkdir m; for i in $(seq 200); do echo x >m/$i; echo >a/n$i; done"),
        Shape(
            testDescription: "many folders ignored",
            script:
                "echo out >.gitignore; for i in $(seq 200); do mkdir -p p$i/out; echo x >p$i/out/x; echo x >p$i/y; done; "
                + "git add ."),
        Shape(testDescription: "a tracked file that is ignored", script: "echo f >.gitignore"),
        Shape(testDescription: "a nested repository", script: "git init -q a/nested; echo x >a/nested/x; mkdir empty"),
        Shape(testDescription: "a file that became a folder", script: "rm -r a/f; mkdir a/f; echo x >a/f/x"),
        Shape(testDescription: "a folder that became a link", script: "mv b ../moved; ln -s ../moved b"),
        Shape(testDescription: "a folder that is gone", script: "rm -r b"),
        Shape(
            testDescription: "links and pipes", script: "ln -s a link; ln -s a/f a/link; mkfifo a/pipe; git add link"),
        Shape(
            testDescription: "unusual names",
            script: "printf x >'with\nline'; printf x >'-x'; printf x >':(top)x'; printf x >'*'; git add .; "
                + "printf x >'tab\tname'; printf x >':(top)y'; mkdir 'e\u{301}' '\u{e9}'; printf x >'e\u{301}/x'; "
                + "git add 'e\u{301}'; printf x >'\u{e9}/y'; printf x >\"$(printf 'bad\\377')\""),
        Shape(
            testDescription: "names that are neighbours",
            script:
                "mkdir -p n/a n/a-b n/ab; for f in n/a.x n/a/x n/a-b/x n/ab/x n/a0; do echo x >$f; done; git add n; "
                + "echo x >n/a.y; echo x >n/a/y; echo x >n/b; echo x >n/a-"),
        Shape(
            testDescription: "a long name",
            script:
                "d=$(printf 'd%.0s' $(seq 200)); p=.; for i in $(seq 18); do p=$p/$d; mkdir $p; echo x >$p/f; done; "
                + "git add .; echo x >$p/g"),
        Shape(
            testDescription: "a long name, version 4",
            script:
                "d=$(printf 'd%.0s' $(seq 200)); p=.; for i in $(seq 18); do p=$p/$d; mkdir $p; echo x >$p/f; done; "
                + "git add .; git update-index --index-version 4"),
    ]

    private static let conflict = """
        git checkout -q -b other; echo 2 >a/f; git commit -qam y; git checkout -q -; echo 3 >a/f; git commit -qam z
        git merge other >/dev/null || true
        """
    private static let outputs =
        "mkdir -p out a/out b/out; "
        + "for f in out/x a/out/x b/out/keep.log x.log a/x.log a/keep.log b/x.log; do echo x >$f; done"

    private func environment(_ folder: String) -> [String: String] {
        [
            "PATH": UserEnvironment.current["PATH"] ?? UserEnvironment.defaultSearchPath, "HOME": folder,
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org",
            "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org",
        ]
    }

    private func run(_ words: [String], in folder: String, home: String) async throws -> [UInt8] {
        let result = try await ProcessToolRunner().run(
            ToolCommand(words[0], Array(words.dropFirst()), in: folder, environment: environment(home)))
        try #require(result.isSuccess, "\(result.errors)")
        return result.standardOutput
    }

    @Test(arguments: shapes) func `git lists the same files`(_ shape: Shape) async throws {
        try await withTemporaryFolder { folder in
            try write(["r/a/f": "1", "r/a/g": "2", "r/b/f": "3", "r/top": "4"], into: folder)
            let root = "\(folder)/r"
            let begin = "git init -q \(shape.options) .; git add .; git commit -qm x; rm a/g; git checkout -q a/g; "
            _ = try await run(["sh", "-euc", begin + shape.script], in: root, home: folder)
            #expect((GitFolder(atTopOf: root)?.tracked() != nil) == shape.isRead)
            let others = try await run(
                ["git", "ls-files", "-z", "-o", "--exclude-standard"], in: root, home: folder)
            let tracked = try await run(["git"] + GitListing.trackedArguments, in: root, home: folder)
            let expected = Set(
                RepositoryFiles.paths(ofListing: tracked).map { Array($0.utf8) }
                    + RepositoryFiles.paths(ofUntrackedListing: others).map { Array($0.utf8) })
            let files = try await RepositoryFiles.scan(
                root: root, runner: ProcessToolRunner(), variables: environment(folder))
            #expect(Set(files.paths.map { Array($0.utf8) }) == expected)
            #expect(files.paths.count == expected.count)
            let listing = GitListing.tracked(tracked)
            #expect(files.isUnmerged == listing.isUnmerged)
            #expect(
                files.paths.filter { files.isLink($0) && files.isTracked($0) }
                    == zip(listing.table.texts(), listing.table.entries).filter { $1.flags.contains(.link) }.map(\.0))
        }
    }
}
