import Workspace

/// One database, cache or queue with everybody's signs of using it.
struct StoreInstance {
    /// Index of the datastore.
    var engine: Int
    /// The compose service that runs it.
    var service: ComposeService?
    /// Name of the database inside it.
    var database: String?
    /// Version where it is pinned.
    var version: String?
    /// Signs of use.
    var uses: [StoreUse]
    /// Whether nothing tells where it is: only drivers were seen.
    var isUnplaced = false
    /// Lines of infrastructure that declare it.
    var declared: [Evidence] = []
    /// Its name there.
    var declaredName: String?
}

extension StoreInstance {
    /// An instance that only infrastructure declares, in one or several files.
    init(declared stores: [DeclaredStore]) {
        engine = stores.first?.engine ?? 0
        version = stores.lazy.compactMap(\.version).first
        uses = []
        declared = stores.map(\.evidence)
        declaredName = stores.first?.name
    }
}

extension [StoreInstance] {
    /// A unit does not have two instances of one engine unless two addresses show it: what it reaches by drivers alone
    /// is one.
    ///
    /// `reached` has for each unit the packages that it needs.
    func joiningUnplaced(_ reached: [String: Set<String>]) -> [StoreInstance] {
        var joined = self
        var byPackage: [String: Set<Int>] = [:]
        for (index, instance) in enumerated() {
            for use in instance.uses { byPackage[use.package, default: []].insert(index) }
        }
        // Where the signs of an instance went that was joined to another.
        var targets = Array<Int>(indices)
        for (_, needed) in reached.sorted(by: { $0.key < $1.key }) {
            let found = Set(needed.flatMap { byPackage[$0] ?? [] }.map { Self.target(of: $0, targets) })
            for (_, used) in Dictionary(grouping: found, by: { joined[$0].engine }).sorted(by: { $0.key < $1.key }) {
                let unplaced = used.filter { joined[$0].isUnplaced }.sorted()
                let placed = used.filter { !joined[$0].isUnplaced }
                guard placed.count <= 1, let target = placed.first ?? unplaced.first else { continue }
                for index in unplaced where index != target {
                    joined[target].uses += joined[index].uses
                    joined[index].uses = []
                    targets[index] = target
                }
            }
        }
        return joined.filter { !$0.isUnplaced || !$0.uses.isEmpty }
    }

    private static func target(of index: Int, _ targets: [Int]) -> Int {
        var index = index
        while targets[index] != index { index = targets[index] }
        return index
    }
}

/// Tells which signs are about the same database.
///
/// The same compose service (and database name) is one; the same host, port and name in an example is one. A package
/// that only has a driver uses the one instance of its engine that there is, else that of a library that it needs, else
/// one of its own.
struct StoreInstances {
    /// Every sign of every package.
    let uses: [StoreUse]
    /// What compose files say.
    let compose: ComposeProjects
    /// For each package those with signs that it needs when it runs, itself included.
    let needs: [String: Set<String>]
    /// Every datastore that is known.
    let datastores: [any Datastore]
    /// Rows of the Infrastructure table.
    let conventions: [InfrastructureRow]

    /// What makes two signs be about the same instance.
    private struct Key: Hashable {
        var engine: Int
        /// Compose service, or host and port, or the package.
        var location: String
        var database: String?
    }

    /// Every instance, in the order in which they were seen first.
    func all() -> [StoreInstance] {
        let servers = composeServers()
        var instances: [Key: StoreInstance] = [:]
        var order: [Key] = []
        func add(_ use: StoreUse?, _ key: Key, _ service: ComposeService?) {
            if instances[key] == nil {
                order.append(key)
                instances[key] = StoreInstance(
                    engine: key.engine, service: service, database: key.database,
                    version: service?.image.flatMap { StoreImage($0.text).version }, uses: [],
                    isUnplaced: key.location.hasPrefix("package:"))
            }
            if let use { instances[key]?.uses.append(use) }
        }
        var open: [StoreUse] = []
        for use in uses {
            if let (key, service) = place(of: use, servers) { add(use, key, service) } else { open.append(use) }
        }
        // Libraries come before those that need them, so that a unit joins the database of its library.
        let depth = needs.mapValues(\.count)
        for use in open.enumerated().sorted(by: {
            (depth[$0.element.package] ?? 0, $0.offset) < (depth[$1.element.package] ?? 0, $1.offset)
        }).map(\.element) {
            for key in targets(of: use, among: order, instances, servers) {
                add(use, key, servers.first { location($0.service) == key.location }?.service)
            }
        }
        for server in servers where !order.contains(where: { $0.location == location(server.service) }) {
            add(nil, Key(engine: server.engine, location: location(server.service), database: nil), server.service)
        }
        return merged(order.compactMap { key in instances[key].map { (key, $0) } })
    }

