package import Workspace

/// The whole repository as recognising sees it.
package struct RepositoryView: Sendable {
    /// All files.
    package let files: RepositoryFiles
    /// Every package, sorted by path.
    package let packages: [PackageContents]
    /// Rows of the Infrastructure table of CONVENTIONS.md; empty where there is none.
    package let conventions: [InfrastructureRow]
    /// Positions in `packages` by path.
    private let positions: [String: Int]

    /// Makes the view.
    package init(files: RepositoryFiles, packages: [PackageContents], conventions: [InfrastructureRow]) {
        self.files = files
        self.packages = packages
        self.conventions = conventions
        positions = Dictionary(
            packages.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The innermost package that holds a path relative to the root.
    package func package(holding path: String) -> PackageContents? {
        var folder = path
        while true {
            if let position = positions[folder] { return packages[position] }
            if folder == "." { return nil }
            folder = RelativePath.folder(of: folder)
        }
    }
}
