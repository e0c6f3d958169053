package import Topology

/// A deployable package with everything that a bundle needs to know about it.
package struct DeployableUnit: Sendable {
    /// The package in the graph.
    package var package: PackageNode
    /// Its files. While a run works, these are the files of the private copy.
    package var contents: PackageContents
    /// The components that it uses, sorted by id.
    package var components: [SharedComponent]
    /// Whether the repository is a monorepo: reports and names have two forms.
    package var isMonorepo: Bool

    /// Makes a unit.
    package init(
        package: PackageNode, contents: PackageContents, components: [SharedComponent], isMonorepo: Bool
    ) {
        self.package = package
        self.contents = contents
        self.components = components
        self.isMonorepo = isMonorepo
    }

    /// Path of its folder relative to the root.
    package var path: String { package.path }

    /// The databases and caches that a health check asks about, databases first, then by id.
    package var checkedComponents: [SharedComponent] {
        components.filter { $0.kind == .database } + components.filter { $0.kind == .cache }
    }
}
