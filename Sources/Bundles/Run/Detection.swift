import Topology
package import Workspace

/// Step 1: what the repository is, and which of its units the filters leave.
package struct Detection: Sendable {
    /// The repository as files and claims.
    package var monorepo: Monorepo
    /// The topology and everything a bundle may look at.
    package var context: BundleContext
    /// What is to be said about the filters: one sentence for each that chose nothing because nothing changed.
    package var notes: [String] = []
    /// The deployable units that the filters leave, sorted by path.
    package var units: [DeployableUnit]
    /// The filtered packages that are not deployed, sorted by path.
    package var leftOut: [LeftOutPackage]

    /// Reads a repository.
    ///
    /// - Throws: A diagnostic where the root cannot be read, state.json is invalid, or a filter matches no package.
    package static func run(
        _ request: RunRequest, in surroundings: RunSurroundings
    ) async throws(Diagnostic) -> Detection {
        let monorepo = try await Monorepo.read(root: request.root, runner: surroundings.runner)
        return try await run(request, on: monorepo, in: surroundings)
    }

    /// Reads the topology of a repository whose files are known.
    ///
    /// - Throws: A diagnostic where a filter matches no package.
    package static func run(
        _ request: RunRequest, on monorepo: Monorepo, in surroundings: RunSurroundings
    ) async throws(Diagnostic) -> Detection {
        let catalogue = surroundings.catalogue
        let topology = await TopologyBuilder.recognise(
            monorepo: monorepo, frameworks: catalogue.recognisedFrameworks,
            platforms: catalogue.recognisedPlatforms, datastores: catalogue.recognisedDatastores)
        let context = BundleContext(
            repository: topology.view, graph: topology.graph, catalogue: catalogue, knownIssues: monorepo.knownIssues)
        let selection = try await select(request, in: topology.graph, monorepo, surroundings)
        let chosen = selection.packages
        return Detection(
            monorepo: monorepo, context: context, notes: selection.notes,
            units: chosen.filter(\.deploysIndependently).compactMap { unit(of: $0, in: context) },
            leftOut: chosen.filter { !$0.deploysIndependently && !$0.isWorkspaceRoot }.map(leftOut))
    }

    private static func select(
        _ request: RunRequest, in graph: TopologyGraph, _ monorepo: Monorepo, _ surroundings: RunSurroundings
    ) async throws(Diagnostic) -> FilterSelection {
        if let paths = request.chosenPaths {
            return FilterSelection(packages: graph.packages.filter { paths.contains($0.path) })
        }
        return try await PackageFilter.select(
            request.filters, in: graph, from: request.workingFolder,
            changes: ChangedPackages(graph, root: monorepo.files.root, runner: surroundings.runner).lookup)
    }

    private static func unit(of package: PackageNode, in context: BundleContext) -> DeployableUnit? {
        guard let contents = context.repository.packages.first(where: { $0.path == package.path }) else { return nil }
        return DeployableUnit(
            package: package, contents: contents, components: context.graph.components(usedBy: package.path),
            isMonorepo: context.graph.isMonorepo)
    }

    private static func leftOut(_ package: PackageNode) -> LeftOutPackage {
        LeftOutPackage(path: package.path, reason: "\(package.type.rawValue), not deployed")
    }
}
