import Topology
import Workspace

extension RunPipeline {
    /// The local stack, verified alongside Deploy, once for all units; nil where there is no compose file or Deploy is
    /// not among what this run validates.
    func localDevelopment(_ detection: Detection, _ workshop: Workshop, report: RunReport) async -> UnitReport? {
        guard let development = LocalDevelopment(in: detection.context), isDeployValidated(report) else { return nil }
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

    /// Whether Deploy was selected, or some unit's Deploy was checked.
    private func isDeployValidated(_ report: RunReport) -> Bool {
        if request.bundle != nil, request.bundle != .deploy { return false }
        return report.selected == .deploy
            || report.units(of: .deploy).contains { $0.finding.state == .configured || !$0.checks.isEmpty }
    }
}
