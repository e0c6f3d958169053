import Topology
import Workspace

/// Chooses how each component of a request is asked.
struct PythonHealthChecks: Sendable {
    private let sources: PythonSources
    private let connections: [PythonConnection]
    private let drivers: Set<String>

    /// The way over connections that the code has.
    static let existing = Approach("existing-connection", "checks over the connections that the code already has")
    /// The way over connections of the endpoint's own.
    static let own = Approach("own-connection", "checks over a short connection of the endpoint's own")

    /// Reads the connections of a package.
    init(_ sources: PythonSources) {
        self.sources = sources
        connections = PythonConnectionFinder(sources).connections()
        drivers = Set((sources.contents.dependencies[.python] ?? []).map(\.name))
    }

    /// One check for each component, by an approach.
    ///
    /// - Parameters:
    ///   - components: What to ask.
    ///   - approach: `existing` uses what the code has and nothing else; `own` prefers a connection of its own.
    ///   - names: Gives the name under which the generated file knows a symbol.
    /// - Returns: The checks in the order of the components.
    /// - Throws: `health/no-connection` for the first component that cannot be asked.
    func checks(
        of components: [HealthComponent], by approach: Approach, names: inout PythonNames
    ) throws(Diagnostic) -> [PythonHealthCheck] {
        var used: Set<PythonSymbol> = []
        var checks: [PythonHealthCheck] = []
        for component in components {
            if approach.id == Self.own.id, let check = ownCheck(component) {
                checks.append(check)
                continue
            }
            guard
                let connection = connections.first(where: { connection in
                    connection.driver.reaches(component.engine) && !used.contains(connection.symbol)
                })
            else { throw .noConnection(component, unit: sources.contents.path) }
            used.insert(connection.symbol)
            let name = names.name(of: connection.symbol, for: component)
            checks.append(PythonHealthCheck(component, over: connection, named: name))
        }
        return checks
    }

    private func ownCheck(_ component: HealthComponent) -> PythonHealthCheck? {
        guard let address = PythonAddress.find(for: component.engine, in: sources) else { return nil }
        return PythonHealthCheck(component, at: address, drivers: drivers)
    }
}

/// The names that a generated file gives to what it imports from the package, each another one.
struct PythonNames: Sendable {
    private var taken: Set<String>
    private(set) var aliases: [PythonSymbol: String] = [:]

    /// Starts with the names that the file itself defines.
    init(reserved: Set<String>) { taken = reserved }

    /// The name of a symbol; another one than its own where that is taken.
    mutating func name(of symbol: PythonSymbol, for component: HealthComponent) -> String {
        if let known = aliases[symbol] { return known }
        let own = symbol.name ?? "connection"
        let name = taken.contains(own) ? PythonText.identifier(component.key) + "_" + own : own
        taken.insert(name)
        aliases[symbol] = name
        return name
    }
}

extension Diagnostic {
    fileprivate static func noConnection(_ component: HealthComponent, unit: String) -> Diagnostic {
        .error(
            "health/no-connection", "no connection to \(component.id) (\(component.engine)) was found in the code",
            at: FilePlace(unit), remedy: "add a check of \(component.id) to the health endpoint by hand")
    }
}
