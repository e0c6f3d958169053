import Topology
import Workspace

/// Step 6: what a failed check leads to. At most three attempts at one approach, then the next approach.
package struct FixLoop: Sendable {
    /// How often one approach is tried before the next one.
    package static let attemptsPerApproach = 3

    let validation: Validation
    let workshop: Workshop
    /// Reads the copy again after its files have changed.
    let detect: @Sendable () async throws(Diagnostic) -> Detection
    /// Adds what further plans depend on; nil where no plan is made.
    var dependencies: DependencyPlanner?
    /// The first plans, with the approaches that were given up while their dependencies were added.
    var completed: [DependencyPlanner.Completed] = []

    /// What the loop came to for one unit.
    package struct Outcome: Sendable {
        /// The checks of the last attempt, by bundle.
        package var checks: UnitChecks
        /// Every attempt, in order, by bundle.
        package var attempts: [BundleName: [Attempt]] = [:]
        /// The plan that holds now, by bundle; a bundle whose first plan held keeps it.
        package var plans: [BundleName: UnitPlan] = [:]
    }

    /// Validates one unit and mends it until nothing fails or nothing is left to try.
    ///
    /// `original` is the repository as it was, from which plans are made; `inside` is the copy with all first plans.
    package func settle(
        _ unit: DeployableUnit, planned: [BundleName: PlannedUnit], original: Detection, inside: Detection,
        mayEdit: Bool
    ) async -> Outcome {
        var progress = Progress(unit: unit, original: original, detection: inside, planned: planned)
        var outcome = Outcome(checks: await ask(progress))
        for (bundle, first) in planned { outcome.plans[bundle] = first.plan }
        for first in completed where first.planned.unit.path == unit.path {
            progress.tried.formUnion(first.tried)
            outcome.attempts[first.planned.bundle] = first.attempts.isEmpty ? nil : first.attempts
        }
        while outcome.checks.hasFailed, !Task.isCancelled {
            guard let attempt = await fix(&progress, &outcome, mayEdit: mayEdit) else { break }
            outcome.attempts[attempt.bundle, default: []].append(attempt.attempt)
            outcome.checks = await ask(progress)
        }
        return outcome
    }

    private func ask(_ progress: Progress) async -> UnitChecks {
        let inside = progress.detection.units.first { $0.path == progress.unit.path } ?? progress.unit
        return await validation.ask(inside, in: progress.detection.context, overrides: progress.overrides)
    }

    /// Finds and applies one remedy; nil where there is none left.
    private func fix(
        _ progress: inout Progress, _ outcome: inout Outcome, mayEdit: Bool
    ) async -> (bundle: BundleName, attempt: Attempt)? {
        guard let (bundle, check) = firstFailure(outcome, of: progress) else { return nil }
        let cause = check.cause ?? "\(check.name): \(check.observed)"
        let approach = outcome.plans[bundle]?.approach
        let number = progress.count(bundle, approach)
        if number <= Self.attemptsPerApproach,
            let missing = MissingVariable.find(in: check, besides: progress.overrides)
        {
            progress.overrides[missing] = MissingVariable.exampleValue(for: missing)
            return (
                bundle,
                Attempt(
                    approach: approach?.summary ?? "as it is", number: number, cause: cause,
                    remedy: "started again with an example value for \(missing)")
            )
        }
        guard mayEdit else { return nil }
        return await replan(&progress, &outcome, bundle: bundle, check: check, cause: cause, number: number)
    }

    private func replan(
        _ progress: inout Progress, _ outcome: inout Outcome, bundle name: BundleName, check: Check, cause: String,
        number: Int
    ) async -> (bundle: BundleName, attempt: Attempt)? {
        guard let bundle = UnitBundles.all.first(where: { $0.name == name }) else { return nil }
        let old = outcome.plans[name]
        let approach = old?.approach
        let attempt: (String) -> Attempt = { remedy in
            Attempt(approach: approach?.summary ?? "as it is", number: number, cause: cause, remedy: remedy)
        }
        if let approach, progress.planned[name]?.finding.isOpen == true {
            progress.tried.insert(approach.id)
            let context = progress.original.context
            var next = Planning.plan(bundle, for: progress.unit, in: context, skipping: progress.tried)
            if let completed = await dependencies?.complete(next, by: bundle, in: context, skipping: progress.tried) {
                next = completed.planned
                progress.tried = completed.tried
                outcome.attempts[name, default: []] += completed.attempts
            }
            guard let plan = next.plan, !plan.changes.isEmpty, await apply(plan, bundle: name, &progress, &outcome)
            else { return nil }
            return (name, attempt("next approach: \(plan.approach?.summary ?? name.title)"))
        }
        guard !progress.mended.contains(name), progress.planned[name]?.finding.isOpen != true else { return nil }
        progress.mended.insert(name)
        let inside = progress.detection.units.first { $0.path == progress.unit.path } ?? progress.unit
        let checks = outcome.checks.byBundle[name] ?? []
        do throws(Diagnostic) {
            let mended = try bundle.mend(checks, of: inside, approach: nil, in: progress.detection.context)
            guard let mended, await apply(mended.after(old), bundle: name, &progress, &outcome) else { return nil }
            return (name, attempt(mended.headline ?? "mended"))
        } catch {
            return (name, attempt("could not be mended: \(error.message)"))
        }
    }

    /// Puts a plan into the copy and reads the copy again; false where that is impossible.
    private func apply(
        _ plan: UnitPlan, bundle: BundleName, _ progress: inout Progress, _ outcome: inout Outcome
    ) async -> Bool {
        outcome.plans[bundle] = plan
        do throws(Diagnostic) {
            try workshop.setPlan(outcome.plans.values.flatMap(\.changes), of: progress.unit.path)
            progress.detection = try await detect()
            return true
        } catch {
            return false
        }
    }

    /// The first failure that another plan could mend. What cannot be installed says nothing about code that stands, nor
    /// about a plan that leaves manifests and lock files alone.
    private func firstFailure(_ outcome: Outcome, of progress: Progress) -> (BundleName, Check)? {
        for bundle in BundleName.allCases {
            let failed = outcome.checks.byBundle[bundle]?.first { check in
                let isInstallation = check.name == Installations.checkName
                return check.verdict == .failed
                    && (!isInstallation || changesInstallation(outcome.plans[bundle], of: progress))
            }
            if let failed { return (bundle, failed) }
        }
        return nil
    }

    private func changesInstallation(_ plan: UnitPlan?, of progress: Progress) -> Bool {
        let manager = progress.unit.package.packageManager
        let files = progress.original.context.catalogue.installer(manager)?.dependencyFiles ?? []
        return plan?.changes.contains { files.contains(RelativePath.baseName(of: $0.path)) } ?? false
    }

    /// Where the loop stands for one unit.
    private struct Progress {
        let unit: DeployableUnit
        /// The repository as it was: plans are made from it.
        let original: Detection
        /// The copy as it is now.
        var detection: Detection
        let planned: [BundleName: PlannedUnit]
        var overrides: [String: String] = [:]
        var tried: Set<String> = []
        var mended: Set<BundleName> = []
        private var counts: [String: Int] = [:]

        init(unit: DeployableUnit, original: Detection, detection: Detection, planned: [BundleName: PlannedUnit]) {
            self.unit = unit
            self.original = original
            self.detection = detection
            self.planned = planned
        }

        /// The number of the next attempt at an approach, from 1.
        mutating func count(_ bundle: BundleName, _ approach: Approach?) -> Int {
            let key = bundle.rawValue + "/" + (approach?.id ?? "")
            counts[key, default: 0] += 1
            return counts[key] ?? 1
        }
    }
}

extension UnitPlan {
    /// This plan, made from files to which another one was applied, as one plan for the files before both.
    fileprivate func after(_ earlier: UnitPlan?) -> UnitPlan {
        guard let earlier else { return self }
        var both = self
        both.changes = changes.map { change in
            guard let first = earlier.changes.first(where: { $0.path == change.path }), let new = change.new else {
                return change
            }
            guard let original = first.original else { return .create(change.path, new, why: first.why) }
            return .edit(change.path, original: original, new: new, why: "\(first.why); \(change.why)")
        }
        both.changes += earlier.changes.filter { first in !changes.contains { $0.path == first.path } }
        if both.rows.isEmpty { both.rows = earlier.rows }
        if both.requiredSetup.isEmpty { both.requiredSetup = earlier.requiredSetup }
        return both
    }
}
