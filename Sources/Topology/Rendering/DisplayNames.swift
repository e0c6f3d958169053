/// How ids are written for people: `coolify` is `Coolify`, `postgresql` is `PostgreSQL`.
package struct DisplayNames: Sendable {
    private let frameworks: [String: String]
    private let platforms: [String: String]
    private let engines: [String: String]

    /// Collects the names of everything that is known.
    package init(frameworks: [any Framework], platforms: [any Platform], datastores: [any Datastore]) {
        self.frameworks = Dictionary(frameworks.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        self.platforms = Dictionary(platforms.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        engines = Dictionary(datastores.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    /// The name of a framework; the id where it is not known.
    package func framework(_ id: String) -> String { frameworks[id] ?? id }

    /// The name of a platform; the id where it is not known.
    package func platform(_ id: String) -> String { platforms[id] ?? id }

    /// The name of an engine; the id where it is not known.
    package func engine(_ id: String) -> String { engines[id] ?? ContentNetwork.names[id] ?? id }

    /// A component in a few words: `PostgreSQL`, `Valkey cache`, `RabbitMQ queue`.
    package func component(_ component: SharedComponent) -> String {
        let name = component.engine.map(engine) ?? component.id
        switch component.kind {
        case .database, .cdn, .domain: return name
        case .cache: return name + " cache"
        case .queue: return name + " queue"
        case .search: return name + " search"
        case .objectStore: return name + " object store"
        }
    }
}
