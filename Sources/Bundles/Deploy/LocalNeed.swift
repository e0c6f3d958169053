import Topology
import Workspace

/// One database, cache or queue that has to run before a unit is started, with the variables that lead to it.
struct LocalNeed: Sendable {
    /// Names and addresses, sorted by name.
    let variables: [(name: String, value: String)]
    /// A line of a list of Markdown that says what has to run; nil for a file, which the unit makes itself.
    let line: String?

    /// What a unit needs, in the order of its components.
    static func all(of unit: DeployableUnit, reads: [VariableRead], in context: BundleContext) -> [LocalNeed] {
        let examples = ExampleValues.of(unit, in: context.repository)
        return unit.components.compactMap { component in
            context.catalogue.datastore(component.engine).map { store in
                LocalNeed(component, store, reads: reads, examples: examples)
            }
        }
    }

    private init(
        _ component: SharedComponent, _ store: any KnownDatastore, reads: [VariableRead], examples: [String: String]
    ) {
        let port = store.container(version: nil)?.port
        let names = Set(reads.map(\.name)).union(examples.keys).sorted()
        let found = names.compactMap { name -> (name: String, value: String)? in
            let example = examples[name] ?? reads.first { $0.name == name && $0.defaultValue != nil }?.defaultValue
            let scheme = example.flatMap { ConnectionScheme.of($0) }
            let isOwn = scheme.map { store.schemes.contains($0) } ?? store.environmentNames.contains(name)
            guard isOwn, scheme != nil || reads.contains(where: { $0.name == name }) else { return nil }
            // The repository's own example, where it is of this machine; otherwise the engine's customary port.
            if let example, port == nil || example.contains("localhost") || example.contains("127.0.0.1") {
                return (name, example)
            }
            return (name, store.connectionString(port: port ?? 0, example: example))
        }
        variables = found
        line = port.map { _ in Self.line(component, store, variable: found.first?.name) }
    }

    private static func line(_ component: SharedComponent, _ store: any KnownDatastore, variable: String?) -> String {
        let version = component.version.map { " \($0)" } ?? ""
        let place = variable.map { " at the address in `\($0)`" } ?? ""
        let database = variable != nil && component.kind == .database ? ", with its user and database" : ""
        let hint = store.debianPackage.map { " (Debian: `apt-get install \($0)`)" } ?? ""
        return "- \(MarkdownText.cell(store.name + version))\(place)\(database)\(hint)"
    }
}
