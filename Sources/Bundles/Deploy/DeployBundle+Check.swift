import Topology
import Workspace

extension DeployBundle {
    /// The trigger in thought, the webhook without deploying, and the way back.
    package func checkApart(
        _ unit: DeployableUnit, in context: BundleContext, at workplace: Workplace
    ) async -> [Check] {
        let trigger = UnitTrigger(of: unit, in: context)
        guard let committed = trigger.committed, committed.hasStep else { return [] }
        var checks = TriggerSimulation(trigger, in: context).checks
        if let check = orphans(of: unit, in: context) { checks.append(check) }
        if case .steps(let steps) = trigger.delivery, let secret = steps.webhookSecret {
            let probe = WebhookProbe(
                secret: secret, token: token(of: steps), place: committed.place, workplace: workplace)
            checks.append(await probe.check())
        }
        checks += await RollbackTrial(trigger: trigger, workplace: workplace).checks(in: context)
        return checks
    }

    /// Workflows of ours whose package is gone, reported once: with the first unit.
    private func orphans(of unit: DeployableUnit, in context: BundleContext) -> Check? {
        let first = context.graph.packages.first(where: \.deploysIndependently)
        guard unit.path == first?.path, let orphan = TriggerSurvey.orphans(in: context).first else { return nil }
        return Check(
            "trigger of each package", expected: "its package exists", observed: "\(orphan) deploys none",
            verdict: .failed, cause: "\(orphan) deploys a package that is gone; remove it: git rm \(orphan)")
    }

    private func token(of steps: DeploySteps) -> String? {
        steps.secrets.first { $0.secret != steps.webhookSecret }?.secret
    }
}
