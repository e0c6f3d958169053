import Topology
package import Workspace

/// Step 5: starts each unit once and asks it everything that is configured, in the contract's order.
package struct Validation: Sendable {
    private let opener: any SessionOpener
    private let progress: any ProgressSink
    private let width: Int
    private let workplace: Workplace?
    /// The bundle that alone is asked; nil for every one that is configured.
    private let wanted: BundleName?

    /// Validates at most `width` units at a time. Without a workplace only running units are asked.
    package init(
        opener: any SessionOpener, progress: any ProgressSink, width: Int, workplace: Workplace? = nil,
        wanted: BundleName? = nil
    ) {
        self.wanted = wanted
        self.opener = opener
        self.progress = progress
        self.width = width
        self.workplace = workplace
    }

    /// The checks of every unit, by path; one unit's failure hides nothing of another's.
    package func run(
        _ units: [DeployableUnit], in context: BundleContext, overrides: [String: [String: String]] = [:]
    ) async -> [String: UnitChecks] {
        let answers = await fanOut(over: units, width: width) { unit in
            await ask(unit, in: context, overrides: overrides[unit.path] ?? [:])
        }
        return Dictionary(uniqueKeysWithValues: zip(units.map(\.path), answers))
    }

    private var asked: [any UnitBundle] { UnitBundles.all.filter { wanted == nil || wanted == $0.name } }

    /// Starts one unit, asks it, and ends it; then comes what needs no running unit.
    package func ask(
        _ unit: DeployableUnit, in context: BundleContext, overrides: [String: String]
    ) async -> UnitChecks {
        let bundles = asked.filter { isToBeAsked($0, unit, in: context) }
        var checks = UnitChecks()
        let asking = bundles.filter(\.needsRunningUnit)
        if !asking.isEmpty { checks = await askRunning(unit, asking, in: context, overrides: overrides) }
        checks.add(recordedButLacking(unit, in: context))
        if bundles.isEmpty { return checks }
        if let workplace {
            progress.update(unit: unit.path, step: "checking what needs no running unit")
            for bundle in bundles {
                let apart = await bundle.checkApart(unit, in: context, at: workplace)
                if !apart.isEmpty { checks.byBundle[bundle.name, default: []] += apart }
            }
        }
        progress.finish(unit: unit.path, outcome: outcome(of: checks))
        return checks
    }

    /// The fault of a check that found less in the files than the table records.
    static let recordedFault = "recorded-but-lacking"

    /// What the table records and the files lack: it was there once. Only for a framework that we read for certain.
    private func recordedButLacking(_ unit: DeployableUnit, in context: BundleContext) -> [BundleName: [Check]] {
        guard context.catalogue.framework(unit.package.framework)?.proof == .started else { return [:] }
        var checks: [BundleName: [Check]] = [:]
        for bundle in asked {
            let finding = Comparison.finding(of: bundle, for: unit, in: context)
            let report = UnitReport(
                name: unit.package.name, path: unit.path, bundle: bundle.name, finding: finding)
            guard let drift = Comparison.tableDrift(report, in: context) else { continue }
            checks[bundle.name] = [
                Check(
                    "\(bundle.name.title) as recorded", expected: "as in \(drift.place.map { "\($0)" } ?? "the table")",
                    observed: "lacks " + finding.lacking.joined(separator: ", "), verdict: .failed,
                    cause: drift.message, fault: Self.recordedFault)
            ]
        }
        return checks
    }

    private func askRunning(
        _ unit: DeployableUnit, _ bundles: [any UnitBundle], in context: BundleContext, overrides: [String: String]
    ) async -> UnitChecks {
        progress.update(unit: unit.path, step: "starting")
        let session: any UnitSession
        switch await opener.open(unit, in: context, overrides: overrides) {
        case .unavailable(let check):
            return UnitChecks(byBundle: Dictionary(uniqueKeysWithValues: bundles.map { ($0.name, [check]) }))
        case .ready(let opened):
            session = opened
        }
        var checks = UnitChecks()
        progress.update(unit: unit.path, step: "asking")
        for bundle in bundles {
            checks.byBundle[bundle.name] = await bundle.askRunning(session, of: unit, in: context)
        }
        progress.update(unit: unit.path, step: "stopping its components in turn")
        for bundle in bundles where !checks.hasFailed {
            checks.byBundle[bundle.name, default: []] += await bundle.askBroken(session, of: unit, in: context)
        }
        if session.isLocal, !checks.hasFailed { checks.localTrial = await LocalTrial.ask(session, of: unit) }
        await session.close()
        return checks
    }

    /// The word for the progress line.
    private func outcome(of checks: UnitChecks) -> String {
        if checks.hasFailed { return "failed" }
        let all = checks.byBundle.values.flatMap(\.self)
        if let first = all.first, all.allSatisfy({ $0.verdict.word == "notRun" }) { return first.verdict.word }
        return "done"
    }

    /// What is there is asked, even if a part of it still lacks; what is skipped or missing is not.
    private func isToBeAsked(_ bundle: any UnitBundle, _ unit: DeployableUnit, in context: BundleContext) -> Bool {
        let finding = Comparison.finding(of: bundle, for: unit, in: context)
        switch finding.state {
        case .configured: return true
        case .partial: return !finding.present.isEmpty
        case .notApplicable: return bundle.asksWhereNotApplicable(unit, in: context)
        case .missing, .skipped: return false
        }
    }
}

/// The checks of one unit, by bundle.
package struct UnitChecks: Sendable {
    /// The checks in the order of asking.
    package var byBundle: [BundleName: [Check]] = [:]
    /// What the unit answered last, if it was started here and nothing failed: its start works on this machine.
    package var localTrial: Check?

    /// Adds checks behind those that are there.
    package mutating func add(_ more: [BundleName: [Check]]) {
        for (bundle, checks) in more { byBundle[bundle, default: []] += checks }
    }

    /// Whether one of them failed.
    package var hasFailed: Bool { byBundle.values.contains { $0.contains { $0.verdict == .failed } } }
}
