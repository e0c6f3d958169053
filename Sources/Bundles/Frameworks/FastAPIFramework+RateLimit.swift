import Topology
package import Workspace

extension FastAPIFramework {
    /// slowapi, a middleware, or fastapi-limiter.
    package func rateLimitInCode(of unit: DeployableUnit) -> RateLimitInCode? {
        let sources = PythonSources(unit.contents)
        return Self.serving(sources).flatMap { PythonRateLimitReader(sources, $0.application).answer }
    }

    /// slowapi's decorators first; a middleware first where the count has to be shared, because slowapi would wait for
    /// the store in the event loop.
    package func rateLimitApproaches(for need: RateLimitNeed) -> [Approach] {
        guard Self.serving(PythonSources(need.unit.contents)) != nil else { return [] }
        let ways: [PythonRateLimitFile.Way] = need.store == nil ? [.slowapi, .limits, .own] : [.limits, .own]
        return ways.map(\.approach)
    }

    /// A file beside the application, and the lines that put it in front of the routes.
    ///
    /// - Throws: `rate-limit/...` where a route cannot be decorated, or the application has no name.
    package func planRateLimit(_ need: RateLimitNeed, approach: Approach) throws(Diagnostic) -> RateLimitEdits {
        guard let way = PythonRateLimitFile.Way(rawValue: approach.id) else {
            throw .error(
                "rate-limit/approach", "the approach \(approach.id) is not known", at: FilePlace(need.unit.path))
        }
        return try PythonRateLimitPlan(need).edits(by: way)
    }

    /// A decorator put where it counts, taken from the health endpoint, or another key.
    package func repairRateLimit(
        _ need: RateLimitNeed, of faults: Set<RateLimitFault>
    ) throws(Diagnostic) -> RateLimitEdits? {
        try PythonRateLimitPlan(need).repairs(of: faults)
    }
}
