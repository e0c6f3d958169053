import Topology
import Workspace

/// What is known of a datastore that differs from others in facts alone.
struct StoreFacts: Sendable {
    /// Lower-case engine id.
    var id: String
    /// The name as its makers write it.
    var name: String
    /// What a package uses it for unless the code says otherwise.
    var kind: ComponentKind
    /// Drivers by the names of their registries, lower case.
    var drivers: [Ecosystem: [String]] = [:]
    /// Schemes of its addresses.
    var schemes: [String] = []
    /// Names of container images.
    var images: [String] = []
    /// Variables that customarily hold its address.
    var environmentNames: [String] = []
    /// How configuration, code and infrastructure spell it.
    var signs = StoreSigns()
    /// How it runs from a container; nil where this program starts none.
    var container: ContainerServer?
}

/// A datastore that is recognised, and started from a container image at most; nobody has proved more.
protocol FactualDatastore: KnownDatastore {
    /// The facts.
    static var facts: StoreFacts { get }
}

extension FactualDatastore {
    /// See `StoreFacts`.
    package var id: String { Self.facts.id }
    /// See `StoreFacts`.
    package var name: String { Self.facts.name }
    /// See `StoreFacts`.
    package var kind: ComponentKind { Self.facts.kind }
    /// See `StoreFacts`.
    package var drivers: [Ecosystem: [String]] { Self.facts.drivers }
    /// See `StoreFacts`.
    package var schemes: [String] { Self.facts.schemes }
    /// See `StoreFacts`.
    package var images: [String] { Self.facts.images }
    /// See `StoreFacts`.
    package var environmentNames: [String] { Self.facts.environmentNames }
    /// See `StoreFacts`.
    package var signs: StoreSigns { Self.facts.signs }
    /// Only what recognising says of it is tested.
    package var proof: Proof { .snippet }
    /// None is started from this machine's programs.
    package var debianPackage: String? { nil }

    /// None.
    package func localServer(in folder: String, on port: Int, tools: ToolLocator) -> LocalServer? { nil }

    /// The image of the facts, in the version that the repository pins.
    package func container(version: String?) -> ContainerServer? {
        guard var container = Self.facts.container, let version else { return Self.facts.container }
        container.image = container.image.prefix { $0 != ":" } + ":" + version
        return container
    }

    /// An address on the loopback without a credential, with the scheme and the database of the example.
    package func connectionString(port: Int, example: String?) -> String {
        let scheme = example.flatMap { ConnectionScheme.of($0) }.flatMap { schemes.contains($0) ? $0 : nil }
        let database = example.flatMap { StoreAddress($0) }?.database.map { "/" + $0 } ?? ""
        return "\(scheme ?? schemes.first ?? id)://127.0.0.1:\(port)\(database)"
    }

    /// None.
    package func part(named variable: String, port: Int) -> String? { nil }
}
