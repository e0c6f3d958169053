package import Topology
package import Workspace

/// A CI engine that deploys on pushes. One file each in `TriggerEngines/`.
package protocol TriggerEngine: Sendable {
    /// Lower-case id, such as `github-actions`.
    var id: String { get }
    /// The name as its makers write it.
    var name: String { get }
    /// The file that deploys a unit today; nil where none does.
    func committed(_ job: DeployJob, in repository: RepositoryView) -> CommittedTrigger?
    /// The filter that a new file for the unit would have.
    func filter(for job: DeployJob, in repository: RepositoryView) -> any ChangeFilter
    /// The change that gives the unit a file, or mends the one that it has; nil where nothing lacks.
    ///
    /// - Throws: `edit/...` where a person's file cannot be edited, `deploy/...` where a name cannot be written.
    func change(_ job: DeployJob, in repository: RepositoryView) throws(Diagnostic) -> FileChange?
    /// The branch whose pushes deploy.
    func branch(in repository: RepositoryView) -> String
    /// Files of ours that deploy a unit which is gone, sorted by path.
    func orphans(besides slugs: Set<String>, in repository: RepositoryView) -> [String]
}

/// What an engine is to do for one unit.
package struct DeployJob: Sendable {
    /// The unit.
    package var unit: DeployableUnit
    /// What its things are called.
    package var names: DeployNames
    /// Whether the repository has no other unit: a workflow that names nobody is then about this one.
    package var isOnlyUnit: Bool
    /// What the platform wants to be run.
    package var steps: DeploySteps
    /// What the deployment is made from.
    package var inputs: DeployInputs
    /// Paths of all packages of the repository, to tell a pattern about a package from others.
    package var packages: Set<String>

    /// Makes a job.
    package init(
        unit: DeployableUnit, names: DeployNames, isOnlyUnit: Bool, steps: DeploySteps, inputs: DeployInputs,
        packages: Set<String>
    ) {
        self.unit = unit
        self.names = names
        self.isOnlyUnit = isOnlyUnit
        self.steps = steps
        self.inputs = inputs
        self.packages = packages
    }

    /// The variable of the engine that holds the address of the unit's health endpoint, such as `API_HEALTH_URL`.
    package var healthVariable: String { names.slug.uppercased().replacing("-", with: "_") + "_HEALTH_URL" }
}

/// What deploys a unit today.
package struct CommittedTrigger: Sendable {
    /// Path of its file.
    package var file: String
    /// The line with its filter, or the one that starts it.
    package var place: FilePlace
    /// Which pushes it answers; nil where it answers none, such as one that is started by hand.
    package var filter: (any ChangeFilter)?
    /// Whether a step of it deploys to the unit's platform.
    package var hasStep: Bool
    /// Whether we wrote it.
    package var isGenerated: Bool

    /// Makes a trigger.
    package init(
        file: String, place: FilePlace, filter: (any ChangeFilter)?, hasStep: Bool, isGenerated: Bool
    ) {
        self.file = file
        self.place = place
        self.filter = filter
        self.hasStep = hasStep
        self.isGenerated = isGenerated
    }
}
