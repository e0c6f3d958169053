/// One kind of workspace (npm, uv, go.work, ...): how its manifests name packages and the edges between them.
///
/// One file for each kind; `WorkspaceKinds.all` lists them. A kind reads membership as its own package manager
/// defines it and never runs that manager.
package protocol WorkspaceKind: Sendable {
    /// Stable lower-case id, such as `pnpm`.
    var id: String { get }
    /// Base names of the files that the kind reads first; they are fetched together, in parallel.
    var manifestNames: [String] { get }
    /// Everything that the kind says about the repository. Empty where it is not used.
    func read(_ manifests: ManifestStore) -> WorkspaceReading
}

/// What one workspace kind says about the repository.
package struct WorkspaceReading: Sendable {
    /// The workspaces that it declares.
    package var declarations: [WorkspaceDeclaration] = []
    /// The packages that it claims.
    package var packages: [PackageClaim] = []
    /// The edges between folders of the repository.
    package var dependencies: [DependencyClaim] = []
    /// What could not be read; each is about one file.
    package var diagnostics: [Diagnostic] = []

    /// Makes an empty reading.
    package init() {}

    /// Adds what another reading says.
    package mutating func append(_ other: WorkspaceReading) {
        declarations += other.declarations
        packages += other.packages
        dependencies += other.dependencies
        diagnostics += other.diagnostics
    }
}

/// A workspace that a manifest declares.
package struct WorkspaceDeclaration: Sendable, Hashable {
    /// Id of the kind.
    package var kind: String
    /// Path of the manifest that declares it, relative to the root.
    package var manifest: String

    /// Makes a declaration.
    package init(kind: String, manifest: String) {
        self.kind = kind
        self.manifest = manifest
    }
}

/// One folder that a workspace kind, or a manifest by itself, claims to be a package.
package struct PackageClaim: Sendable, Hashable {
    /// Folder relative to the root; `.` is the root itself.
    package var path: String
    /// Name in the manifest; absent where the manifest has none.
    package var name: String?
    /// Id of the workspace kind that claims it.
    package var kind: String
    /// The manifest that says so.
    package var manifest: FilePlace
    /// True where a package manager counts the folder as a member of a workspace (or it is the workspace's root).
    package var isMember: Bool
    /// Lower-case language id, such as `javascript`, `typescript`, `python`, `go`.
    package var language: String?
    /// Id of the package manager that installs it, such as `pnpm`.
    package var packageManager: String?
    /// What the manifest says about publishing; absent where it says nothing.
    package var isPrivate: Bool?

    /// Makes a claim.
    package init(
        path: String, name: String?, kind: String, manifest: FilePlace, isMember: Bool = true, language: String? = nil,
        packageManager: String? = nil, isPrivate: Bool? = nil
    ) {
        self.path = path
        self.name = name
        self.kind = kind
        self.manifest = manifest
        self.isMember = isMember
        self.language = language
        self.packageManager = packageManager
        self.isPrivate = isPrivate
    }
}

/// Why one package needs another.
package enum DependencyKind: String, Sendable, Hashable, CaseIterable {
    /// Needed when it runs.
    case production
    /// Needed to develop or test it.
    case development
    /// Needed to build it.
    case build
    /// Expected to be there, brought by somebody else.
    case peer
    /// Used where it can be had.
    case optional
    /// Not declared in a manifest: seen in imports, Dockerfiles or task configuration.
    case implicit
}

/// One edge from a folder that depends to a folder that it depends on.
package struct DependencyClaim: Sendable, Hashable {
    /// Folder of the dependent, relative to the root.
    package var from: String
    /// Folder that is depended on, relative to the root.
    package var to: String
    /// Why.
    package var kind: DependencyKind
    /// The line that says so.
    package var place: FilePlace

    /// Makes an edge.
    package init(from: String, to: String, kind: DependencyKind, place: FilePlace) {
        self.from = from
        self.to = to
        self.kind = kind
        self.place = place
    }
}
