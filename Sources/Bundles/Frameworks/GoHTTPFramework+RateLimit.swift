import Topology
package import Workspace

extension GoHTTPFramework {
    /// The generated file, or a library that limits requests.
    package func rateLimitInCode(of unit: DeployableUnit) -> RateLimitInCode? {
        GoRateLimitPlan(unit, dialect)?.answer
    }

    /// The bucket of golang.org/x/time/rate first, then a file without a dependency.
    package func rateLimitApproaches(for need: RateLimitNeed) -> [Approach] {
        GoRateLimitPlan(need.unit, dialect) == nil ? [] : GoRateLimitFile.Way.allCases.map(\.approach)
    }

    /// A file, and the served handler wrapped.
    ///
    /// - Throws: `rate-limit/...` where no served handler is seen or a name is taken.
    package func planRateLimit(_ need: RateLimitNeed, approach: Approach) throws(Diagnostic) -> RateLimitEdits {
        guard let way = GoRateLimitFile.Way(rawValue: approach.id), let plan = GoRateLimitPlan(need.unit, dialect)
        else {
            throw .error(
                "rate-limit/approach", "the approach \(approach.id) is not known", at: FilePlace(need.unit.path))
        }
        return try plan.edits(need, by: way)
    }

    /// The generated file as it should be.
    package func repairRateLimit(
        _ need: RateLimitNeed, of faults: Set<RateLimitFault>
    ) throws(Diagnostic) -> RateLimitEdits? {
        GoRateLimitPlan(need.unit, dialect)?.repairs(need)
    }
}
