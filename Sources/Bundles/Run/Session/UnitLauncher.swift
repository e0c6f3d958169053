import Topology
import Workspace

/// Launches one unit whose components run, and waits until it accepts connections.
struct UnitLauncher: Sendable {
    let copy: PrivateCopy
    let surroundings: RunSurroundings
    let instances: ComponentInstances
    let http: HTTPClient
    let timeLimit: Duration
    /// What was done outside this machine in this run; nil without `--live`.
    let live: LiveActions?

    /// How often a start is repeated when its port was taken in between.
    private static let portAttempts = 3

    /// Builds and starts the unit.
    func launch(
        _ unit: DeployableUnit, framework: any KnownFramework, in context: BundleContext, overrides: [String: String]
    ) async -> OpenedSession {
        var last = OpenedSession.unavailable(
            Check("start", expected: "accepts connections", observed: "not started", verdict: .failed))
        for _ in 0..<Self.portAttempts {
            do throws(Diagnostic) {
                let port = try await PortProbe.freePort()
                guard let launch = framework.launch(of: unit, on: port) else { return last }
                var environment = UnitEnvironment(
                    copy: copy, surroundings: surroundings, instances: instances, unit: unit, context: context
                ).variables(reads: framework.environmentReads(in: unit))
                environment.merge(launch.environment) { _, new in new }
                environment.merge(overrides) { _, new in new }
                if let check = try await build(launch, environment) { return .unavailable(check) }
                let tool = try await start(launch, unit: unit, environment)
                switch await wait(for: tool, on: port, unit: unit) {
                case .success(let address):
                    return .ready(
                        LocalUnitSession(
                            address: address, tool: tool, instances: instances, http: http,
                            started: StartedUnit(
                                tree: copy.tree, temporary: copy.temporary, variables: environment,
                                userVariables: surroundings.environment, runner: surroundings.runner,
                                live: live)))
                case .failure(let failure):
                    await tool.stop(grace: .seconds(2))
                    last = .unavailable(failure.check)
                    if !failure.isPortTaken { return last }
                }
            } catch {
                return .unavailable(UnitOpener.unavailable(error, name: "start"))
            }
            try? await Task.sleep(for: .seconds(2))
        }
        return last
    }

    private func build(_ launch: LaunchCommand, _ environment: [String: String]) async throws(Diagnostic) -> Check? {
        guard let build = launch.build else { return nil }
        // A compiler needs the user's own environment: module proxies, caches, toolchain switches.
        var variables = surroundings.environment
        variables["PATH"] = ([surroundings.searchPath] + PrivateTools.searchFolders(in: copy)).joined(separator: ":")
        let command = ToolCommand(
            build.executable, build.arguments, in: folder(build.workingDirectory), environment: variables,
            timeLimit: timeLimit)
        let result: ToolResult
        do throws(Diagnostic) {
            result = try await surroundings.runner.run(command)
        } catch {
            throw error.code == "tool-not-found" ? .missingTool(build.executable) : error
        }
        if result.isSuccess { return nil }
        let lines = (result.errors + result.output).split(separator: "\n").map(String.init)
        return Check(
            "build", expected: "`\(command.line)` succeeds", observed: "\(result.status)", verdict: .failed,
            cause: lines.first { $0.contains("error") || $0.contains(":") } ?? lines.last,
            log: Array(lines.suffix(12)))
    }

    private func start(
        _ launch: LaunchCommand, unit: DeployableUnit, _ environment: [String: String]
    ) async throws(Diagnostic) -> RunningTool {
        let command = ToolCommand(
            launch.executable, launch.arguments, in: folder(launch.workingDirectory), environment: environment,
            timeLimit: .seconds(3600))
        do throws(Diagnostic) {
            return try await surroundings.runner.start(
                command, logPath: copy.logs + "/" + Slug.of(unit.path) + ".log")
        } catch {
            throw error.code == "tool-not-found" ? .missingTool(launch.executable) : error
        }
    }

    private struct StartFailure: Error {
        var check: Check
        var isPortTaken: Bool
    }

    /// Waits until the unit listens: on the port that it was given, or on the one that it binds by itself.
    private func wait(
        for tool: RunningTool, on port: Int, unit: DeployableUnit
    ) async -> Result<String, StartFailure> {
        let end = ContinuousClock.now + min(timeLimit, .seconds(90))
        while ContinuousClock.now < end, tool.isRunning, !Task.isCancelled {
            if await PortProbe.isOpen(port) { return .success("http://127.0.0.1:\(port)") }
            if let own = await ListeningPorts.first(ofGroup: tool.processID, surroundings: surroundings) {
                return .success("http://127.0.0.1:\(own)")
            }
            try? await Task.sleep(for: .milliseconds(100))
        }
        return .failure(failure(tool, unit: unit))
    }

    private func failure(_ tool: RunningTool, unit: DeployableUnit) -> StartFailure {
        let log = tool.logTail(lines: 20).split(separator: "\n").map(String.init)
        let isTaken = log.contains { $0.contains("EADDRINUSE") || $0.lowercased().contains("address already in use") }
        let observed = tool.status.map { "ended: \($0)" } ?? "does not listen"
        var cause = StartLog.cause(log) ?? observed
        if isTaken {
            let place = unit.package.evidence.first { $0.fact == "port" }
            cause =
                place.map { "the port \($0.value) is written down in \($0.place) and taken; read it from PORT" }
                ?? "its port is taken"
        }
        let check = Check(
            "start", expected: "accepts connections", observed: observed, verdict: .failed, cause: cause, log: log)
        return StartFailure(check: check, isPortTaken: isTaken)
    }

    private func folder(_ relative: String) -> String {
        relative == "." ? copy.tree : copy.tree + "/" + relative
    }
}

extension Diagnostic {
    fileprivate static func missingTool(_ name: String) -> Diagnostic {
        .error("needs-tool", "`\(name)` is not installed", remedy: "install it and run the command again")
    }
}
