package import Workspace

/// Looks up which packages changed in a range of commits, for `[ref]` filters.
package struct ChangedPackages: Sendable {
    private let graph: TopologyGraph
    private let monorepo: Monorepo
    private let runner: any ToolRunner

    /// Makes a lookup.
    ///
    /// - Parameters:
    ///   - graph: The topology of the working tree.
    ///   - monorepo: The working tree.
    ///   - runner: Who starts git.
    package init(_ graph: TopologyGraph, of monorepo: Monorepo, runner: any ToolRunner) {
        self.graph = graph
        self.monorepo = monorepo
        self.runner = runner
    }

    /// The lookup as filters ask it.
    package var lookup: PackageFilter.ChangeLookup {
        { range async throws(Diagnostic) in try await changed(in: range) }
    }

    /// The paths of the packages that changed themselves, dependents not included.
    ///
    /// `[ref]` compares with the working tree, untracked files included; `[a...b]` compares two commits, beginning
    /// where their histories parted.
    private func changed(in range: FilterRange) async throws(Diagnostic) -> Set<String> {
        let git = GitTool(folder: monorepo.files.root, runner: runner)
        let from = try await git.commit(range.from)
        var differences: [GitDifference]
        if let to = range.to {
            let head = try await git.commit(to)
            differences = try await git.differences(since: try await git.mergeBase(from, head), until: head)
        } else {
            differences = try await git.differences(since: from)
        }
        let owners = PackageOwners(graph.packages.map(\.path))
        return Set(differences.compactMap { owners.owner(of: $0.path) })
    }
}
