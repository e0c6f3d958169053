package import Workspace

/// A package of the repository with everything that was detected about it.
///
/// A field that is not known is nil; each detected field has evidence.
package struct PackageNode: Sendable {
    /// Name as in its manifest or in state.json; the folder's name where neither has one.
    package var name: String
    /// Folder relative to the root; `.` is the root itself.
    package var path: String
    /// What it is for.
    package var type: PackageType
    /// Whether it is deployed by itself.
    package var deploysIndependently: Bool
    /// Lower-case id of its main language.
    package var language: String?
    /// Id of the framework that serves it.
    package var framework: String?
    /// Id of the package manager that installs it.
    package var packageManager: String?
    /// The command that starts it in production, as a person would type it in the package's folder.
    package var start: String?
    /// TCP port that it listens on by default, 1 to 65535.
    package var port: Int?
    /// URL path of the health endpoint that the code has today.
    package var healthPath: String?
    /// Ids of the platforms that it runs on, the surest first.
    package var platforms: [String]
    /// Ids of the shared components that it uses, sorted.
    package var uses: [String]
    /// In-repository packages that it depends on, sorted by path, then kind.
    package var dependencies: [DependencyEdge]
    /// Ids of the workspace kinds that claim it, sorted.
    package var workspaces: [String]
    /// Whether it is the root of a workspace and nothing else: it holds others together and is no row of the table.
    package var isWorkspaceRoot = false
    /// Where each field comes from, sorted by fact, then place.
    package var evidence: [Evidence]

    /// Makes a package of which only name, path and type are known.
    package init(name: String, path: String, type: PackageType, deploysIndependently: Bool = false) {
        self.name = name
        self.path = path
        self.type = type
        self.deploysIndependently = deploysIndependently
        platforms = []
        uses = []
        dependencies = []
        workspaces = []
        evidence = []
    }
}

/// An edge to a package that is depended on.
package struct DependencyEdge: Sendable, Hashable {
    /// Path of the package that is depended on.
    package var path: String
    /// Why.
    package var kind: DependencyKind
    /// The line that says so; absent for an edge that was only deduced.
    package var place: FilePlace?

    /// Makes an edge.
    package init(path: String, kind: DependencyKind, place: FilePlace? = nil) {
        self.path = path
        self.kind = kind
        self.place = place
    }
}
