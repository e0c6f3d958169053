import Synchronization
import Topology
import Workspace

/// The instances of one unit's components: its own, so that stopping one disturbs no neighbour.
final class ComponentInstances: Sendable {
    private let copy: PrivateCopy
    private let surroundings: RunSurroundings
    private let unit: DeployableUnit
    private let running = Mutex<[String: any ComponentInstance]>([:])

    /// Makes the instances of a unit; none is started yet.
    init(copy: PrivateCopy, surroundings: RunSurroundings, unit: DeployableUnit) {
        self.copy = copy
        self.surroundings = surroundings
        self.unit = unit
    }

    /// The ports of the instances, by component id.
    var ports: [String: Int] { running.withLock { $0.mapValues(\.port) } }

    /// Starts one instance of each component that has a server: from a container where an engine answers and has the
    /// image, otherwise from the binaries on this machine.
    ///
    /// - Throws: `needs-tool` where neither is to be had.
    func start(in context: BundleContext) async throws(Diagnostic) {
        for component in unit.components {
            guard let datastore = context.catalogue.datastore(component.engine) else { continue }
            let container = datastore.container(version: component.version)
            if let container,
                let instance = await ContainerInstance.start(
                    container, name: component.id, copy: copy, surroundings: surroundings)
            {
                running.withLock { $0[component.id] = instance }
                continue
            }
            let instance = try await LocalInstance.start(
                datastore, id: "\(Slug.of(unit.path))-\(component.id)", copy: copy, surroundings: surroundings)
            if let instance {
                running.withLock { $0[component.id] = instance }
            } else if container != nil {
                throw .noServer(datastore.name, package: datastore.debianPackage)
            }
        }
    }

    /// Stops the instance of a component and waits until its port is closed; false where it has none.
    func stop(_ id: String) async throws(Diagnostic) -> Bool {
        guard let instance = running.withLock({ $0[id] }) else { return false }
        try await instance.stop()
        return true
    }

    /// Starts a stopped instance again, on the same port, with the same data.
    func restart(_ id: String) async throws(Diagnostic) {
        guard let instance = running.withLock({ $0[id] }) else { return }
        try await instance.restart()
    }

    /// Ends every instance.
    func close() async {
        let all = running.withLock { instances in
            defer { instances = [:] }
            return instances
        }
        for instance in all.values { await instance.close() }
    }
}

/// One running database, cache or queue.
protocol ComponentInstance: Sendable {
    /// The port on 127.0.0.1.
    var port: Int { get }
    /// Stops it; its data stays.
    func stop() async throws(Diagnostic)
    /// Starts it again on the same port.
    func restart() async throws(Diagnostic)
    /// Ends it for good.
    func close() async
}

extension Diagnostic {
    fileprivate static func noServer(_ name: String, package: String?) -> Diagnostic {
        .error(
            "needs-tool", "no container engine has \(name) and its server is not installed",
            remedy: package.map { "apt-get install \($0)" } ?? "install \(name)")
    }
}
