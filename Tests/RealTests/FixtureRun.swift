import Support
import Testing
import Workspace

/// A fixture as a scratch git repository, and the built program run on it.
struct FixtureRun: Sendable {
    /// Absolute path of the repository.
    let root: String
    private let runner = ProcessToolRunner()

    /// Takes a repository that is there.
    init(root: String) {
        self.root = root
    }

    /// Copies a fixture and commits it.
    ///
    /// - Throws: What the file system or git says.
    static func make(_ name: String, in folder: String) async throws -> FixtureRun {
        let run = FixtureRun(root: "\(folder)/\(name)")
        try await run.tool("cp", ["-R", fixtures + "/" + name, run.root], in: folder)
        try await run.tool("git", ["init", "--quiet", "--initial-branch", "main"])
        try await run.commit("Start")
        return run
    }

    /// The folder of the fixtures, found from this file.
    static var fixtures: String {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        return parts.dropLast(3).joined(separator: "/") + "/fixtures/monorepos"
    }

    /// Commits everything that is there.
    func commit(_ message: String) async throws {
        try await tool("git", ["add", "--all"])
        try await tool(
            "git",
            [
                "-c", "user.name=storefront", "-c", "user.email=storefront@example.com", "-c", "commit.gpgsign=false",
                "commit", "--quiet", "--message", message,
            ])
    }

    /// Runs the built program in the repository with the environment of the tests.
    ///
    /// - Returns: Status, standard output and standard error.
    func program(_ arguments: String..., environment: [String: String] = [:]) async throws -> ToolResult {
        try await program(arguments, environment: environment)
    }

    /// The same with a list.
    func program(_ arguments: [String], environment: [String: String] = [:]) async throws -> ToolResult {
        var variables = UserEnvironment.current
        variables["NO_COLOR"] = "1"
        variables.merge(environment) { _, new in new }
        return try await runner.run(
            ToolCommand(
                FileSystemAccess.realPath(BuiltProgram.path) ?? BuiltProgram.path, arguments, in: root,
                environment: variables, timeLimit: .seconds(600)))
    }

    /// Runs a tool that has to succeed.
    @discardableResult
    func tool(
        _ name: String, _ arguments: [String], in folder: String? = nil, allowsFailure: Bool = false
    ) async throws -> String {
        let result = try await runner.run(
            ToolCommand(
                name, arguments, in: folder ?? root, environment: UserEnvironment.current, timeLimit: .seconds(300)))
        guard result.isSuccess || allowsFailure else {
            throw ToolFailure(line: "\(name) \(arguments)", words: result.errors)
        }
        return result.output
    }

    /// Every file with its mode and bytes, without git's own folder.
    func tree() async throws -> [String: FileState] {
        let listing = try await tool(
            "find", [".", "-path", "./.git", "-prune", "-o", "(", "-type", "f", "-o", "-type", "l", ")", "-print"])
        var states: [String: FileState] = [:]
        for line in listing.split(separator: "\n") {
            let path = String(line.dropFirst(2))
            let mode = FileSystemAccess.information("\(root)/\(path)")?.mode ?? 0
            states[path] = FileState(mode: mode, bytes: (try? FileSystemAccess.read("\(root)/\(path)")) ?? [])
        }
        return states
    }

    /// The text of a file.
    func text(_ path: String) throws -> String {
        String(decoding: try FileSystemAccess.read("\(root)/\(path)"), as: UTF8.self)
    }

    /// Replaces the first occurrence of a text in a file; the text has to be there.
    func replace(_ old: String, by new: String, in path: String) throws {
        let before = try text(path)
        let range = try #require(before.firstRange(of: old), "\(path) has no `\(old)`")
        let after = before.replacingCharacters(in: range, with: new)
        let mode = FileSystemAccess.information("\(root)/\(path)")?.mode ?? 0o644
        try FileSystemAccess.write(Array(after.utf8), to: "\(root)/\(path)", mode: mode)
    }

    /// The log that a unit wrote in the last run.
    func log(of slug: String) throws -> String { try text(".git/infra-ws/logs/\(slug).log") }
}

/// Mode and contents of one file.
struct FileState: Sendable, Hashable {
    var mode: UInt16
    var bytes: [UInt8]
}

/// A tool that should have succeeded.
struct ToolFailure: Error, CustomStringConvertible {
    var line: String
    var words: String

    var description: String { "`\(line)` failed: \(words)" }
}

extension String {
    /// The text with a range replaced.
    fileprivate func replacingCharacters(in range: Range<String.Index>, with new: String) -> String {
        String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
    }
}

extension Trait where Self == ConditionTrait {
    /// Runs a test only where its components are installed; in CI a missing one fails it.
    static func components(_ names: String...) -> Self {
        .enabled("needs \(names.joined(separator: ", "))") {
            let variables = UserEnvironment.current
            if variables["INFRA_WS_REQUIRE_COMPONENTS"] == "1" { return true }
            let tools = ToolLocator(searchPath: variables["PATH"] ?? UserEnvironment.defaultSearchPath)
            return names.allSatisfy { tools.path(of: $0) != nil }
        }
    }
}

extension FileSystemAccess {
    /// Whether something stands at a path.
    static func isThere(_ path: String) -> Bool { information(path) != nil }
}
