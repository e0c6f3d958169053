import Topology
package import Workspace

/// Step 2: what each bundle sees for each unit, before any change.
package enum Comparison {
    /// The findings of every bundle for every unit, sorted by bundle, then path; with the warnings about items of
    /// known-issues.md that match nothing.
    package static func findings(of detection: Detection) -> (reports: [UnitReport], warnings: [Diagnostic]) {
        let context = detection.context
        let reports = UnitBundles.all.flatMap { bundle in
            detection.units.map { unit in
                UnitReport(
                    name: unit.package.name, path: unit.path, bundle: bundle.name,
                    finding: finding(of: bundle, for: unit, in: context))
            }
        }
        let drift = reports.compactMap { tableDrift($0, in: context) }
        return (reports, context.knownIssues.unmatched(subjects(of: detection)) + drift)
    }

    /// A row that says that a bundle is there, where the files say that it is not.
    package static func tableDrift(_ report: UnitReport, in context: BundleContext) -> Diagnostic? {
        guard report.finding.isOpen, !report.finding.lacking.isEmpty,
            let row = context.repository.conventions.first(where: { row in
                row.kind == report.bundle.component && (!row.isToDo || row.details.hasPrefix("/"))
                    && (row.package == report.path || (row.package == nil && !context.graph.isMonorepo))
            })
        else { return nil }
        return .warning(
            "table-drift",
            "the table records \(report.bundle.title) of `\(report.path)`, and the files lack "
                + report.finding.lacking.joined(separator: ", "),
            at: row.place, remedy: "run `infra-ws run`, or correct the row")
    }

    /// What one bundle sees for one unit; what known-issues.md skips is not looked at.
    package static func finding(
        of bundle: any UnitBundle, for unit: DeployableUnit, in context: BundleContext
    ) -> Finding {
        let item = context.knownIssues.item(
            for: [bundle.name.title], packageName: unit.package.name, path: unit.path)
        if let item {
            let reason = item.reason.map { ": \($0)" } ?? ""
            return Finding(.skipped, reason: "known-issues.md:\(item.place.line ?? 1)\(reason)")
        }
        return bundle.finding(for: unit, in: context)
    }

    /// Everything that an item of known-issues.md can name: bundles, components and table components, per package.
    private static func subjects(
        of detection: Detection
    ) -> [(names: [String], packageName: String?, path: String?)] {
        let components = InfrastructureComponent.allCases.map(\.rawValue)
        let ids = detection.context.graph.shared.flatMap { [$0.id, $0.engine ?? $0.id] }
        let names = BundleName.allCases.map(\.title) + components + ids
        return detection.context.graph.packages.map { (names, $0.name, $0.path) } + [(names, nil, nil)]
    }
}
