import Synchronization
import Topology
import Workspace

/// A component that runs from binaries of this machine, in the foreground, as an unprivileged user.
final class LocalInstance: ComponentInstance {
    let port: Int
    private let server: LocalServer
    private let folder: String
    private let surroundings: RunSurroundings
    private let tool: Mutex<RunningTool?>

    /// How long a server may take to answer.
    private static let startLimit: Duration = .seconds(60)
    /// How often a start is repeated when its port was taken in between.
    private static let portAttempts = 3

    private init(port: Int, server: LocalServer, folder: String, surroundings: RunSurroundings, tool: RunningTool) {
        self.port = port
        self.server = server
        self.folder = folder
        self.surroundings = surroundings
        self.tool = Mutex(tool)
    }

    /// Starts a server with all its files in a folder of its own; nil where this datastore has no server or its
    /// binaries are not installed.
    ///
    /// - Throws: What the server said when it did not start.
    static func start(
        _ datastore: any KnownDatastore, id: String, copy: PrivateCopy, surroundings: RunSurroundings
    ) async throws(Diagnostic) -> LocalInstance? {
        var problem = Diagnostic.error("component-start", "\(datastore.name) did not start")
        for _ in 0..<portAttempts {
            let port = try await PortProbe.freePort()
            // A socket's path has at most 107 bytes, so the folder stands beside the copy and not deep inside it.
            let folder = try FileSystemAccess.makeTemporaryFolder(in: copy.temporary, prefix: "c-")
            try UnprivilegedUser.needed?.takeOver(folder)
            guard let server = datastore.localServer(in: folder, on: port, tools: surroundings.tools) else {
                return nil
            }
            for words in server.prepare { try await run(words, in: folder, surroundings) }
            let tool = try await serve(server, in: folder, surroundings)
            do throws(Diagnostic) {
                try await waitUntilReady(server, tool, port: port, in: folder, surroundings, name: datastore.name)
                for words in server.afterReady { try await run(words, in: folder, surroundings) }
                return LocalInstance(
                    port: port, server: server, folder: folder, surroundings: surroundings, tool: tool)
            } catch {
                await tool.stop()
                problem = error
            }
        }
        throw problem
    }

    func stop() async throws(Diagnostic) {
        let running = tool.withLock { tool in
            defer { tool = nil }
            return tool
        }
        await running?.stop(signal: server.stopsOnInterrupt ? 2 : 15, grace: .seconds(5))
    }

    func restart() async throws(Diagnostic) {
        let started = try await Self.serve(server, in: folder, surroundings)
        tool.withLock { $0 = started }
        try await Self.waitUntilReady(server, started, port: port, in: folder, surroundings, name: "the component")
    }

    func close() async {
        try? await stop()
    }

    // MARK: Commands

    private static func serve(
        _ server: LocalServer, in folder: String, _ surroundings: RunSurroundings
    ) async throws(Diagnostic) -> RunningTool {
        var command = command(server.serve, in: folder, surroundings)
        command.timeLimit = .seconds(3600)
        return try await surroundings.runner.start(
            UnprivilegedUser.wrapping(command), logPath: folder + "-server.log")
    }

    private static func run(
        _ words: [String], in folder: String, _ surroundings: RunSurroundings
    ) async throws(Diagnostic) {
        let command = UnprivilegedUser.wrapping(command(words, in: folder, surroundings))
        let result = try await surroundings.runner.run(command)
        if result.isSuccess { return }
        let words = (result.errors + result.output).split(separator: "\n").last.map(String.init) ?? "\(result.status)"
        throw .error("component-start", "`\(command.line)` failed: \(words)")
    }

    private static func command(
        _ words: [String], in folder: String, _ surroundings: RunSurroundings
    ) -> ToolCommand {
        ToolCommand(
            words.first ?? "", Array(words.dropFirst()), in: folder,
            environment: UserEnvironment.restricted(surroundings.environment, home: folder, temporary: folder),
            timeLimit: startLimit)
    }

    private static func waitUntilReady(
        _ server: LocalServer, _ tool: RunningTool, port: Int, in folder: String, _ surroundings: RunSurroundings,
        name: String
    ) async throws(Diagnostic) {
        let isOpen = await PortProbe.waitUntilOpen(port, limit: startLimit) { tool.isRunning }
        let end = ContinuousClock.now + startLimit
        while isOpen, tool.isRunning, ContinuousClock.now < end {
            guard let ready = server.ready else { return }
            let command = UnprivilegedUser.wrapping(command(ready, in: folder, surroundings))
            if try await surroundings.runner.run(command).isSuccess { return }
            try? await Task.sleep(for: .milliseconds(50))
        }
        let words = tool.logTail(lines: 3).split(separator: "\n").joined(separator: " ")
        throw .error("component-start", "\(name) did not start: \(words)")
    }
}
