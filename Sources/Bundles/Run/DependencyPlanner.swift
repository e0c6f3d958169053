import Topology
import Workspace

/// Completes plans with the manifest and lock file of what they depend on.
package struct DependencyPlanner: Sendable {
    private let addition: DependencyAddition

    /// Adds with the package managers of the units.
    package init(_ addition: DependencyAddition) { self.addition = addition }

    /// A plan whose dependencies are added, and what it took.
    package struct Completed: Sendable {
        /// The plan; its `plan` is nil where no approach is left.
        package var planned: PlannedUnit
        /// Approaches that were given up.
        package var attempts: [Attempt] = []
        /// Their ids.
        package var tried: Set<String> = []
    }

    /// The plan of one unit with its dependencies; the next approach where they cannot be added.
    package func complete(
        _ planned: PlannedUnit, by bundle: any UnitBundle, in context: BundleContext, skipping: Set<String> = []
    ) async -> Completed {
        var completed = Completed(planned: planned, tried: skipping)
        while let plan = completed.planned.plan, !plan.dependencies.isEmpty {
            do throws(Diagnostic) {
                let added = try await addition.changes(
                    adding: plan.dependencies, to: planned.unit, with: plan.changes, context.catalogue)
                completed.planned.plan?.changes += added
                return completed
            } catch {
                guard let approach = plan.approach else {
                    completed.planned.plan = nil
                    completed.planned.rejected.append(error)
                    return completed
                }
                completed.tried.insert(approach.id)
                completed.planned = Planning.plan(
                    bundle, for: planned.unit, in: context, skipping: completed.tried)
                completed.planned.rejected.append(error)
                let next =
                    completed.planned.plan?.approach.map { "next approach: \($0.summary)" } ?? "no approach is left"
                completed.attempts.append(
                    Attempt(approach: approach.summary, number: 1, cause: error.message, remedy: next))
            }
        }
        return completed
    }
}
