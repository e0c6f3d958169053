import Testing
import Workspace

@testable import infra_ws

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite struct OutputFileTests {
    /// Runs with an empty folder that is removed afterwards.
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(component: "output-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    private func contents(_ path: String) throws -> String {
        try String(contentsOf: URL(filePath: path), encoding: .utf8)
    }

    private func output(to path: String) throws -> Output {
        var options = GlobalOptions()
        options.output = path
        return try Output(options, surroundings: Surroundings(), results: MemorySink(), talk: MemorySink())
    }

    @Test func `the file appears whole at the end, with nothing beside it`() throws {
        try withFolder { folder in
            let output = try output(to: folder + "/report.md")
            output.result("one\n")
            output.document("two\n")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
            try output.close()
            #expect(try contents(folder + "/report.md") == "one\ntwo\n")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["report.md"])
        }
    }

    @Test func `a file that is replaced keeps its permissions`() throws {
        try withFolder { folder in
            let path = folder + "/report.md"
            try Data("old".utf8).write(to: URL(filePath: path))
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
            let output = try output(to: path)
            output.result("new")
            try output.close()
            #expect(try contents(path) == "new")
            #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o640)
        }
    }

    @Test func `a link is refused and what it points to stays as it was`() throws {
        try withFolder { folder in
            try Data("old".utf8).write(to: URL(filePath: folder + "/target"))
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/link", withDestinationPath: folder + "/target")
            let error = #expect(throws: Diagnostic.self) { _ = try output(to: folder + "/link") }
            #expect(error?.message == "`--output \(folder)/link` is a link")
            #expect(try contents(folder + "/target") == "old")
        }
    }

    @Test func `a link that appears during the work is refused at the end`() throws {
        try withFolder { folder in
            let output = try output(to: folder + "/report")
            output.result("new")
            try Data("old".utf8).write(to: URL(filePath: folder + "/target"))
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/report", withDestinationPath: folder + "/target")
            #expect(throws: Diagnostic.self) { try output.close() }
            #expect(try contents(folder + "/target") == "old")
        }
    }

    @Test(arguments: [
        ("/dev/null", "output/not-a-file"), ("/", "output/not-a-file"), ("", "output/not-a-file"),
        ("/no/such/folder/report", "output/unwritable"),
    ])
    func `what is no file in a folder is refused before any work`(_ path: String, _ code: String) {
        let error = #expect(throws: Diagnostic.self) { _ = try OutputFile(checking: path) }
        #expect(error?.code == code)
    }
}
