package import Workspace

/// What `affected` is asked.
package struct AffectedRequest: Sendable {
    /// Where the changes come from.
    package enum Source: Sendable {
        /// Since a ref; absent: since the default branch, or what continuous integration says.
        case base(String?)
        /// Since the commit that each unit was deployed from, by a source that is named.
        case deployed(String)
        /// A list of paths relative to the root.
        case files([String])
    }

    /// Where the changes come from.
    package var source: Source
    /// The ref to compare with; absent: the working tree.
    package var head: String?
    /// The user's environment, for what continuous integration says.
    package var environment: [String: String]

    /// Makes a request.
    package init(_ source: Source, head: String? = nil, environment: [String: String] = [:]) {
        self.source = source
        self.head = head
        self.environment = environment
    }
}

/// What `affected` found.
package struct AffectedResult: Sendable {
    /// Which packages, and why.
    package var answer: AffectedAnswer
    /// The topology after the change.
    package var graph: TopologyGraph
    /// The packages that are gone, sorted by path.
    package var removed: [String] = []
    /// The changed files, sorted; empty where they are not known.
    package var files: [String] = []
    /// The commit that was compared from, by the path of the unit; under `.` that of all others.
    package var bases: [String: String] = [:]
    /// For each unit the units that it is deployed after.
    package var order: [String: [String]] = [:]
    /// The engine, to ask why something is not affected; absent where everything is.
    package var engine: AffectedEngine?
    /// What could not be found out; each made something affected.
    package var warnings: [Diagnostic] = []

    /// Makes a result.
    package init(answer: AffectedAnswer, graph: TopologyGraph) {
        self.answer = answer
        self.graph = graph
    }

    /// The affected packages that are still there, in the order of the graph.
    package var packages: [PackageNode] { graph.packages.filter { answer.reasons[$0.path] != nil } }

    /// The affected units.
    package var units: [PackageNode] { packages.filter(\.deploysIndependently) }
}
