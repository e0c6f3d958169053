import Support
import Testing

@testable import Workspace

@Suite struct SystemValueTests {
    @Test func `a command line can be pasted into a shell`() {
        let command = ToolCommand("git", ["a b", "it's", "", "--x=1", "$HOME"], in: "/", environment: [:])
        #expect(command.line == #"git 'a b' 'it'\''s' '' --x=1 '$HOME'"#)
    }

    @Test func `the guard keeps the groups that were not taken back, even when lines come in pieces`() {
        var ledger = GroupLedger()
        ledger.take(Array("+12\n+34\n-1".utf8))
        ledger.take(Array("2\n+1\n+0\n+-5\nnonsense\n+56\n".utf8))
        #expect(ledger.groups == [34, 56])
    }

    @Test func `nobody is found by name`() {
        let text = "root:x:0:0:root:/root:/bin/sh\nnobody2:x:1:1::/:\nnobody:*:-2:-2:U:/var/empty:/usr/bin/false\n"
        let user = UnprivilegedUser.find("nobody", inPasswords: Array(text.utf8))
        #expect(user == UnprivilegedUser(user: .max - 1, group: .max - 1))
        #expect(UnprivilegedUser.find("postgres", inPasswords: Array(text.utf8)) == nil)
    }

    @Test(arguments: [1, 2, 7, 100])
    func `a fan-out keeps the order at any width`(_ width: Int) async {
        let answers = await fanOut(over: Array(0..<40), width: width) { number in
            await Task.yield()
            return number * number
        }
        #expect(answers == (0..<40).map { $0 * $0 })
    }

    @Test func `programs are found on absolute folders of the path alone`() async throws {
        try await withTemporaryFolder { folder in
            try FileSystemAccess.makeFolder("\(folder)/first/tool", withParents: true)
            try FileSystemAccess.makeFolder("\(folder)/second")
            try FileSystemAccess.makeFolder("\(folder)/third")
            try FileSystemAccess.write([], to: "\(folder)/second/tool", mode: 0o644)
            try FileSystemAccess.write([], to: "\(folder)/third/tool", mode: 0o755)
            let locator = ToolLocator(searchPath: "::.:\(folder)/first:\(folder)/second:\(folder)/third")
            #expect(locator.path(of: "tool") == "\(folder)/third/tool")
            #expect(locator.path(of: "../third/tool") == nil)
            #expect(locator.path(of: "") == nil)
        }
    }

    @Test func `removing a tree leaves what its links point to`() async throws {
        try await withTemporaryFolder { folder in
            try write(["kept/file": "x", "gone/a/b/c": "y"], into: folder)
            try FileSystemAccess.makeLink(at: "\(folder)/gone/a/link", to: "\(folder)/kept")
            try FileSystemAccess.removeTree("\(folder)/gone")
            #expect(FileSystemAccess.information("\(folder)/gone") == nil)
            #expect(try FileSystemAccess.read("\(folder)/kept/file") == Array("x".utf8))
            try FileSystemAccess.removeTree("\(folder)/gone")
        }
    }

    @Test func `a copy has the bytes and the mode of its original`() async throws {
        try await withTemporaryFolder { folder in
            let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0) }
            try FileSystemAccess.write(bytes, to: "\(folder)/a", mode: 0o755)
            try FileCloner().copy("\(folder)/a", to: "\(folder)/b")
            #expect(try FileSystemAccess.read("\(folder)/b") == bytes)
            #expect(FileSystemAccess.information("\(folder)/b")?.mode == 0o755)
            #expect(throws: Diagnostic.self) { try FileCloner().copy("\(folder)/a", to: "\(folder)/b") }
        }
    }

    @Test func `a link is not read unless that is asked for`() async throws {
        try await withTemporaryFolder { folder in
            try write(["a": "x"], into: folder)
            try FileSystemAccess.makeLink(at: "\(folder)/link", to: "a")
            #expect(throws: Diagnostic.self) { try FileSystemAccess.read("\(folder)/link") }
            #expect(try FileSystemAccess.read("\(folder)/link", followsLink: true) == Array("x".utf8))
            let error = #expect(throws: Diagnostic.self) { try FileSystemAccess.read("\(folder)/a", limit: 0) }
            #expect(error?.code == "file-too-large")
        }
    }
}
