import Synchronization
import Topology
package import Workspace

/// Starts units in the private copy: installs, starts components, launches, waits for the port.
package struct UnitOpener: SessionOpener {
    private let copy: PrivateCopy
    private let request: RunRequest
    private let surroundings: RunSurroundings
    private let installations: Installations

    /// Makes the opener of one run; installations are shared by its units.
    package init(
        copy: PrivateCopy, request: RunRequest, surroundings: RunSurroundings, units: [DeployableUnit],
        tools: PrivateTools
    ) {
        self.copy = copy
        self.request = request
        self.surroundings = surroundings
        installations = Installations(
            copy: copy, surroundings: surroundings, timeLimit: request.timeLimit, units: units, tools: tools)
    }

    /// Starts a unit, or takes the address that the user gave for it.
    package func open(
        _ unit: DeployableUnit, in context: BundleContext, overrides: [String: String]
    ) async -> OpenedSession {
        let http = HTTPClient(runner: surroundings.runner, variables: surroundings.environment)
        if let address = address(of: unit) { return .ready(RemoteUnitSession(address: address, http: http)) }
        guard Self.canStart(unit, in: context), let framework = context.catalogue.framework(unit.package.framework)
        else { return .unavailable(needsAddress(unit)) }
        if let check = await installations.install(unit, in: context) { return .unavailable(check) }
        surroundings.progress.update(unit: unit.path, step: "starting its components")
        let instances = ComponentInstances(copy: copy, surroundings: surroundings, unit: unit)
        do throws(Diagnostic) {
            try await instances.start(in: context)
        } catch {
            await instances.close()
            return .unavailable(Self.unavailable(error, name: "start components"))
        }
        surroundings.progress.update(unit: unit.path, step: "starting")
        let launcher = UnitLauncher(
            copy: copy, surroundings: surroundings, instances: instances, http: http, timeLimit: request.timeLimit,
            live: request.isLive ? surroundings.live : nil)
        let opened = await launcher.launch(unit, framework: framework, in: context, overrides: overrides)
        if case .unavailable = opened { await instances.close() }
        return opened
    }

    /// Whether a unit can be started on this machine: its framework knows how, and no platform runs it in a way of its
    /// own (functions, an edge network).
    package static func canStart(_ unit: DeployableUnit, in context: BundleContext) -> Bool {
        let isElsewhere = unit.package.platforms.compactMap { context.catalogue.platform($0) }.contains { platform in
            if case .automatic = platform.probe(of: unit, in: context.repository) { return true }
            return false
        }
        let framework = context.catalogue.framework(unit.package.framework)
        return !isElsewhere && framework?.launch(of: unit, on: 1) != nil
    }

    private func address(of unit: DeployableUnit) -> String? {
        let address = request.addresses[unit.package.name] ?? request.addresses[unit.path]
        return address.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    }

    private func needsAddress(_ unit: DeployableUnit) -> Check {
        Check(
            "GET /", expected: "200", observed: "give its address: --url \(unit.package.name)=https://...",
            verdict: .notRun(.needsURL))
    }

    /// A check that says why a unit could not be asked: a missing tool or network is not a failure of the unit.
    static func unavailable(_ problem: Diagnostic, name: String, log: [String] = []) -> Check {
        let remedy = problem.remedy.map { "; \($0)" } ?? ""
        switch problem.code {
        case "needs-tool":
            return Check(name, expected: "started", observed: problem.message + remedy, verdict: .notRun(.needsTool))
        case "needs-network":
            return Check(name, expected: "started", observed: problem.message + remedy, verdict: .notRun(.needsNetwork))
        default:
            return Check(
                name, expected: "started", observed: problem.message, verdict: .failed,
                cause: problem.message + remedy, log: log)
        }
    }
}
