import Support
import Testing
import Workspace

/// Repositories that are broken or mean harm: one clear error or warning each, nothing changed, nothing executed.
@Suite(.timeLimit(.minutes(5)))
struct BadInputTests {
    @Test func `a truncated state.json is one error with line and column, and nothing is changed`() async throws {
        try await withTemporaryFolder { folder in
            let broken = try await FixtureRun.make("broken", in: folder)
            let before = try await broken.tree()
            for command in ["run", "topology", "status", "validate", "init"] {
                let done = try await broken.program(command)
                #expect(done.status == .exited(2), "\(command): \(done.output)\(done.errors)")
                let lines = done.errors.split(separator: "\n")
                #expect(lines.count == 1, "\(command): \(done.errors)")
                #expect(lines.first?.hasPrefix("error: .spec_system/state.json:") == true, "\(done.errors)")
                #expect(done.output.isEmpty)
            }
            #expect(try await broken.tree() == before)
        }
    }

    @Test func `a path that leaves the repository is refused in the words of the contract`() async throws {
        try await withTemporaryFolder { folder in
            let repository = try await repository(
                in: folder,
                files: [
                    ".spec_system/state.json": """
                    {
                      "monorepo": true,
                      "packages": [
                        {"name": "api", "path": "../api", "type": "backend"}
                      ]
                    }
                    """
                ])
            let done = try await repository.program("status")
            #expect(done.status == .exited(2))
            #expect(
                done.errors == """
                    error: .spec_system/state.json:4:29: package "api" has the path "../api", which is outside the \
                    repository; give a path below the root

                    """)
        }
    }

    @Test func `names that would do harm are data in every output`() async throws {
        try await withTemporaryFolder { folder in
            let names = ["$(touch pwned)", "`touch pwned`", "two\nlines", "red\u{1B}[31mtext", "a|b"]
            var files = ["package.json": #"{"name": "root", "private": true, "workspaces": ["packages/*"]}"#]
            for (index, name) in names.enumerated() {
                let manifest: JSONValue = ["name": .string(name), "scripts": ["start": "node index.js"]]
                files["packages/p\(index)/package.json"] = JSONText.encode(manifest)
            }
            let repository = try await repository(in: folder, files: files)
            for arguments in [["topology"], ["status"], ["run", "--dry-run"], ["init"]] {
                let done = try await repository.program(arguments)
                #expect(done.status == .exited(0), "\(arguments): \(done.errors)")
                #expect(!(done.output + done.errors).contains("\u{1B}"), "\(arguments)")
                #expect(!FileSystemAccess.isThere("\(repository.root)/pwned"))
            }
            let table = try await repository.program("topology").output
            #expect(table.split(separator: "\n").filter { $0.hasPrefix("| ") }.allSatisfy { $0.hasSuffix(" |") })
        }
    }

    @Test func `a link out of the repository is not followed`() async throws {
        try await withTemporaryFolder { folder in
            try write(["outside/package.json": #"{"name": "outside"}"#], into: folder)
            let repository = try await repository(
                in: folder,
                files: [
                    "package.json": #"{"name": "root", "private": true, "workspaces": ["packages/*"]}"#,
                    "packages/inside/package.json": #"{"name": "inside"}"#,
                ])
            try FileSystemAccess.makeLink(at: "\(repository.root)/packages/evil", to: "\(folder)/outside")
            let done = try await repository.program("topology")
            #expect(done.status == .exited(0))
            #expect(done.output.contains("inside") && !done.output.contains("outside"))
        }
    }

    @Test func `a program that the repository's configuration names is not started`() async throws {
        try await withTemporaryFolder { folder in
            let storefront = try await FixtureRun.make("storefront", in: folder)
            let trap = "\(folder)/trap.sh"
            try FileSystemAccess.write(Array("#!/bin/sh\ntouch \(folder)/executed\n".utf8), to: trap, mode: 0o755)
            for (key, value) in [
                ("core.fsmonitor", trap), ("core.hooksPath", folder), ("diff.external", trap),
                ("filter.x.clean", trap), ("filter.x.smudge", trap), ("core.sshCommand", trap), ("core.pager", trap),
            ] {
                try await storefront.tool("git", ["config", key, value])
            }
            try write([".gitattributes": "* filter=x diff=x\n"], into: storefront.root)
            for arguments in [["topology"], ["status"], ["run", "--dry-run"]] {
                let done = try await storefront.program(arguments)
                #expect(done.status == .exited(0), "\(done.errors)")
            }
            #expect(!FileSystemAccess.isThere("\(folder)/executed"))
        }
    }

    @Test func `outside git, and without git, the topology is the same`() async throws {
        try await withTemporaryFolder { folder in
            let storefront = try await FixtureRun.make("storefront", in: folder)
            let expected = try await storefront.program("topology", "--format", "json").output
            try FileSystemAccess.removeTree("\(storefront.root)/.git")
            #expect(try await storefront.program("topology", "--format", "json").output == expected)
            try FileSystemAccess.makeFolder("\(folder)/empty")
            let without = try await storefront.program(
                "topology", "--format", "json", environment: ["PATH": "\(folder)/empty"])
            #expect(without.output == expected, "\(without.errors)")
        }
    }

    @Test func `a folder that cannot be written leaves every file as it was`() async throws {
        try await withTemporaryFolder { folder in
            let storefront = try await FixtureRun.make("storefront", in: folder)
            try FileSystemAccess.removeTree("\(storefront.root)/.spec_system/CONVENTIONS.md")
            try await storefront.commit("Without conventions")
            let before = try await storefront.tree()
            let target = "\(storefront.root)/.spec_system"
            try await storefront.tool("mount", ["--bind", target, target], allowsFailure: true)
            try await storefront.tool("mount", ["-o", "remount,ro,bind", target], allowsFailure: true)
            let done = try await storefront.program("init")
            try await storefront.tool("umount", [target], allowsFailure: true)
            #expect(done.status == .exited(3), "\(done.output)\(done.errors)")
            #expect(done.errors.contains("error: "))
            #expect(try await storefront.tree() == before)
        }
    }

    @Test(arguments: [
        (["--filter", "nothing-like-it", "status"], "nothing-like-it"), (["status", "--bundle", "speed"], "speed"),
        (["topolgy"], "topology"), (["status", "--root", "/nowhere/at/all"], "/nowhere/at/all"),
    ])
    func `wrong usage is exit 2 with one sentence that names it`(arguments: [String], word: String) async throws {
        try await withTemporaryFolder { folder in
            let storefront = try await FixtureRun.make("storefront", in: folder)
            let done = try await storefront.program(arguments)
            #expect(done.status == .exited(2))
            #expect(done.output.isEmpty)
            #expect(done.errors.contains(word), "\(done.errors)")
        }
    }

    private func repository(in folder: String, files: [String: String]) async throws -> FixtureRun {
        let repository = FixtureRun(root: "\(folder)/repository")
        try FileSystemAccess.makeFolder(repository.root)
        try write(files, into: repository.root)
        try await repository.tool("git", ["init", "--quiet", "--initial-branch", "main"])
        try await repository.commit("Start")
        return repository
    }
}
