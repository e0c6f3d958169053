import Support
import Testing

@testable import Workspace

@Suite struct PrivateCopyTests {
    private func files(_ folder: String) async throws -> RepositoryFiles {
        try await RepositoryFiles.scan(root: folder, runner: ProcessToolRunner())
    }

    @Test func `a copy has the files and modes, and neither secrets nor ways out`() async throws {
        try await withTemporaryFolder { folder in
            let root = "\(folder)/r"
            try write(
                [
                    "a/b": "1", ".env": "SECRET=1", "x/.env.local": "S", ".env.example": "S=", "key.pem": "-",
                    ".npmrc": "//r/:_authToken=npm_x\n", "y/.npmrc": "//r/:_authToken=${T}\n",
                ], into: root)
            try FileSystemAccess.write(Array("#!/bin/sh\n".utf8), to: "\(root)/run", mode: 0o755)
            for (name, target) in [
                ("in", "a/b"), ("out", "/etc/passwd"), ("up", "../.."), ("env", ".env"), ("none", "x/y"),
            ] {
                try FileSystemAccess.makeLink(at: "\(root)/\(name)", to: target)
            }
            let copy = try await PrivateCopy.make(of: try await files(root), in: folder)
            let copied = try await RepositoryFiles.scan(root: copy.tree, runner: ProcessToolRunner())
            #expect(copied.paths == [".env.example", "a/b", "in", "run", "y/.npmrc"])
            #expect(copied.text("in") == "1")
            #expect(copy.secrets == [".env", ".npmrc", "key.pem", "x/.env.local"])
            #expect(copy.warnings.map { $0.place?.path } == ["env", "none", "out", "up"])
            #expect(FileSystemAccess.information(copy.path)?.mode == 0o700)
            #expect(FileSystemAccess.information("\(copy.tree)/run")?.mode == 0o755)
            for name in [copy.home, copy.temporary, copy.logs] { #expect(FileSystemAccess.isFolder(name)) }
            try await copy.remove()
            #expect(FileSystemAccess.information(copy.path) == nil)
        }
    }

    @Test func `leftovers of a run that is gone are removed, those of one that works are not`() async throws {
        try await withTemporaryFolder { folder in
            try write(["r/a": "1", "infra-ws-1-abcdef/lock": "1\n", "infra-ws-foreign/data": "x"], into: folder)
            let first = try await PrivateCopy.make(of: try await files("\(folder)/r"), in: folder)
            let second = try await PrivateCopy.make(of: try await files("\(folder)/r"), in: folder)
            #expect(FileSystemAccess.isFolder(first.path))
            #expect(!FileSystemAccess.isFolder("\(folder)/infra-ws-1-abcdef"))
            #expect(FileSystemAccess.isFolder("\(folder)/infra-ws-foreign"))
            try await first.remove()
            try await second.remove()
        }
    }

    @Test func `the lock of a repository is held once and says by whom`() async throws {
        try await withTemporaryFolder { folder in
            let root = try await RepositoryRoot.find(
                named: nil, workingDirectory: folder, runner: ProcessToolRunner())
            let state = StateFolder(root)
            #expect(state.path == "\(folder)/.infra-ws")
            do {
                let lock = try state.lock()
                let error = #expect(throws: Diagnostic.self) { _ = try state.lock() }
                #expect(error?.code == "locked")
                #expect(error?.message.hasPrefix("another infra-ws (process ") == true)
                _ = consume lock
            }
            _ = try state.lock()
            #expect(try FileSystemAccess.read("\(state.path)/.gitignore") == Array("*\n".utf8))
        }
    }
}
