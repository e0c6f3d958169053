import Bundles

/// Everything that the command line said, with its types; what was not said has its default.
struct GlobalOptions: Sendable, Equatable {
    /// What follows the command and is no option.
    var arguments: [String] = []
    /// The repository as it was written; absent: to be found upwards from the working directory.
    var root: String?
    /// Filter expressions, in the order in which they were given.
    var filters: [String] = []
    /// The one bundle to work on; absent: the first that is missing.
    var bundle: BundleName?
    /// Whether to show what would be done and do nothing.
    var isDryRun = false
    /// Whether to leave configuration, scripts and source files as they are.
    var skipsInstall = false
    /// Whether to show the whole output of tools.
    var isVerbose = false
    /// The form of the results; the command's default if none was given.
    var format = OutputFormat.text
    /// The file that gets the results, as it was written; absent: standard output.
    var output: String?
    /// The most units to work on at a time, 1 or more; absent: as the machine allows.
    var concurrency: Int?
    /// Addresses to validate rather than a local start.
    var addresses: [PackageAddress] = []
    /// Whether real deployments may be triggered and real databases be dumped.
    var isLive = false
    /// Whether a check that could not run makes the exit status 1.
    var isStrict = false
    /// The most time for the whole command; absent: no limit.
    var timeout: Duration?
    /// When to use colour.
    var color = ColorChoice.auto
    /// Whether `undo` puts back what it can although a file was edited since.
    var isForced = false
    /// What only `triggers` is told.
    var triggers = TriggerOptions()
    /// What only `affected` is told.
    var affected = AffectedOptions()
}

/// `--url PACKAGE=URL`: where a package answers already.
struct PackageAddress: Sendable, Hashable {
    /// Name or path of the package, as it was written.
    var package: String
    /// An address that begins with `http://` or `https://`.
    var url: String
}

/// When to use colour.
enum ColorChoice: String, Sendable, CaseIterable {
    /// On a terminal, unless the environment says otherwise.
    case auto
    /// Also in a pipe and in a file.
    case always
    /// Nowhere.
    case never
}

/// What only `triggers` is told.
struct TriggerOptions: Sendable, Equatable {
    /// Whether to write the triggers into the repository.
    var writes = false
    /// Whether to compare them with what is committed.
    var checks = false
    /// How many commits to hold them against, 1 or more; absent: none.
    var replay: Int?
}

/// What only `affected` is told.
struct AffectedOptions: Sendable, Equatable {
    /// The commit to compare from.
    var base: String?
    /// The commit to compare with; absent: the working tree.
    var head: String?
    /// Where to look up the commit that was deployed last: a file, `github-deployments` or `git-tags`.
    var baseSource: String?
    /// A file with the changed paths, or `-` for standard input.
    var files: String?
    /// Whether to say why each unit is affected.
    var explains = false
    /// The unit whose absence is to be explained.
    var absentUnit: String?
}
