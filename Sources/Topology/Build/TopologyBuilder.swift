package import Workspace

/// The topology with the view of the repository that it was built from.
package struct RecognisedRepository: Sendable {
    /// What was found.
    package var graph: TopologyGraph
    /// All files and packages.
    package var view: RepositoryView

    /// Makes a pair.
    package init(graph: TopologyGraph, view: RepositoryView) {
        self.graph = graph
        self.view = view
    }
}

/// Builds the topology of a repository: what each package is, where it runs, what it shares.
package struct TopologyBuilder: Sendable {
    /// The repository.
    let monorepo: Monorepo
    /// What can be recognised; the order decides between matches of equal confidence.
    let frameworks: [any Framework]
    /// What can be recognised.
    let platforms: [any Platform]
    /// What can be recognised; of two that share a driver the first counts unless something tells them apart.
    let datastores: [any Datastore]
    /// The only packages to look into; nil for all.
    let only: Set<String>?

    /// Builds the topology.
    package static func build(
        monorepo: Monorepo, frameworks: [any Framework], platforms: [any Platform], datastores: [any Datastore]
    ) async -> TopologyGraph {
        await recognise(
            monorepo: monorepo, frameworks: frameworks, platforms: platforms, datastores: datastores
        ).graph
    }

    /// Builds the topology and keeps the view of the repository.
    ///
    /// - Parameters:
    ///   - monorepo: The repository.
    ///   - frameworks: What can be recognised.
    ///   - platforms: What can be recognised.
    ///   - datastores: What can be recognised.
    ///   - paths: The only packages to look into; nil for all. Of the others only names, edges and platforms are
    ///     known then, and no shared components.
    /// - Returns: The topology.
    package static func recognise(
        monorepo: Monorepo, frameworks: [any Framework], platforms: [any Platform], datastores: [any Datastore],
        only paths: Set<String>? = nil
    ) async -> RecognisedRepository {
        let builder = TopologyBuilder(
            monorepo: monorepo, frameworks: frameworks, platforms: platforms, datastores: datastores, only: paths)
        return await builder.recognise()
    }

    private func recognise() async -> RecognisedRepository {
        let named = NamedPackage.all(in: monorepo)
        let view = RepositoryView(
            files: monorepo.files, packages: await contents(of: named),
            conventions: monorepo.conventions?.rows ?? [])
        let compose = ComposeProjects(in: monorepo)
        async let matches = frameworkMatches(view)
        async let places = platformMatches(view)
        async let uses = storeUses(view, compose)
        let edges = DependencyEdges(monorepo.dependencies)
        let classifier = PackageClassifier(
            view: view, monorepo: monorepo, edges: edges,
            surroundings: RoleSurroundings(view: view, edges: edges, compose: compose, datastores: datastores))
        let platformsByPackage = Dictionary(grouping: await places, by: \.match.package).mapValues(
            Self.withoutFallbacks)
        let frameworkMatches = await matches
        let classified = await ParallelMap.run(over: Array(view.packages.enumerated())) { index, package in
            let platforms = platformsByPackage[package.path] ?? []
            guard only?.contains(package.path) ?? true else {
                return (node: classifier.outline(of: named[index], platforms: platforms), role: PackageRole?.none)
            }
            let candidate = PackageCandidate(
                named: named[index], contents: package, frameworks: frameworkMatches[index], platforms: platforms)
            let role = classifier.role(of: candidate)
            return (classifier.node(for: candidate, role: role), role)
        }
        var nodes = classified.map(\.node)
        let roles = Dictionary(
            classified.compactMap { item in item.role.map { (item.node.path, $0) } }, uniquingKeysWith: { $1 })
        var shared = SharedComponentBuilder(
            uses: await uses, compose: compose, edges: edges, datastores: datastores, view: view
        ).build(for: &nodes)
        if only == nil {
            shared += DomainBuilder(view: view, platforms: platformsByPackage.values.flatMap(\.self)).build(for: &nodes)
            shared.sort { $0.id < $1.id }
        }
        let graph = TopologyGraph(
            isMonorepo: isMonorepo(nodes), workspaces: monorepo.workspaces, packages: nodes, shared: shared,
            evidence: platforms.flatMap { $0.repositoryEvidence(in: view) },
            warnings: warnings(roles: roles, compose: compose))
        return RecognisedRepository(graph: graph, view: view)
    }

    /// The platforms of one package without those that only count where there is no other.
    private static func withoutFallbacks(_ candidates: [PlatformCandidate]) -> [PlatformCandidate] {
        let own = candidates.filter { !$0.match.isFallback }
        return own.isEmpty ? candidates : own
    }

    /// `monorepo` of state.json decides; without it two or more packages, the folder that only holds a workspace
    /// together not counted.
    private func isMonorepo(_ nodes: [PackageNode]) -> Bool {
        if let decided = monorepo.state?.monorepo { return decided }
        return nodes.count { !$0.isWorkspaceRoot } >= 2
    }

    private func warnings(roles: [String: PackageRole], compose: ComposeProjects) -> [Diagnostic] {
        let found =
            monorepo.files.warnings + monorepo.diagnostics + compose.diagnostics
            + StateDrift(monorepo: monorepo, roles: roles).diagnostics
        return found.removingRepetition()
    }
}

