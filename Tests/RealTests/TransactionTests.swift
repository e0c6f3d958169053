import Support
import Testing
import Workspace

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

@Suite struct TransactionTests {
    /// A repository with a state folder beside it.
    private struct Scene {
        /// The real disk without waiting for it: most tests write a thousand times.
        static let quick = SystemFileWriter(waitsForDisk: false)

        let tree = try? TemporaryTree()
        let state = try? TemporaryTree()
        let root: String
        let stateFolder: String

        init() throws {
            let tree = try #require(tree)
            root = tree.path
            stateFolder = try #require(state).path
            try tree.write("a.txt", "one\n")
            try tree.write("bin/run.sh", "#!/bin/sh\r\nexit 0\r\n", mode: 0o755)
            try tree.write("secret.conf", "x", mode: 0o600)
            try tree.write("empty/.keep", "")
        }

        var changes: ChangeSet {
            ChangeSet([
                .edit("a.txt", original: Array("one\n".utf8), new: Array("two\n".utf8), why: "w"),
                .edit(
                    "bin/run.sh", original: Array("#!/bin/sh\r\nexit 0\r\n".utf8),
                    new: Array("#!/bin/sh\r\nexit 1\r\n".utf8), why: "w"),
                .edit("secret.conf", original: [UInt8(ascii: "x")], new: [UInt8(ascii: "y")], why: "w"),
                .create("new/deep/file.txt", "new\n", why: "w"),
                .create("bin/backup.sh", "#!/bin/sh\n", mode: 0o755, why: "w"),
                .create("new/empty", "", why: "w"),
            ])
        }

        func listing() throws -> [String] { try #require(tree).listing() }

        func write(_ name: String, _ text: String) throws { try #require(tree).write(name, text) }

        func commit(_ changes: ChangeSet? = nil, _ writer: any FileWriting = quick) throws(Diagnostic) {
            let transaction = try FileTransaction(
                changes ?? self.changes, root: root, stateFolder: stateFolder, command: "run", writer: writer)
            try transaction.commit()
        }

        func recover() throws(Diagnostic) -> Diagnostic? {
            try TransactionRecovery.recover(stateFolder: stateFolder, root: root, writer: Self.quick)
        }

        func undo(
            force: Bool = false, _ writer: any FileWriting = quick
        ) throws(Diagnostic) -> UndoStore.Outcome {
            try UndoStore(stateFolder: stateFolder, root: root, writer: writer).undo(force: force)
        }

        /// What lies in the state folder.
        func stateNames() throws -> [String] { try FileSystemAccess.list(stateFolder) }
    }

    private let written = [
        "a.txt 644 \"two\\n\"", "bin/ 755", "bin/backup.sh 755 \"#!/bin/sh\\n\"",
        "bin/run.sh 755 \"#!/bin/sh\\r\\nexit 1\\r\\n\"", "empty/ 755", "empty/.keep 644 \"\"", "new/ 755",
        "new/deep/ 755", "new/deep/file.txt 644 \"new\\n\"", "new/empty 644 \"\"", "secret.conf 600 \"y\"",
    ]

    @Test func `a commit writes everything, keeps modes and line endings, and leaves no other file`() throws {
        let scene = try Scene()
        try scene.commit(nil, SystemFileWriter())
        #expect(try scene.listing() == written)
        #expect(try scene.stateNames() == ["undo"])
    }

    @Test func `an empty change set writes nothing and keeps what can be undone`() throws {
        let scene = try Scene()
        try scene.commit()
        try scene.commit(ChangeSet())
        #expect(try scene.undo() != .nothing)
    }

    @Test func `a step that fails leaves everything as it was, whichever it is`() throws {
        var step = 0
        while true {
            let scene = try Scene()
            let before = try scene.listing()
            let writer = FailingWriter(failingAt: step, .once)
            var failure: Diagnostic?
            do throws(Diagnostic) { try scene.commit(nil, writer) } catch { failure = error }
            if let failure {
                try #require(failure.code == "test/no-space", "step \(step): \(failure.line)")
                try #require(try scene.listing() == before, "step \(step)")
                try #require(try scene.stateNames().filter { $0 != "discarded" } == [], "step \(step)")
            } else {
                try #require(try scene.listing() == written, "step \(step)")
                if writer.count <= step { break }
                // What fails after the mark is tidying up; the next command does it.
                _ = try scene.recover()
                try #require(try scene.stateNames() == ["undo"], "step \(step)")
            }
            step += 1
        }
        #expect(step > 40)
    }

    @Test(arguments: [FailingWriter.Failure.powerLoss, .powerLossInTheMiddle])
    func `after a power loss at any step the next command finds the old files or the new ones`(
        _ failure: FailingWriter.Failure
    ) throws {
        var step = 0
        var sentences: Set<String> = []
        while true {
            let scene = try Scene()
            let before = try scene.listing()
            let writer = FailingWriter(failingAt: step, failure)
            let failed = (try? scene.commit(nil, writer)) == nil
            if writer.count <= step { break }
            let warning = try scene.recover()
            let after = try scene.listing()
            try #require(after == before || after == written, "step \(step): \(after)")
            try #require(failed || after == written, "a commit that returned was lost in step \(step)")
            try #require(warning == nil || after == before, "step \(step)")
            if let warning { sentences.insert(warning.message) }
            try #require(try scene.recover() == nil, "step \(step)")
            if after == before { try scene.commit() }
            guard case .undone = try scene.undo() else {
                Issue.record("nothing to undo after step \(step)")
                return
            }
            try #require(try scene.listing() == before, "step \(step)")
            step += 1
        }
        #expect(sentences.contains("`infra-ws run` was stopped while it wrote, and nothing had to be put back"))
        #expect(
            sentences.contains("`infra-ws run` was stopped while it wrote, and its changes were taken back: a.txt"))
    }

