import Topology
import Workspace

extension RunPipeline {
    /// What the trial of local development came to.
    struct LocalOutcome: Sendable {
        /// Sections of the guide for the units whose own start was tried and held.
        var sections: [InfrastructureGuide.Section] = []
        /// Paths under which something failed.
        var failed: Set<String> = []
    }

    /// Who owns the sections about local starts in a change set.
    static let localOwner = "local start"

    /// Local development, verified alongside Deploy: the stack of the compose file where an engine answers, otherwise
    /// each unit by itself. `trials` has what units answered that this run has started anyway.
    func localDevelopment(
        _ detection: Detection, _ workshop: Workshop, trials: [String: Check], report: inout RunReport
    ) async -> LocalOutcome {
        guard isDeployValidated(report), !detection.units.isEmpty else { return LocalOutcome() }
        if let stack = await tryStack(detection, workshop) {
            report.units.append(stack)
            guard case .notRun = stack.verdict else {
                return LocalOutcome(failed: stack.verdict == .failed ? [stack.path] : [])
            }
        }
        return await tryUnits(detection, workshop, trials: trials, report: &report)
    }

    /// The changes that write down what was tried; nil where it is written down already.
    ///
    /// - Throws: `edit/...` where the guide cannot be edited.
    func recordLocalStarts(_ outcome: LocalOutcome, in original: Detection) throws(Diagnostic) -> FileChange? {
        try InfrastructureGuide.change(
            adding: outcome.sections, in: original.context.repository.files,
            why: "says how units are started on a developer's machine")
    }

    /// The stack of the compose file, once for all units; nil where there is none.
    private func tryStack(_ detection: Detection, _ workshop: Workshop) async -> UnitReport? {
        guard let development = LocalDevelopment(in: detection.context), isWanted(nil, in: detection) else {
            return nil
        }
        surroundings.progress.note("Trying the local stack: \(development.command)")
        let workplace = Workplace(copy: workshop.copy, request: request, surroundings: surroundings)
        var unit = UnitReport(
            name: InfrastructureRow.shared, path: InfrastructureRow.shared, bundle: .deploy,
            finding: Finding(.configured, present: [FindingPart("local stack", at: FilePlace(development.file))]))
        unit.headline = "Local Dev: \(development.command)"
        unit.checks = await ComposeStack(development, at: workplace).checks()
        if case .passed = unit.verdict { unit.rows = [development.row] }
        return unit
    }

    /// Each unit that this machine can start: what the run has seen of it already, otherwise started for this alone.
    private func tryUnits(
        _ detection: Detection, _ workshop: Workshop, trials: [String: Check], report: inout RunReport
    ) async -> LocalOutcome {
        let workplace = Workplace(copy: workshop.copy, request: request, surroundings: surroundings)
        let context = detection.context
        let units = detection.units.filter { unit in
            request.addresses[unit.package.name] == nil && request.addresses[unit.path] == nil
                && UnitOpener.canStart(unit, in: context) && isWanted(unit, in: detection)
        }
        let opener = opener(workshop, of: detection)
        let checks = await fanOut(over: units, width: request.concurrency) { unit -> Check in
            if let seen = trials[unit.path] { return seen }
            surroundings.progress.update(unit: unit.path, step: "trying its local start")
            return await LocalTrial.start(unit, in: context, by: opener)
        }
        let slugs = PackageSlugs(context.graph.packages)
        var outcome = LocalOutcome()
        for (unit, check) in zip(units, checks) {
            guard let index = report.units.firstIndex(where: { $0.path == unit.path && $0.bundle == .deploy }) else {
                continue
            }
            report.units[index].checks.append(check)
            if check.verdict == .failed { outcome.failed.insert(unit.path) }
            guard check.verdict == .passed, let start = LocalStart(of: unit, in: context, at: workplace) else {
                continue
            }
            report.units[index].rows.append(start.row)
            outcome.sections.append(start.section(slug: slugs[unit.path]))
        }
        return outcome
    }

    /// Whether known-issues.md leaves local development to be tried: of one unit, or of the stack (nil).
    private func isWanted(_ unit: DeployableUnit?, in detection: Detection) -> Bool {
        let names = [InfrastructureComponent.localDev.rawValue]
        let issues = detection.context.knownIssues
        if issues.item(for: names, packageName: unit?.package.name, path: unit?.path) != nil { return false }
        guard let unit else { return true }
        return issues.item(for: [BundleName.deploy.title], packageName: unit.package.name, path: unit.path) == nil
    }

    /// Whether Deploy was selected, or some unit's Deploy was checked.
    private func isDeployValidated(_ report: RunReport) -> Bool {
        if request.bundle != nil, request.bundle != .deploy { return false }
        return report.selected == .deploy
            || report.units(of: .deploy).contains { $0.finding.state == .configured || !$0.checks.isEmpty }
    }
}