    /// Compose services that run a datastore.
    private func composeServers() -> [(service: ComposeService, engine: Int)] {
        let finder = StoreUseFinder(datastores: datastores, compose: compose)
        var seen: Set<String> = []
        return compose.services.compactMap { service in
            guard let engine = finder.engines(of: service).min() else { return nil }
            // The same service in an override file is the same server.
            return seen.insert(location(service)).inserted ? (service, engine) : nil
        }
    }

    private func location(_ service: ComposeService) -> String {
        "compose:" + RelativePath.folder(of: service.file) + ":" + service.name
    }

    /// Where a sign with a compose service or an address leads; nil for one that has neither.
    private func place(
        of use: StoreUse, _ servers: [(service: ComposeService, engine: Int)]
    ) -> (Key, ComposeService?)? {
        let isFile = use.address.map(\.host.isEmpty) ?? true
        if isFile, use.service == nil { return nil }
        let server =
            use.service.flatMap { service in servers.first { location($0.service) == location(service) } }
            ?? server(of: use, servers)
        let engine = server?.engine ?? preferred(use.engines)
        let database = datastores[engine].kind == .database ? use.address?.database : nil
        if let server {
            return (Key(engine: engine, location: location(server.service), database: database), server.service)
        }
        guard let address = use.address else { return nil }
        let port = address.port.map { ":\($0)" } ?? ""
        return (Key(engine: engine, location: address.host + port, database: database), nil)
    }

    /// The compose server that an example's address means: by its name, by its published port, or the only one.
    private func server(
        of use: StoreUse, _ servers: [(service: ComposeService, engine: Int)]
    ) -> (service: ComposeService, engine: Int)? {
        guard let address = use.address else { return nil }
        let fitting = servers.filter { use.engines.contains($0.engine) }
        if let named = fitting.first(where: { $0.service.name == address.host }) { return named }
        guard address.host == "localhost" else { return nil }
        if let port = address.port,
            let published = fitting.first(where: { $0.service.publishedPorts.contains(port) })
        {
            return published
        }
        return fitting.count == 1 ? fitting[0] : nil
    }

    /// The instances that a sign without an address means.
    private func targets(
        of use: StoreUse, among order: [Key], _ instances: [Key: StoreInstance],
        _ servers: [(service: ComposeService, engine: Int)]
    ) -> [Key] {
        let fitting = order.filter { use.engines.contains($0.engine) }
        // What the package's own addresses lead to.
        let own = fitting.filter { key in instances[key]?.uses.contains { $0.package == use.package } ?? false }
        if !own.isEmpty { return own }
        let reachable = (needs[use.package] ?? []).subtracting([use.package])
        let inherited = fitting.filter { key in
            instances[key]?.uses.contains { reachable.contains($0.package) } ?? false
        }
        if inherited.count == 1 { return inherited }
        let running = servers.filter { use.engines.contains($0.engine) }
        if running.count == 1 {
            let location = location(running[0].service)
            let known = fitting.filter { $0.location == location }
            return known.count == 1 ? known : [Key(engine: running[0].engine, location: location, database: nil)]
        }
        let shared = fitting.filter { !$0.location.hasPrefix("package:") }
        if shared.count == 1 { return shared }
        return [Key(engine: preferred(use.engines), location: "package:" + use.package, database: nil)]
    }

    /// Of engines that share a driver, the one that CONVENTIONS.md names, else the first of the list.
    private func preferred(_ engines: Set<Int>) -> Int {
        let sorted = engines.sorted()
        let named = sorted.first { index in
            let name = datastores[index].name.lowercased()
            return conventions.contains { $0.provider.lowercased().contains(name) }
        }
        return named ?? sorted.first ?? 0
    }

    /// A use of a server without the database's name is a use of the only database on it.
    private func merged(_ found: [(Key, StoreInstance)]) -> [StoreInstance] {
        var result: [StoreInstance] = []
        for (key, instance) in found {
            let named = found.filter {
                $0.0.location == key.location && $0.0.engine == key.engine && $0.0.database != nil
            }
            if key.database == nil, named.count == 1 { continue }
            var whole = instance
            if key.database != nil, named.count == 1 {
                whole.uses += found.filter {
                    $0.0.location == key.location && $0.0.engine == key.engine && $0.0.database == nil
                }
                .flatMap(\.1.uses)
            }
            result.append(whole)
        }
        return result
    }
}
