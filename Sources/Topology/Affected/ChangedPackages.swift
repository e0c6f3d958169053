package import Workspace

/// Looks up which packages changed in a range of commits, for `[ref]` filters.
package struct ChangedPackages: Sendable {
    private let graph: TopologyGraph
    private let root: String
    private let runner: any ToolRunner

    /// Makes a lookup.
    ///
    /// - Parameters:
    ///   - graph: The topology of the working tree.
    ///   - root: Absolute path of the repository's root.
    ///   - runner: Who starts git.
    package init(_ graph: TopologyGraph, root: String, runner: any ToolRunner) {
        self.graph = graph
        self.root = root
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
        let git = GitTool(folder: root, runner: runner)
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