// MARK: - Asking, side by side

extension TopologyBuilder {
    private func contents(of named: [NamedPackage]) async -> [PackageContents] {
        let own = await monorepo.files.own(of: named.map(\.path))
        let (files, manifests, only) = (monorepo.files, monorepo.manifests, only)
        return await ParallelMap.run(over: Array(zip(named, own))) { package, own in
            var dependencies: [Ecosystem: [DeclaredDependency]] = [:]
            for reader in DependencyReaders.all where only?.contains(package.path) ?? true {
                let declared = reader.read(package.path, manifests)
                if !declared.isEmpty { dependencies[reader.ecosystem, default: []] += declared }
            }
            let versions = NxProjectFacts.versionRoot(of: package.path, manifests)
            return PackageContents(
                path: package.path, name: package.name, files: files, claims: package.claims,
                own: own, dependencies: dependencies,
                inheritedDependencies: versions.map { NodeDependencies().read($0, manifests) } ?? [],
                manifests: manifests)
        }
    }

    /// For each package every match, the surest first; equals in the order of the list.
    private func frameworkMatches(_ view: RepositoryView) async -> [[FrameworkCandidate]] {
        let byLanguage = Dictionary(grouping: frameworks.enumerated(), by: \.element.language)
        let only = only
        return await ParallelMap.run(over: view.packages) { package in
            guard only?.contains(package.path) ?? true else { return [] }
            defer { package.parsed.forget() }
            var found: [FrameworkCandidate] = []
            for (language, frameworks) in byLanguage where SourceLanguageSigns.mayHave(language, package) {
                for (order, framework) in frameworks {
                    guard let match = framework.recognise(package) else { continue }
                    found.append(FrameworkCandidate(id: framework.id, language: language, order: order, match: match))
                }
            }
            return found.sorted { ($1.match.confidence, $0.order) < ($0.match.confidence, $1.order) }
        }
    }

    /// Every match, the surest first; equals in the order of the list.
    private func platformMatches(_ view: RepositoryView) async -> [PlatformCandidate] {
        let found = await ParallelMap.run(over: platforms, minimumChunk: 1) { platform in
            platform.recognise(in: view).map { PlatformCandidate(id: platform.id, match: $0) }
        }
        let all = found.flatMap(\.self).enumerated()
        return all.sorted { ($1.element.match.confidence, $0.offset) < ($0.element.match.confidence, $1.offset) }
            .map(\.element)
    }

    private func storeUses(_ view: RepositoryView, _ compose: ComposeProjects) async -> [StoreUse] {
        guard only == nil else { return [] }
        let finder = StoreUseFinder(datastores: datastores, compose: compose)
        let own = await ParallelMap.run(over: view.packages) { finder.uses(of: $0) }.flatMap(\.self)
        return own + AspireHost(view: view, index: StoreIndex(datastores)).uses()
    }
}
