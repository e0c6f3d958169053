import Topology
package import Workspace

/// The nine steps, from the repository to the report. Each step is one function from one value to the next.
package struct RunPipeline: Sendable {
    let request: RunRequest
    let surroundings: RunSurroundings

    /// Makes the pipeline of one command.
    package init(_ request: RunRequest, in surroundings: RunSurroundings) {
        self.request = request
        self.surroundings = surroundings
    }

    /// Steps 1 to 3: findings and the bundle that comes next. Nothing is started but git.
    ///
    /// - Throws: What makes the repository unreadable.
    package func status() async throws(Diagnostic) -> RunReport {
        let detection = try await Detection.run(request, in: surroundings)
        var report = compared(detection, mode: .status)
        let selection = Selection(findings: report.units, wanted: request.bundle)
        report.selected = selection.candidates.first
        report.allConfigured = selection.candidates.isEmpty && request.bundle == nil
        return report
    }

    /// Steps 1 to 3 and the plan; nothing is written, installed, fetched or started but git.
    ///
    /// - Throws: What makes the repository unreadable.
    package func preview() async throws(Diagnostic) -> (report: RunReport, stack: [PreviewText.StackLine]) {
        let detection = try await Detection.run(request, in: surroundings)
        var report = compared(detection, mode: .preview)
        let chosen = choose(detection, report: &report)
        describe(chosen, in: &report)
        if let selected = report.selected {
            report.diff = merged(chosen.plans, detection, rows: chosen.rows).diff
            if let change = Recording.change(recording: chosen.rows, in: detection) {
                addTable(change, to: selected, in: &report)
            }
        }
        return (report, StackSummary.lines(of: detection.context))
    }

    /// Steps 1, 2 and 5: starts every unit that has something configured and asks it.
    ///
    /// - Throws: What makes the repository unreadable or the private copy impossible.
    package func validate() async throws(Diagnostic) -> RunReport {
        let detection = try await Detection.run(request, in: surroundings)
        var report = compared(detection, mode: .validate)
        if let wanted = request.bundle { report.units.removeAll { $0.bundle != wanted } }
        for planned in standing(detection, besides: []) { describe(planned, isSelected: false, in: &report) }
        if detection.units.isEmpty { return report }
        let workshop = try await openWorkshop(detection)
        let loop = FixLoop(validation: validation(workshop, of: detection, only: request.bundle), workshop: workshop) {
            () async throws(Diagnostic) in
            detection
        }
        let outcomes = await fanOut(over: detection.units, width: request.concurrency) { unit in
            await loop.settle(unit, planned: [:], original: detection, inside: detection, mayEdit: false)
        }
        for (unit, outcome) in zip(detection.units, outcomes) {
            for index in report.units.indices where report.units[index].path == unit.path {
                report.units[index].checks = outcome.checks.byBundle[report.units[index].bundle] ?? []
                report.units[index].attempts = outcome.attempts[report.units[index].bundle] ?? []
            }
        }
        let trials = Self.trials(of: detection.units, outcomes)
        _ = await localDevelopment(detection, workshop, trials: trials, report: &report)
        await close(workshop)
        return report
    }

    /// The findings of all filtered units as a report.
    func compared(_ detection: Detection, mode: RunReport.Mode) -> RunReport {
        var report = RunReport(mode: mode, isMonorepo: detection.context.graph.isMonorepo)
        let (units, warnings) = Comparison.findings(of: detection)
        report.units = units
        report.leftOut = detection.leftOut
        report.knownIssueCount = detection.context.knownIssues.items.count
        report.warnings = detection.context.graph.warnings + warnings
        report.notes += detection.notes
        if detection.units.isEmpty { report.notes.append("no deployable unit matches") }
        return report
    }
}
