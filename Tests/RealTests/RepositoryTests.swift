import Support
import Testing

@testable import Workspace

/// Repositories that are really there, asked with the real git.
@Suite struct RepositoryTests {
    private let runner = ProcessToolRunner()

    /// The user's environment as far as git needs it, without a configuration of the user's.
    private func environment(_ folder: String) -> [String: String] {
        [
            "PATH": UserEnvironment.current["PATH"] ?? UserEnvironment.defaultSearchPath, "HOME": folder,
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org",
            "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org",
        ]
    }

    /// Runs a script in a folder; it has to succeed.
    private func script(_ text: String, in folder: String) async throws {
        let result = try await runner.run(
            ToolCommand("sh", ["-euc", text], in: folder, environment: environment(folder)))
        try #require(result.isSuccess, "\(result.errors)")
    }

    private func scan(_ folder: String) async throws -> RepositoryFiles {
        try await RepositoryFiles.scan(root: folder, runner: runner, variables: environment(folder))
    }

    private func git(_ folder: String) -> GitTool {
        GitTool(folder: folder, runner: runner, variables: environment(folder))
    }

    @Test func `tracked and untracked files are listed, ignored ones and nested repositories are not`() async throws {
        try await withTemporaryFolder { folder in
            try write(
                ["repo/a": "1", "repo/b/c": "2", "repo/.gitignore": "ignored\n", "package.json": "decoy"], into: folder)
            let root = "\(folder)/repo"
            try await script("git init -q .; git add .; git commit -qm x", in: root)
            try write(["ignored": "", "b/new": "3", "b2": "4", "nested/file": ""], into: root)
            try await script("git init -q nested; rm a", in: root)
            let files = try await scan(root)
            #expect(files.paths == [".gitignore", "a", "b/c", "b/new", "b2"])
            #expect(files.isGit)
            #expect(!files.contains("a"), "it was deleted")
            #expect(files.named("new") == ["b/new"])
            #expect(files.text("b/new") == "3")
            #expect(files.contents("a") == nil)
            #expect(files.warnings.isEmpty)
            #expect(try await git(root).uncommitted(["b/c", "b/new", "a"]) == ["a", "b/new"])
        }
    }

    @Test func `unusual names, SHA-256 and links are taken as they are`() async throws {
        try await withTemporaryFolder { folder in
            try write(
                ["plain": "p", "with\nline": "1", "tab\tname": "2", "naïve": "3", "-x": "4", ":(top)x": "5"],
                into: folder)
            try await script(
                """
                git init -q --object-format=sha256 .
                ln -s /etc/passwd out; ln -s plain in; ln -s .git/config config; mkdir real; echo 6 >real/f; ln -s real dir
                printf x >"$(printf 'bad\\377')"
                git add .
                git commit -qm x
                """, in: folder)
            let files = try await scan(folder)
            #expect(files.paths.count == 11)
            #expect(files.text("with\nline") == "1")
            #expect(files.text("in") == "p")
            #expect(files.isLink("out"))
            #expect(files.contents("out") == nil)
            #expect(files.contents("config") == nil)
            #expect(files.contents("dir") == nil)
            #expect(files.warnings.map(\.code) == ["file-name", "link-out-of-root", "link-out-of-root"])
            let head = try await git(folder).commit("HEAD")
            #expect(head.rawValue.count == 64)
            #expect(try await git(folder).contents(":(top)x", in: head) == Array("5".utf8))
            #expect(try await git(folder).contents("-x", in: head) == Array("4".utf8))
            #expect(try await git(folder).contents("absent", in: head) == nil)
        }
    }

    @Test func `submodules show what is checked out, sparse checkouts what is there`() async throws {
        try await withTemporaryFolder { folder in
            try write(["lib/src/x": "1", "main/a/f": "2", "main/b/f": "3", "main/sub-x": "4"], into: folder)
            try await script(
                """
                (cd lib; git init -q .; git add .; git commit -qm x)
                cd main; git init -q .
                git -c protocol.file.allow=always submodule --quiet add ../lib sub
                git -c protocol.file.allow=always submodule --quiet add ../lib gone
                git add .; git commit -qm x
                git submodule --quiet deinit -f gone
                git sparse-checkout set --no-cone '/*' '!/b'
                """, in: folder)
            let files = try await scan("\(folder)/main")
            #expect(files.paths == [".gitmodules", "a/f", "sub-x", "sub/src/x"])
            #expect(files.text("sub/src/x") == "1")
        }
    }

