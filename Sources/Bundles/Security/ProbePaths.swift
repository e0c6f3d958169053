import Topology

/// Paths that probes ask for by custom: they are no measure for a rate limit, and are left out of one.
enum ProbePaths {
    /// Whether a part of a URL path has one of the customary names, as in `/health/live` or `/api/healthz`.
    static func isLikely(_ path: String) -> Bool {
        path.split(separator: "/").contains { HealthRoute.isCustomary(String($0)) }
    }
}
