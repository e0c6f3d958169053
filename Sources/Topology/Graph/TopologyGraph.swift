package import Workspace

/// The repository as a graph of packages, the edges between them, and the components that they share.
package struct TopologyGraph: Sendable {
    /// Whether the run treats the repository as a monorepo (`monorepo` of state.json, else two or more packages).
    package var isMonorepo: Bool
    /// The workspaces that manifests declare, sorted by kind, then manifest.
    package var workspaces: [WorkspaceDeclaration]
    /// Every package, sorted by path.
    package var packages: [PackageNode]
    /// Every shared component, sorted by id.
    package var shared: [SharedComponent]
    /// Infrastructure-as-code and similar facts about the whole repository, sorted.
    package var evidence: [Evidence]
    /// What was left out or looks wrong, in a stable order.
    package var warnings: [Diagnostic]

    /// Makes a graph from sorted parts.
    package init(
        isMonorepo: Bool, workspaces: [WorkspaceDeclaration], packages: [PackageNode], shared: [SharedComponent],
        evidence: [Evidence] = [], warnings: [Diagnostic] = []
    ) {
        self.isMonorepo = isMonorepo
        self.workspaces = workspaces
        self.packages = packages
        self.shared = shared
        self.evidence = evidence
        self.warnings = warnings
    }

    /// The package at a path.
    package func package(at path: String) -> PackageNode? {
        packages.first { $0.path == path }
    }

    /// The components that the package at `path` uses, sorted by id.
    package func components(usedBy path: String) -> [SharedComponent] {
        shared.filter { $0.usedBy.contains(path) }
    }
}