    @Test func `a power loss during the recovery is recovered from`() throws {
        var last = 0
        // The last step before the mark: everything has its new name.
        while true {
            let scene = try Scene()
            try? scene.commit(nil, FailingWriter(failingAt: last + 1, .powerLoss))
            if FileSystemAccess.information("\(scene.stateFolder)/transaction/committed") != nil { break }
            last += 1
        }
        var step = 0
        while true {
            let scene = try Scene()
            let before = try scene.listing()
            try? scene.commit(nil, FailingWriter(failingAt: last, .powerLoss))
            let writer = FailingWriter(failingAt: step, .powerLossInTheMiddle)
            _ = try? TransactionRecovery.recover(stateFolder: scene.stateFolder, root: scene.root, writer: writer)
            if writer.count <= step { break }
            _ = try scene.recover()
            let after = try scene.listing()
            try #require(after == before, "step \(step): \(after)")
            step += 1
        }
        #expect(step > 15)
    }

    @Test func `a power loss during an undo leaves everything undone or nothing`() throws {
        var step = 0
        while true {
            let scene = try Scene()
            let before = try scene.listing()
            try scene.commit()
            let writer = FailingWriter(failingAt: step, .powerLossInTheMiddle)
            _ = try? scene.undo(force: false, writer)
            if writer.count <= step { break }
            _ = try scene.recover()
            let after = try scene.listing()
            try #require(after == before || after == written, "step \(step): \(after)")
            let second = try scene.undo()
            try #require((second == .nothing) == (after == before), "step \(step)")
            try #require(try scene.listing() == before, "step \(step)")
            step += 1
        }
        #expect(step > 20)
    }

    @Test func `a file that somebody edits between the crash and the recovery is left alone`() throws {
        var scene = try Scene()
        var step = 0
        // Up to the first step after a.txt got its new name.
        while scene.tree?.text("a.txt") != "two\n" {
            scene = try Scene()
            try? scene.commit(nil, FailingWriter(failingAt: step, .powerLoss))
            step += 1
        }
        try scene.write("a.txt", "mine\n")
        let warning = try #require(try scene.recover())
        #expect(warning.message.hasSuffix("; left alone because changed since: a.txt"))
        #expect(scene.tree?.text("a.txt") == "mine\n")
    }
}

extension TransactionTests {
    @Test(arguments: [
        ("link.txt", "changes/link"), ("linked/x.txt", "changes/link"), ("a.txt", "changes/changed"),
        ("bin", "changes/not-ordinary"), ("gone.txt", "changes/changed"), ("../x", "changes/path"),
    ])
    func `an edit of what is no such file is refused before anything is written`(_ path: String, _ code: String) throws
    {
        let scene = try Scene()
        try FileSystemAccess.makeLink(at: "\(scene.root)/link.txt", to: "secret.conf")
        try FileSystemAccess.makeLink(at: "\(scene.root)/linked", to: "bin")
        try scene.write("bin/x.txt", "x")
        let before = try scene.listing()
        let changes = ChangeSet([
            .create("0", "first", why: "w"), .edit(path, original: [UInt8(ascii: "x")], new: [], why: "w"),
        ])
        let error = #expect(throws: Diagnostic.self) { try scene.commit(changes) }
        #expect(error?.code == code)
        #expect(try scene.listing() == before)
        #expect(try scene.stateNames() == [])
    }

