import Topology
import Workspace

/// Security: a rate limit for each client, and the rules of the firewall in front.
package struct SecurityBundle: UnitBundle {
    /// The second of the four.
    package let name = BundleName.security

    /// Makes the bundle.
    package init() {}

    /// The rate limit that code or the platform's file holds, and the firewall where a file holds it.
    package func finding(for unit: DeployableUnit, in context: BundleContext) -> Finding {
        var present: [FindingPart] = []
        var lacking: [String] = []
        var reason: String?
        switch RateLimitState.of(unit, in: context) {
        case .notNeeded(let why): reason = "Not applicable (\(why))"
        case .elsewhere(_, let limit): reason = limit.reason
        case .missing: lacking.append("rate limit")
        case .inCode(let code):
            present.append(FindingPart("rate limit (\(code.provider))", at: code.place))
            lacking += code.unlimited.map { "rate limit of \($0.name)" }
        }
        switch UnitFirewall.of(unit, in: context)?.firewall.inFile {
        case .present(let place): present.append(FindingPart("WAF", at: place))
        case .addable(let change): lacking.append("WAF in \(change.path)")
        case .some(.none), nil: break
        }
        if let reason, present.isEmpty, lacking.isEmpty { return Finding(.notApplicable, reason: reason) }
        return .from(present: present, lacking: lacking)
    }

    /// What a rate limit of the unit has to respect.
    func need(of unit: DeployableUnit, in context: BundleContext) -> RateLimitNeed {
        let edge = UnitEdge(of: unit, in: context)
        return RateLimitNeed(
            unit: unit, client: edge.client, clientSource: edge.clientSource, store: edge.store,
            exempt: exemptPaths(of: unit, in: context))
    }

    /// The paths that probes ask for: the endpoint of the code, and what platforms' files probe.
    private func exemptPaths(of unit: DeployableUnit, in context: BundleContext) -> [String] {
        var paths = [HealthBundle().endpoint(of: unit, in: context) ?? HealthBundle.path]
        for platform in unit.package.platforms.compactMap({ context.catalogue.platform($0) }) {
            if case .configured(let path?, _) = platform.probe(of: unit, in: context.repository), !paths.contains(path)
            {
                paths.append(path)
            }
        }
        let live = HealthBundle.path + "/live"
        if paths.contains(HealthBundle.path), !paths.contains(live) { paths.append(live) }
        return paths
    }
}

/// Where a unit's rate limit is, or why it has none.
enum RateLimitState: Sendable {
    /// Nothing of the unit answers requests by computing.
    case notNeeded(String)
    /// The platform limits by itself.
    case elsewhere(platform: String, EdgeRateLimit)
    /// The code has it.
    case inCode(RateLimitInCode)
    /// There is none.
    case missing

    /// Looks at the code first: what it has counts, whatever the platform can do.
    static func of(_ unit: DeployableUnit, in context: BundleContext) -> RateLimitState {
        switch unit.package.type {
        case .worker: return .notNeeded("a worker answers no requests")
        case .cli: return .notNeeded("a command answers no requests")
        default: break
        }
        let framework = context.catalogue.framework(unit.package.framework)
        if let code = framework?.rateLimitInCode(of: unit) { return .inCode(code) }
        if let edge = UnitEdge(of: unit, in: context).elsewhere {
            return .elsewhere(platform: edge.platform, edge.limit)
        }
        if framework == nil, unit.package.type == .frontend || unit.package.type == .docs {
            return .notNeeded("static files")
        }
        return .missing
    }
}
