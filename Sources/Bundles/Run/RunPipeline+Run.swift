import Topology
package import Workspace

extension RunPipeline {
    /// All nine steps; a rehearsal leaves out the last write.
    ///
    /// - Throws: What makes the repository unreadable or the private copy impossible, and what stopped the write
    ///   half-way (everything was then rolled back).
    package func run(isRehearsal: Bool) async throws(Diagnostic) -> RunReport {
        let detection = try await Detection.run(request, in: surroundings)
        var report = compared(detection, mode: isRehearsal ? .rehearse : .run)
        let choice = request.skipsInstall ? Choice() : choose(detection, report: &report)
        describe(choice, in: &report)
        if detection.units.isEmpty { return report }
        announce(report)
        let workshop = try await openWorkshop(detection)
        let outcomes: [FixLoop.Outcome]
        do throws(Diagnostic) {
            outcomes = try await settle(choice, detection, workshop, report: &report)
        } catch {
            await close(workshop)
            throw error
        }
        var accepted = judge(outcomes, of: detection.units, in: &report)
        accepted.formUnion(await tryLocally(outcomes, detection, workshop, report: &report))
        accepted.subtract(report.units.filter(Self.holdsBack).map(\.path))
        let changes = finalChanges(accepted, detection, workshop, report: &report)
        await close(workshop)
        report.diff = UnifiedDiff.render(changes)
        if !isRehearsal, !changes.isEmpty {
            try write(changes, command: "run")
            report.isWritten = true
        }
        return report
    }

    /// Local development in the copy, and what writes it down; returns the owners of what may be written for it.
    private func tryLocally(
        _ outcomes: [FixLoop.Outcome], _ detection: Detection, _ workshop: Workshop, report: inout RunReport
    ) async -> Set<String> {
        let inside = (try? await detectInside(workshop, like: detection)) ?? detection
        let trials = Self.trials(of: detection.units, outcomes)
        let outcome = await localDevelopment(inside, workshop, trials: trials, report: &report)
        let owners: Set<String> = [InfrastructureRow.shared, Self.localOwner]
        if request.skipsInstall { return owners }
        do throws(Diagnostic) {
            guard let change = try recordLocalStarts(outcome, in: detection) else { return owners }
            try workshop.setPlan([change], of: Self.localOwner)
            addTable(change, to: .deploy, in: &report)
        } catch {
            report.warnings.append(error)
        }
        return owners
    }