    @Test(arguments: [
        ("a.txt", "changes/exists"), ("bin", "changes/exists"), ("dangling", "changes/exists"),
        ("linked/x.txt", "changes/link"), ("a.txt/x", "changes/exists"), ("bin/../x", "changes/path"),
        ("/tmp/x", "changes/path"), (".git/hooks/x", "changes/path"),
    ])
    func `a new file takes no place that is taken and follows no link`(_ path: String, _ code: String) throws {
        let scene = try Scene()
        try FileSystemAccess.makeLink(at: "\(scene.root)/dangling", to: "nowhere")
        try FileSystemAccess.makeLink(at: "\(scene.root)/linked", to: "/tmp")
        let before = try scene.listing()
        let error = #expect(throws: Diagnostic.self) { try scene.commit(ChangeSet([.create(path, "x", why: "w")])) }
        #expect(error?.code == code)
        #expect(try scene.listing() == before)
    }

    @Test func `a file that changes after the check is not overwritten`() throws {
        let scene = try Scene()
        let transaction = try FileTransaction(
            scene.changes, root: scene.root, stateFolder: scene.stateFolder, command: "run")
        try scene.write("secret.conf", "other")
        let before = try scene.listing()
        do throws(Diagnostic) {
            try transaction.commit()
            Issue.record("it was overwritten")
        } catch {
            #expect(error.code == "changes/changed")
        }
        #expect(try scene.listing() == before)
    }

    @Test func `a folder that turns into a link after the check leads nowhere`() throws {
        let scene = try Scene()
        let outside = try TemporaryTree()
        let transaction = try FileTransaction(
            ChangeSet([.create("empty/x", "x", why: "w")]), root: scene.root, stateFolder: scene.stateFolder,
            command: "run")
        try FileSystemAccess.removeTree("\(scene.root)/empty")
        try FileSystemAccess.makeLink(at: "\(scene.root)/empty", to: outside.path)
        do throws(Diagnostic) {
            try transaction.commit()
            Issue.record("it was written through the link")
        } catch {
            #expect(error.code == "changes/link")
        }
        #expect(try outside.listing() == [])
        #expect(try scene.stateNames() == [])
    }

    @Test(.enabled(if: geteuid() != 0, "root may write everywhere"))
    func `a folder that cannot be written is one error`() throws {
        let scene = try Scene()
        #expect(chmod("\(scene.root)/bin", 0o555) == 0)
        let before = try scene.listing()
        let error = #expect(throws: Diagnostic.self) { try scene.commit() }
        #expect(error?.code == "file-system")
        #expect(try scene.listing() == before)
        #expect(chmod("\(scene.root)/bin", 0o755) == 0)
    }

    #if os(Linux)
    @Test func `a file system that takes no files is one error`() throws {
        let scene = try Scene()
        do throws(Diagnostic) {
            let transaction = try FileTransaction(
                ChangeSet([.create("infra-ws-test", "x", why: "w")]), root: "/sys", stateFolder: scene.stateFolder,
                command: "run")
            try transaction.commit()
            Issue.record("it was written")
        } catch {
            #expect(error.code == "file-system")
        }
        #expect(try scene.stateNames() == [])
    }
    #endif
}

extension TransactionTests {
    @Test func `an undo brings back contents, modes and folders, and a second one has nothing to do`() throws {
        let scene = try Scene()
        let before = try scene.listing()
        try scene.commit()
        #expect(chmod("\(scene.root)/bin/run.sh", 0o600) == 0)
        let plan = try #require(try UndoStore(stateFolder: scene.stateFolder, root: scene.root).plan())
        #expect(plan.command == "run")
        #expect(plan.edited == [])
        #expect(plan.changes.changes.map(\.path) == scene.changes.changes.map(\.path))
        let paths = scene.changes.changes.map(\.path)
        #expect(try scene.undo() == .undone(command: "run", restored: paths, kept: []))
        #expect(try scene.listing() == before)
        #expect(try scene.undo() == .nothing)
        #expect(try scene.stateNames() == [])
    }

