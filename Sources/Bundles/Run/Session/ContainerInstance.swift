import Workspace

/// A component that runs in a container of the user's engine.
struct ContainerInstance: ComponentInstance {
    let port: Int
    private let identifier: String
    private let ready: [String]
    private let surroundings: RunSurroundings
    private let folder: String

    /// How long a container may take to answer.
    private static let startLimit: Duration = .seconds(90)

    /// Starts a container under a name of this run's own; nil where no engine answers or it cannot get the image.
    static func start(
        _ server: ContainerServer, name: String, copy: PrivateCopy, surroundings: RunSurroundings
    ) async -> ContainerInstance? {
        guard surroundings.tools.path(of: "docker") != nil else { return nil }
        let docker = DockerTool(surroundings: surroundings, folder: copy.temporary)
        guard await docker.answers, let port = try? await PortProbe.freePort() else { return nil }
        let variables = server.environment.sorted { $0.key < $1.key }.flatMap { ["--env", "\($0.key)=\($0.value)"] }
        let label = "infra-ws-" + (copy.path.split(separator: "/").last.map(String.init) ?? "run")
        let started = await docker.run(
            ["run", "--detach", "--label", "infra-ws=\(label)", "--publish", "127.0.0.1:\(port):\(server.port)"]
                + variables + [server.image], limit: .seconds(300))
        guard let started, started.isSuccess else { return nil }
        let identifier = started.output.split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
        let instance = ContainerInstance(
            port: port, identifier: identifier, ready: server.ready, surroundings: surroundings,
            folder: copy.temporary)
        guard await instance.waitUntilReady() else {
            await instance.close()
            return nil
        }
        return instance
    }

    private init(
        port: Int, identifier: String, ready: [String], surroundings: RunSurroundings, folder: String
    ) {
        self.port = port
        self.identifier = identifier
        self.ready = ready
        self.surroundings = surroundings
        self.folder = folder
    }

    func stop() async throws(Diagnostic) {
        _ = await docker.run(["stop", "--time", "5", identifier], limit: .seconds(30))
    }

    func restart() async throws(Diagnostic) {
        _ = await docker.run(["start", identifier], limit: .seconds(30))
        if await !waitUntilReady() {
            throw .error("component-start", "the container `\(identifier.prefix(12))` did not start again")
        }
    }

    func close() async {
        _ = await docker.run(["rm", "--force", "--volumes", identifier], limit: .seconds(30))
    }

    private var docker: DockerTool { DockerTool(surroundings: surroundings, folder: folder) }

    private func waitUntilReady() async -> Bool {
        let end = ContinuousClock.now + Self.startLimit
        while ContinuousClock.now < end, !Task.isCancelled {
            let asked = await docker.run(["exec", identifier] + ready, limit: .seconds(10))
            if asked?.isSuccess == true, await PortProbe.isOpen(port) { return true }
            try? await Task.sleep(for: .milliseconds(200))
        }
        return false
    }
}

/// The user's container engine.
struct DockerTool: Sendable {
    let surroundings: RunSurroundings
    let folder: String

    /// Whether an engine answers within 5 s.
    var answers: Bool {
        get async {
            await run(["version", "--format", "{{.Server.Version}}"], limit: .seconds(5))?.isSuccess == true
        }
    }

    /// Runs a docker command; nil where there is none to run.
    func run(_ arguments: [String], limit: Duration) async -> ToolResult? {
        let command = ToolCommand(
            "docker", arguments, in: folder, environment: surroundings.environment, timeLimit: limit)
        return try? await surroundings.runner.run(command)
    }
}
