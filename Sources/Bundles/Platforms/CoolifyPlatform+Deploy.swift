package import Topology
import Workspace

extension CoolifyPlatform {
    /// The webhook, called by CI once something changed that the unit is made from. Coolify's own watch paths hold for
    /// git's webhooks alone, and only its dashboard has them (coolify.io/docs, "Deploy webhook").
    package func delivery(of unit: DeployableUnit, as names: DeployNames, in repository: RepositoryView) -> Delivery {
        let webhook = names.variable("COOLIFY_WEBHOOK")
        return .steps(
            DeploySteps(
                provider: "Coolify webhook", title: "Call the Coolify webhook",
                // The address and the token reach curl on its standard input: command lines can be read by others. A
                // GET deploys on old versions too, but newer ones refuse it. A second try could deploy twice.
                script: [
                    #"printf 'url = "%s"\nheader = "Authorization: Bearer %s"\n' "$COOLIFY_WEBHOOK" "$COOLIFY_TOKEN" |"#,
                    "  curl --config - --request POST --fail-with-body --silent --show-error --max-time 60",
                ],
                secrets: [("COOLIFY_TOKEN", "COOLIFY_TOKEN"), ("COOLIFY_WEBHOOK", webhook)],
                webhookSecret: webhook,
                marks: ["/api/v1/deploy", "COOLIFY_WEBHOOK"],
                setup: [
                    "In Coolify dashboard, open the application \(unit.package.name), switch off \"Auto Deploy\", and copy "
                        + "the deploy webhook of its Webhooks page into the secret \(webhook)",
                    "In Coolify dashboard, create an API token with the ability deploy, and put it into the secret "
                        + "COOLIFY_TOKEN",
                ]))
    }

    /// `coolify.json` above the unit.
    package func deployFiles(of unit: DeployableUnit, in repository: RepositoryView) -> [DeployInput] {
        unit.package.evidence.filter { $0.fact == "platform" && $0.place.path.hasSuffix("coolify.json") }
            .map { .file($0.place.path, "deployed as it says", at: $0.place) }
    }

    /// An image that Coolify still has, or a commit (coolify.io/docs, "Rollbacks").
    package func rollback(of unit: DeployableUnit, as names: DeployNames, in repository: RepositoryView) -> Rollback? {
        Rollback(
            steps: [
                .init(
                    "In Coolify dashboard, open the application \(unit.package.name) and its Rollback tab: it lists the "
                        + "images that the server still has. Choose the one before, and press Rollback."),
                .init(
                    "Where that image is gone, take the change back in git and deploy again.",
                    ["git", "revert", "--no-edit", "<commit>"]),
            ],
            afterwards: "Revert the commit in git as well: the next push that changes one of its paths deploys again.")
    }
}