    @Test func `an undo after an edit puts nothing back, and with force the rest`() throws {
        let scene = try Scene()
        try scene.commit()
        try scene.write("a.txt", "mine\n")
        try scene.write("new/deep/other", "mine too\n")
        try FileSystemAccess.removeTree("\(scene.root)/bin/backup.sh")
        let before = try scene.listing()
        #expect(try scene.undo() == .refused(edited: ["a.txt"]))
        #expect(try scene.listing() == before)
        let restored = ["bin/run.sh", "new/deep/file.txt", "new/empty", "secret.conf"]
        #expect(try scene.undo(force: true) == .undone(command: "run", restored: restored, kept: ["a.txt"]))
        #expect(
            try scene.listing() == [
                "a.txt 644 \"mine\\n\"", "bin/ 755", "bin/run.sh 755 \"#!/bin/sh\\r\\nexit 0\\r\\n\"", "empty/ 755",
                "empty/.keep 644 \"\"", "new/ 755", "new/deep/ 755", "new/deep/other 644 \"mine too\\n\"",
                "secret.conf 600 \"x\"",
            ])
        #expect(try scene.undo() == .nothing)
    }

    @Test func `an edited file that was removed or replaced by a link counts as edited`() throws {
        let scene = try Scene()
        try scene.commit()
        try FileSystemAccess.removeTree("\(scene.root)/a.txt")
        try FileSystemAccess.removeTree("\(scene.root)/secret.conf")
        try FileSystemAccess.makeLink(at: "\(scene.root)/secret.conf", to: "bin/run.sh")
        #expect(try scene.undo() == .refused(edited: ["a.txt", "secret.conf"]))
    }

    @Test func `the last of two commands is undone, not both`() throws {
        let scene = try Scene()
        try scene.commit()
        let second = ChangeSet([.edit("a.txt", original: Array("two\n".utf8), new: Array("three\n".utf8), why: "w")])
        try scene.commit(second)
        #expect(try scene.undo() == .undone(command: "run", restored: ["a.txt"], kept: []))
        #expect(try scene.listing() == written)
        #expect(try scene.undo() == .nothing)
    }

    @Test func `a command that only reads recovers too, unless another one is at work`() async throws {
        let scene = try Scene()
        let before = try scene.listing()
        let folder = StateFolder(
            try await RepositoryRoot.find(named: scene.root, workingDirectory: "/", runner: ProcessToolRunner()))
        try folder.make()
        let transaction = try FileTransaction(
            scene.changes, root: scene.root, stateFolder: folder.path, command: "run",
            writer: FailingWriter(failingAt: 32, .powerLoss))
        try? transaction.commit()
        let lock = try folder.lock()
        #expect(try TransactionRecovery.recover(folder, root: scene.root) == nil)
        _ = consume lock
        #expect(try TransactionRecovery.recover(folder, root: scene.root)?.code == "recovered")
        #expect(try scene.listing().filter { !$0.hasPrefix(".infra-ws") } == before)
        #expect(try TransactionRecovery.recover(folder, root: scene.root) == nil)
    }

    @Test func `a damaged journal is an error and not a guess`() throws {
        let scene = try Scene()
        try scene.commit()
        try scene.state?.write("undo/journal.json", "{\"schema\": \"infra-ws/journal/1\"}")
        let error = #expect(throws: Diagnostic.self) { try scene.undo() }
        #expect(error?.code == "changes/journal")
        try scene.state?.write(
            "transaction/journal.json",
            #"{"schema": "infra-ws/journal/1", "id": "00", "purpose": "change", "command": "run", "entries": "#
                + #"[{"path": "../x", "kind": "create", "mode": 420, "user": 0, "group": 0}]}"#)
        let outside = #expect(throws: Diagnostic.self) { try scene.recover() }
        #expect(outside?.code == "changes/journal")
    }
}
