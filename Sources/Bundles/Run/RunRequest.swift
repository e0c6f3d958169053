package import Workspace

/// What a command asks of the run, with every option in its typed form.
package struct RunRequest: Sendable {
    /// Absolute path of the root of the files to read: the repository's, or that of its private copy.
    package var root: String
    /// Where journal, lock, undo copies and logs are kept.
    package var state: StateFolder
    /// The values of `--filter`.
    package var filters: [String]
    /// The paths of the packages that the filters chose in the repository itself; nil: they are still to be asked.
    /// The private copy has no history to ask.
    package var chosenPaths: Set<String>?
    /// The folder that relative filters start from, relative to the root.
    package var workingFolder: String
    /// The value of `--bundle`.
    package var bundle: BundleName?
    /// Whether nothing may be created, edited or fixed.
    package var skipsInstall: Bool
    /// How many units are worked on at a time, 1 or more.
    package var concurrency: Int
    /// The addresses given with `--url`, by package name or path.
    package var addresses: [String: String]
    /// Whether a real deployment may be triggered and a real database dumped.
    package var isLive: Bool
    /// How long one step of a unit may take.
    package var timeLimit: Duration

    /// Makes a request for a repository with the options' defaults.
    package init(_ root: RepositoryRoot) {
        self.root = root.path
        state = StateFolder(root)
        filters = []
        workingFolder = "."
        skipsInstall = false
        concurrency = 4
        addresses = [:]
        isLive = false
        timeLimit = .seconds(300)
    }
}

/// The world around a run: tools, the user's environment, and whom to tell about progress.
package struct RunSurroundings: Sendable {
    /// Starts children.
    package var runner: any ToolRunner
    /// The user's environment.
    package var environment: [String: String]
    /// Finds tools in the user's PATH.
    package var tools: ToolLocator
    /// Hears about progress.
    package var progress: any ProgressSink
    /// What the program knows.
    package var catalogue: Catalogue
    /// What `--live` has done in this run.
    package let live = LiveActions()

    /// Makes the surroundings of a run.
    package init(
        runner: any ToolRunner, environment: [String: String], tools: ToolLocator, progress: any ProgressSink,
        catalogue: Catalogue = .standard
    ) {
        self.runner = runner
        self.environment = environment
        self.tools = tools
        self.progress = progress
        self.catalogue = catalogue
    }
}
