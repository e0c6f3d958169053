package import Workspace

/// Why a package is affected by a change.
package struct AffectedReason: Sendable, Hashable {
    /// The kinds of reasons, as they are written in JSON. One is added, never renamed.
    package enum Code: String, Sendable, Hashable, CaseIterable {
        /// A file of its own changed, was added or was deleted.
        case fileChanged = "file-changed"
        /// A package that it depends on, or depended on, is affected.
        case dependencyAffected = "dependency-affected"
        /// The lock file resolves one of its dependencies otherwise than before.
        case lockEntryChanged = "lock-entry-changed"
        /// A lock file of its ecosystem changed that cannot be told apart by package.
        case lockFileWithoutReader = "lock-file-without-reader"
        /// A lock file of its ecosystem changed and one of its two versions cannot be read.
        case lockFileUnreadable = "lock-file-unreadable"
        /// Configuration above it that its ecosystem's tools read changed.
        case rootConfiguration = "root-configuration"
        /// A file above it that pins the version of its language or package manager changed.
        case toolVersion = "tool-version"
        /// A file that the task runner is told to depend on everywhere changed.
        case globalDependency = "global-dependency"
        /// A file elsewhere that says how it is deployed changed.
        case deployConfiguration = "deploy-configuration"
        /// A file elsewhere that its Dockerfile copies changed.
        case imageInput = "image-input"
        /// The commit to compare from is not known here.
        case baseUnresolved = "base-unresolved"
        /// The history here was cut off before the commit to compare from.
        case shallowHistory = "shallow-history"
        /// What the repository was before cannot be read.
        case baseUnreadable = "base-unreadable"
        /// There is no commit from which it was deployed.
        case neverDeployed = "never-deployed"
        /// A package was deleted, and which packages needed it cannot be known.
        case deletedManifest = "deleted-manifest"

        /// Whether it stands for what is not known rather than for a change that was seen.
        package var isUnknown: Bool {
            switch self {
            case .baseUnresolved, .shallowHistory, .baseUnreadable, .neverDeployed, .deletedManifest,
                .lockFileUnreadable, .lockFileWithoutReader:
                true
            default: false
            }
        }
    }

    /// What kind of reason it is.
    package var code: Code
    /// The file that changed, relative to the root.
    package var file: String?
    /// The path of the package over which the change comes.
    package var package: String?
    /// Why that package is needed.
    package var kind: DependencyKind?
    /// Further words, such as the dependencies that are resolved otherwise.
    package var detail: String?

    /// Makes a reason.
    package init(
        _ code: Code, file: String? = nil, package: String? = nil, kind: DependencyKind? = nil, detail: String? = nil
    ) {
        self.code = code
        self.file = file
        self.package = package
        self.kind = kind
        self.detail = detail
    }
}
