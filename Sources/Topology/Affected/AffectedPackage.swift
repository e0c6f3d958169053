import Workspace

/// A package as far as `affected` needs to know it.
package struct AffectedPackage: Sendable {
    /// Folder relative to the root.
    package var path: String
    /// Its name.
    package var name: String
    /// The families of manifests that it has; a lock file or tool of another family never affects it.
    package var ecosystems: Set<Ecosystem>
    /// Whether it is the root of a workspace, for whose members its files count.
    package var isWorkspaceRoot: Bool
    /// Files outside its folder that say how it is deployed.
    package var deployFiles: Set<String> = []
    /// Entries of pnpm's catalogs that it asks for, as `CATALOG/DEPENDENCY`.
    package var catalogEntries: Set<String> = []
    /// The modules that its own `go.mod` names; nil where it has none and belongs to the module above it.
    package var goModules: Set<String>?
    /// Files and folders outside its folder that its Dockerfile copies.
    package var imageInputs: [String] = []

    /// Makes a package.
    package init(path: String, name: String, ecosystems: Set<Ecosystem>, isWorkspaceRoot: Bool = false) {
        self.path = path
        self.name = name
        self.ecosystems = ecosystems
        self.isWorkspaceRoot = isWorkspaceRoot
    }
}
