import Topology
import Workspace

/// The firewall in front of one unit: that of the CDN where units share a domain, else that of its platform.
struct UnitFirewall: Sendable {
    /// The firewall.
    let firewall: Firewall
    /// The unit that it stands in front of; nil for one that several share.
    let package: String?
    /// Whether a person has said in the table that it is on.
    let isDone: Bool

    /// Finds the firewall of a unit; nil where neither CDN nor platform has one.
    static func of(_ unit: DeployableUnit, in context: BundleContext) -> UnitFirewall? {
        let exempt = Set(
            context.graph.packages.filter(\.deploysIndependently).compactMap(\.healthPath) + [HealthBundle.path])
        let row = CDNRows.row(for: unit, in: context.repository)
        if let row, let platform = platform(named: row.provider, in: context),
            let firewall = platform.firewall(exempt: exempt.sorted(), in: context.repository)
        {
            return UnitFirewall(firewall, package: row.package ?? (unit.isMonorepo ? nil : unit.path), in: context)
        }
        for platform in unit.package.platforms.compactMap({ context.catalogue.platform($0) }) {
            if let firewall = platform.firewall(exempt: exempt.sorted(), in: context.repository) {
                return UnitFirewall(firewall, package: unit.path, in: context)
            }
        }
        return nil
    }

    private init(_ firewall: Firewall, package: String?, in context: BundleContext) {
        self.firewall = firewall
        self.package = package
        isDone = context.repository.conventions.contains { row in
            row.kind == .waf && !row.isToDo && (row.package == package || row.package == nil)
                && row.provider.lowercased().hasPrefix(firewall.provider.lowercased())
        }
    }

    private static func platform(named provider: String, in context: BundleContext) -> (any KnownPlatform)? {
        let words = MarkdownText.withoutMarkup(provider).lowercased()
        return context.catalogue.platforms.first { words.hasPrefix($0.name.lowercased()) }
    }

    /// The row of the Infrastructure table: what a file shows, else what is left to do; one that a person wrote stays.
    var entry: InfrastructureEntry {
        let details: String
        let rule: InfrastructureEntry.Rule
        switch firewall.inFile {
        case .present(let place): (details, rule) = ("\(firewall.rules) in \(place.path)", .replaceCells)
        case .addable(let change): (details, rule) = ("\(firewall.rules) in \(change.path)", .replaceCells)
        case .none: (details, rule) = ("\(firewall.rules): to do", .keepExisting)
        }
        return InfrastructureEntry(
            InfrastructureRow(.waf, package: package, provider: firewall.provider, details: details), rule: rule)
    }
}
