/// Which pushes a trigger answers: the rule of one engine or platform, evaluated as that one evaluates it.
package protocol ChangeFilter: Sendable {
    /// Whether a push deploys.
    ///
    /// - Parameter changed: Paths of the changed files relative to the root, in the order of git's diff.
    /// - Returns: Whether the unit is deployed.
    func fires(on changed: [String]) -> Bool
    /// Its parts as they are written, in their order.
    var parts: [String] { get }
}

/// A trigger without a filter: every push deploys.
package struct EveryChange: ChangeFilter {
    /// Makes the filter.
    package init() {}

    /// Always.
    package func fires(on changed: [String]) -> Bool { !changed.isEmpty }

    /// None.
    package var parts: [String] { [] }
}
