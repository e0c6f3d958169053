package import Topology
package import Workspace

/// One of the four bundles: what it sees, what it would do, and how it asks a running unit.
///
/// Seeing and planning are pure; asking works on a unit that the run has started in the private copy.
package protocol UnitBundle: Sendable {
    /// Which of the four.
    var name: BundleName { get }
    /// What is there for a unit, from files alone.
    func finding(for unit: DeployableUnit, in context: BundleContext) -> Finding
    /// The ways to implement what is lacking, best first; empty where nothing can be written.
    func approaches(for unit: DeployableUnit, in context: BundleContext) -> [Approach]
    /// What one approach would do.
    ///
    /// - Throws: A diagnostic where this approach does not fit the unit; the run then tries the next.
    func plan(
        for unit: DeployableUnit, finding: Finding, approach: Approach?, in context: BundleContext
    ) throws(Diagnostic) -> UnitPlan
    /// What mends a configured unit that failed its checks; nil where nothing that a file can hold would.
    ///
    /// - Throws: A diagnostic where a file that has to be edited cannot be.
    func mend(
        _ checks: [Check], of unit: DeployableUnit, approach: Approach?, in context: BundleContext
    ) throws(Diagnostic) -> UnitPlan?
    /// Whether a unit to which the bundle does not apply is still asked, because a platform does the work by itself.
    func asksWhereNotApplicable(_ unit: DeployableUnit, in context: BundleContext) -> Bool
    /// Asks a unit whose components all run.
    func askRunning(_ session: any UnitSession, of unit: DeployableUnit, in context: BundleContext) async -> [Check]
    /// Stops components in turn, asks, and starts them again. The unit answers as before when it returns.
    func askBroken(_ session: any UnitSession, of unit: DeployableUnit, in context: BundleContext) async -> [Check]
    /// Whether it asks a running unit at all: a unit is started only where one of its bundles does.
    var needsRunningUnit: Bool { get }
    /// Checks what needs no running unit: files of the copy, scripts, connections. Comes after the unit has ended.
    func checkApart(_ unit: DeployableUnit, in context: BundleContext, at workplace: Workplace) async -> [Check]
}

extension UnitBundle {
    /// Nothing to mend.
    package func mend(
        _ checks: [Check], of unit: DeployableUnit, approach: Approach?, in context: BundleContext
    ) throws(Diagnostic) -> UnitPlan? { nil }

    /// What does not apply is not asked.
    package func asksWhereNotApplicable(_ unit: DeployableUnit, in context: BundleContext) -> Bool { false }

    /// Nothing to ask of a running unit.
    package func askRunning(
        _ session: any UnitSession, of unit: DeployableUnit, in context: BundleContext
    ) async -> [Check] { [] }

    /// Nothing to break.
    package func askBroken(
        _ session: any UnitSession, of unit: DeployableUnit, in context: BundleContext
    ) async -> [Check] { [] }

    /// A running unit is asked.
    package var needsRunningUnit: Bool { true }

    /// Nothing to check apart from the running unit.
    package func checkApart(
        _ unit: DeployableUnit, in context: BundleContext, at workplace: Workplace
    ) async -> [Check] { [] }
}

/// What every bundle may look at: the repository, its topology, and what people wrote down.
package struct BundleContext: Sendable {
    /// All files and packages.
    package var repository: RepositoryView
    /// The topology.
    package var graph: TopologyGraph
    /// Everything that the program knows.
    package var catalogue: Catalogue
    /// Items that people said to leave.
    package var knownIssues: KnownIssues

    /// Makes a context.
    package init(
        repository: RepositoryView, graph: TopologyGraph, catalogue: Catalogue, knownIssues: KnownIssues
    ) {
        self.repository = repository
        self.graph = graph
        self.catalogue = catalogue
        self.knownIssues = knownIssues
    }
}
