package import Workspace

/// An edge between two packages, as `affected` sees it.
package struct AffectedEdge: Sendable, Hashable {
    /// What an edge does when the package at its end is affected.
    package enum Effect: Sendable, Hashable {
        /// The package at its start is affected too, and deployed after it.
        case selects(DependencyKind)
        /// Where both are affected, the one at its start is deployed after the other; alone it affects nothing.
        case orders
    }

    /// The path of the package that depends or waits.
    package var from: String
    /// The path of the package that is depended on or waited for.
    package var to: String
    /// What it does.
    package var effect: Effect

    /// Makes an edge.
    package init(from: String, to: String, effect: Effect) {
        self.from = from
        self.to = to
        self.effect = effect
    }
}