    @Test func `the configuration of a repository starts nothing`() async throws {
        try await withTemporaryFolder { folder in
            try write(["a": "1", "b": "2", ".gitattributes": "* filter=evil diff=evil\n"], into: folder)
            try await script("git init -q .; git add .; git commit -qm x; git tag v1", in: folder)
            try await script(
                """
                printf '#!/bin/sh\\necho "$0" >>"%s/ran"\\ncat\\n' "$PWD" >.git/evil; chmod +x .git/evil
                for key in core.fsmonitor core.sshCommand diff.external diff.evil.textconv diff.evil.command \\
                    filter.evil.clean filter.evil.smudge filter.evil.process core.pager core.editor gpg.program \\
                    credential.helper core.askPass uploadpack.packObjectsHook core.alternateRefsCommand; do
                    git config "$key" "$PWD/.git/evil"
                done
                git config filter.evil.required true; git config log.showSignature true
                mkdir .git/h; for hook in post-index-change pre-auto-gc reference-transaction; do cp .git/evil .git/h/$hook; done
                git config core.hooksPath "$PWD/.git/h"
                sleep 1; echo 3 >b; touch a
                """, in: folder)
            let tool = git(folder)
            _ = try await tool.place()
            let head = try await tool.commit("v1")
            #expect(try await tool.changedFiles(since: head) == ["b"])
            #expect(try await tool.changedFiles(since: head, until: head).isEmpty)
            #expect(try await tool.uncommitted(["a", "b"]) == ["b"])
            #expect(try await tool.mergeBase(head, head) == head)
            #expect(try await tool.history(of: head, count: 5) == [head])
            #expect(try await tool.contents("b", in: head) == Array("2".utf8))
            #expect(try await !tool.isUnmerged())
            #expect(try await scan(folder).paths == [".gitattributes", "a", "b"])
            #expect(FileSystemAccess.information("\(folder)/ran") == nil)
            try await script("git status >/dev/null 2>&1 || true", in: folder)
            #expect(FileSystemAccess.information("\(folder)/ran") != nil, "git itself runs what is configured")
        }
    }

    @Test(arguments: ["--output=pwned", "-h", "--all", "nothing", "", "HEAD:a", "HEAD\0x", "v1..HEAD"])
    func `a name that is no commit is an error and never an option`(_ name: String) async throws {
        try await withTemporaryFolder { folder in
            try write(["a": "1"], into: folder)
            try await script("git init -q .; git add .; git commit -qm x", in: folder)
            let error = await #expect(throws: Diagnostic.self) { try await git(folder).commit(name) }
            #expect(error?.code == "unknown-ref")
            #expect(try await scan(folder).paths == ["a"])
        }
    }

    @Test func `a conflict is seen, and a linked worktree has its own git folder`() async throws {
        try await withTemporaryFolder { folder in
            try write(["r/a": "1"], into: folder)
            let root = "\(folder)/r"
            try await script(
                """
                git init -q -b main .; git add .; git commit -qm x; git worktree add -q ../w
                git checkout -q -b other; echo 2 >a; git commit -qam y; git checkout -q main; echo 3 >a; git commit -qam z
                git merge other >/dev/null || true
                """, in: root)
            #expect(try await scan(root).isUnmerged)
            #expect(try await git(root).isUnmerged())
            #expect(try await !scan("\(folder)/w").isUnmerged)
            let found = try await RepositoryRoot.find(
                named: nil, workingDirectory: "\(folder)/w", runner: runner, variables: environment(folder))
            #expect(StateFolder(found).path == "\(root)/.git/worktrees/w/infra-ws")
        }
    }

    @Test func `the root is what was named, else where the spec is, else the top of git, else here`() async throws {
        try await withTemporaryFolder { folder in
            try write(
                ["git/a/b/f": "", "spec/.spec_system/state.json": "", "spec/x/y/f": "", "plain/z/f": ""], into: folder)
            try await script("git init -q git", in: folder)
            func root(_ here: String, named: String? = nil) async throws -> String {
                let found = try await RepositoryRoot.find(
                    named: named, workingDirectory: "\(folder)/\(here)", runner: runner,
                    variables: environment(folder))
                return String(found.path.dropFirst(folder.count + 1))
            }
            #expect(try await root("git/a/b") == "git")
            #expect(try await root("git/a", named: "b") == "git/a/b")
            #expect(try await root("spec/x/y") == "spec")
            #expect(try await root("plain/z") == "plain/z")
            #expect(try await root("plain", named: "../git") == "git")
            let error = await #expect(throws: Diagnostic.self) { try await root("plain", named: "none") }
            #expect(error?.code == "no-root")
        }
    }

    @Test func `outside git everything counts but what tools made`() async throws {
        try await withTemporaryFolder { folder in
            try write(
                ["a/package.json": "", "a/node_modules/x/package.json": "", "b": "", ".venv/lib/x": ""], into: folder)
            try FileSystemAccess.makeLink(at: "\(folder)/loop", to: ".")
            let files = try await scan(folder)
            #expect(files.paths == ["a/package.json", "b", "loop"])
            #expect(!files.isGit)
            #expect(files.isLink("loop"))
        }
    }
}
