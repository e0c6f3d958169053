import Topology
package import Workspace

extension ExpressFramework {
    /// express-rate-limit, rate-limiter-flexible, or a middleware of the package's own.
    package func rateLimitInCode(of unit: DeployableUnit) -> RateLimitInCode? {
        ExpressRateLimitReader(NodeProject(unit.contents)).answer
    }

    /// The library first, then a module without a dependency.
    package func rateLimitApproaches(for need: RateLimitNeed) -> [Approach] {
        NodeRateLimitFile.Way.allCases.map(\.approach)
    }

    /// A module, and the line that puts it in front of the routes.
    ///
    /// - Throws: `rate-limit/approach` and `health/...` where the code has no place for it.
    package func planRateLimit(_ need: RateLimitNeed, approach: Approach) throws(Diagnostic) -> RateLimitEdits {
        guard let way = NodeRateLimitFile.Way(rawValue: approach.id) else {
            throw .error(
                "rate-limit/approach", "the approach \(approach.id) is not known", at: FilePlace(need.unit.path))
        }
        return try ExpressRateLimitPlan(need).edits(by: way)
    }

    /// The limiter put before the routes, the options that it lacks, or the generated module as it should be.
    package func repairRateLimit(
        _ need: RateLimitNeed, of faults: Set<RateLimitFault>
    ) throws(Diagnostic) -> RateLimitEdits? {
        try ExpressRateLimitPlan(need).repairs(of: faults)
    }
}
