import Workspace

/// A folder with the name that it goes by: of its manifest or of state.json, which wins.
struct NamedPackage: Sendable {
    /// Folder relative to the root.
    var path: String
    /// Its name.
    var name: String
    /// What workspace kinds claim about it; empty where only state.json knows it.
    var claims: [PackageClaim]
    /// What state.json says about it.
    var state: StatePackage?

    /// Every package of the repository, sorted by path: claimed ones, and those of state.json whose folder exists.
    static func all(in monorepo: Monorepo) -> [NamedPackage] {
        let stated = Dictionary(
            (monorepo.state?.packages ?? []).map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        var packages = monorepo.packages.map { package in
            NamedPackage(
                path: package.path, name: stated[package.path]?.name ?? package.name, claims: package.claims,
                state: stated[package.path])
        }
        let claimed = Set(packages.map(\.path))
        for entry in stated.values where !claimed.contains(entry.path) && monorepo.files.hasFolder(entry.path) {
            packages.append(NamedPackage(path: entry.path, name: entry.name, claims: [], state: entry))
        }
        return packages.sorted { $0.path < $1.path }
    }
}

/// A framework that saw itself in a package.
struct FrameworkCandidate: Sendable {
    /// Its id.
    var id: String
    /// Its language.
    var language: String
    /// Its place in the list.
    var order: Int
    /// What it saw.
    var match: FrameworkMatch
}

/// A platform that saw itself in a package.
struct PlatformCandidate: Sendable {
    /// Its id.
    var id: String
    /// What it saw.
    var match: PlatformMatch
}

/// Everything that was seen about one package before anything is decided.
struct PackageCandidate: Sendable {
    /// Name, claims and what state.json says.
    var named: NamedPackage
    /// Its files and dependencies.
    var contents: PackageContents
    /// Frameworks, the surest first.
    var frameworks: [FrameworkCandidate]
    /// Platforms, the surest first.
    var platforms: [PlatformCandidate]
}

/// The edges between packages, from both ends.
struct DependencyEdges: Sendable {
    /// Edges by dependent, sorted by path and kind.
    let outgoing: [String: [DependencyEdge]]
    /// Dependents of a package, whatever the kind.
    let consumers: [String: Set<String>]
    /// Dependents that cannot run without a package.
    let runTimeConsumers: [String: Set<String>]

    /// Makes all views of the claims.
    init(_ claims: [DependencyClaim]) {
        outgoing = Dictionary(grouping: claims, by: \.from).mapValues { claims in
            claims.map { DependencyEdge(path: $0.to, kind: $0.kind, place: $0.place) }
        }
        var consumers: [String: Set<String>] = [:]
        var runTimeConsumers: [String: Set<String>] = [:]
        for claim in claims {
            consumers[claim.to, default: []].insert(claim.from)
            if claim.kind.isNeededAtRunTime { runTimeConsumers[claim.to, default: []].insert(claim.from) }
        }
        self.consumers = consumers
        self.runTimeConsumers = runTimeConsumers
    }

    /// For each package those of `packages` that it needs when it runs, itself included. Cycles end.
    ///
    /// The walk goes from the few packages that are asked about to whoever needs them.
    func needs(among packages: Set<String>) -> [String: Set<String>] {
        var needs: [String: Set<String>] = [:]
        for package in packages {
            var open = [package]
            needs[package, default: []].insert(package)
            while let next = open.popLast() {
                for consumer in runTimeConsumers[next] ?? []
                where needs[consumer, default: []].insert(package).inserted {
                    open.append(consumer)
                }
            }
        }
        return needs
    }
}

extension DependencyKind {
    /// Whether the dependent cannot run without it.
    var isNeededAtRunTime: Bool {
        switch self {
        case .production, .optional, .peer, .implicit: true
        case .development, .build: false
        }
    }
}