    /// What units answered that were started in this run.
    static func trials(of units: [DeployableUnit], _ outcomes: [FixLoop.Outcome]) -> [String: Check] {
        let pairs = zip(units, outcomes).compactMap { unit, outcome in
            outcome.checks.localTrial.map { (unit.path, $0) }
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    private func announce(_ report: RunReport) {
        if report.knownIssueCount > 0 {
            surroundings.progress.note("Known issues loaded (\(report.knownIssueCount) infra items skipped)")
        }
        report.notes.forEach(surroundings.progress.note)
        if let selected = report.selected {
            surroundings.progress.note(Selection.line(selected))
        } else if report.allConfigured {
            surroundings.progress.note(Selection.allConfigured)
        }
    }

    /// Steps 4 to 6 in the copy: plans applied, every unit asked and mended, side by side.
    private func settle(
        _ choice: Choice, _ detection: Detection, _ workshop: Workshop, report: inout RunReport
    ) async throws(Diagnostic) -> [FixLoop.Outcome] {
        let completed = await complete(choice.plans, detection, workshop)
        for planned in completed.map(\.planned) {
            describe(planned, isSelected: true, in: &report)
            do throws(Diagnostic) {
                try workshop.setPlan(planned.plan?.changes ?? [], of: planned.unit.path)
            } catch {
                record(error, of: planned, in: &report)
            }
        }
        let detect: @Sendable () async throws(Diagnostic) -> Detection = { () async throws(Diagnostic) in
            try await self.detectInside(workshop, like: detection)
        }
        let inside = try await detect()
        var loop = FixLoop(validation: validation(workshop, of: detection), workshop: workshop, detect: detect)
        loop.dependencies = dependencyPlanner(workshop)
        loop.completed = completed
        let plans = Dictionary(grouping: completed.map(\.planned), by: \.unit.path)
        let mayEdit = !request.skipsInstall
        return await fanOut(over: detection.units, width: request.concurrency) { [loop] unit in
            let planned = Dictionary((plans[unit.path] ?? []).map { ($0.bundle, $0) }) { first, _ in first }
            return await loop.settle(unit, planned: planned, original: detection, inside: inside, mayEdit: mayEdit)
        }
    }

    /// Adds what plans depend on, side by side.
    private func complete(
        _ plans: [PlannedUnit], _ detection: Detection, _ workshop: Workshop
    ) async -> [DependencyPlanner.Completed] {
        let planner = dependencyPlanner(workshop)
        return await fanOut(over: plans, width: request.concurrency) { planned in
            guard let bundle = UnitBundles.all.first(where: { $0.name == planned.bundle }) else {
                return DependencyPlanner.Completed(planned: planned)
            }
            return await planner.complete(planned, by: bundle, in: detection.context)
        }
    }

    private func dependencyPlanner(_ workshop: Workshop) -> DependencyPlanner {
        DependencyPlanner(
            DependencyAddition(
                in: workshop.copy.temporary, surroundings: surroundings, timeLimit: request.timeLimit,
                tools: workshop.tools))
    }

    private func record(_ problem: Diagnostic, of planned: PlannedUnit, in report: inout RunReport) {
        let index = report.units.firstIndex { $0.path == planned.unit.path && $0.bundle == planned.bundle }
        if let index { report.units[index].diagnostics.append(problem) }
    }

    /// Puts checks and attempts into the report; returns the paths of the units whose changes may be written.
    private func judge(
        _ outcomes: [FixLoop.Outcome], of units: [DeployableUnit], in report: inout RunReport
    ) -> Set<String> {
        var accepted: Set<String> = []
        for (unit, outcome) in zip(units, outcomes) {
            for index in report.units.indices where report.units[index].path == unit.path {
                let bundle = report.units[index].bundle
                report.units[index].checks = outcome.checks.byBundle[bundle] ?? []
                report.units[index].attempts = outcome.attempts[bundle] ?? []
                if let plan = outcome.plans[bundle] {
                    report.units[index].changes = plan.changes.map(Self.changeReport)
                    report.units[index].configured = plan.configured
                    report.units[index].headline = plan.headline ?? report.units[index].headline
                    if !plan.rows.isEmpty { report.units[index].rows = plan.rows }
                }
            }
            let own = report.units.filter { $0.path == unit.path }
            if !own.contains(where: Self.holdsBack) { accepted.insert(unit.path) }
        }
        return accepted
    }

    /// Whether a unit's failure speaks against its changes. That another bundle, which this run does not touch, is gone
    /// from the files does not: two that are gone would else hold each other back for ever.
    private static func holdsBack(_ unit: UnitReport) -> Bool {
        guard unit.verdict == .failed else { return false }
        let failed = unit.checks.filter { $0.verdict == .failed }
        let isGone = !failed.isEmpty && failed.allSatisfy { $0.fault == Validation.recordedFault }
        return !isGone || !unit.changes.isEmpty
    }

    /// What is written: the changes of accepted units, and the table. What is held back is shown as a diff.
    private func finalChanges(
        _ accepted: Set<String>, _ detection: Detection, _ workshop: Workshop, report: inout RunReport
    ) -> ChangeSet {
        var written = accepted
        for index in report.units.indices where !report.units[index].changes.isEmpty {
            let unit = report.units[index]
            let isHeld = !accepted.contains(unit.path) || isUnproved(unit, in: detection)
            guard isHeld else { continue }
            written.remove(unit.path)
            let held = workshop.changes(of: [unit.path]).changes
            report.units[index].withheld = UnifiedDiff.render(held)
            report.units[index].changes = []
        }
        let rows = report.units.filter { written.contains($0.path) }.flatMap(\.rows)
        var owners = written
        if !rows.isEmpty, let change = Recording.change(recording: rows, in: detection) {
            owners.insert(Recording.owner)
            try? workshop.setPlan([change], of: Recording.owner)
            if let selected = report.selected ?? report.units.first(where: { !$0.rows.isEmpty })?.bundle {
                addTable(change, to: selected, in: &report)
            }
        }
        return workshop.changes(of: owners).changes
    }

    /// Whether a unit was not asked, edits a person's file, and has a framework that no test of ours starts.
    private func isUnproved(_ unit: UnitReport, in detection: Detection) -> Bool {
        guard case .notRun = unit.verdict, unit.changes.contains(where: { $0.action == .edited }) else { return false }
        let framework = detection.context.graph.package(at: unit.path)?.framework
        return detection.context.catalogue.framework(framework)?.proof != .started
    }
}
