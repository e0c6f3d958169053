import Workspace

/// Says which package a file belongs to: the innermost one whose folder holds it.
package struct PackageOwners: Sendable {
    private let folders: Set<String>

    /// Makes the answer for packages in these folders.
    package init(_ folders: some Sequence<String>) {
        self.folders = Set(folders)
    }

    /// The folder of the package that a file belongs to; nil where no package holds it.
    package func owner(of path: String) -> String? {
        // A submodule or a nested repository is one path, and may be a package itself.
        if folders.contains(path) { return path }
        var folder = RelativePath.folder(of: path)
        while folder != "." {
            if folders.contains(folder) { return folder }
            folder = RelativePath.folder(of: folder)
        }
        return folders.contains(".") ? "." : nil
    }
}
