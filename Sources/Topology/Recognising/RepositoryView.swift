package import Workspace

/// The whole repository as recognising sees it.
package struct RepositoryView: Sendable {
    /// All files.
    package let files: RepositoryFiles
    /// Every package, sorted by path.
    package let packages: [PackageContents]
    /// Rows of the Infrastructure table of CONVENTIONS.md; empty where there is none.
    package let conventions: [InfrastructureRow]

    /// Makes the view.
    package init(files: RepositoryFiles, packages: [PackageContents], conventions: [InfrastructureRow]) {
        self.files = files
        self.packages = packages
        self.conventions = conventions
    }

    /// The innermost package that holds a path relative to the root.
    package func package(holding path: String) -> PackageContents? {
        packages.filter { RelativePath.isInside(path, $0.path) }.max { depth($0.path) < depth($1.path) }
    }

    private func depth(_ path: String) -> Int { path == "." ? 0 : path.utf8.count }
}
