package import Topology
import Workspace

extension FlyPlatform {
    /// `flyctl deploy` from the root, as for an image that is built from the root (fly.io/docs/flyctl/deploy).
    package func delivery(of unit: DeployableUnit, as names: DeployNames, in repository: RepositoryView) -> Delivery {
        let configuration = ManifestStore.path("fly.toml", in: unit.path)
        let token = names.variable("FLY_API_TOKEN")
        let application = application(of: unit)
        return .steps(
            DeploySteps(
                provider: "Fly.io", title: "Deploy to Fly.io",
                script: ["flyctl deploy . --config \(ShellText.quoted(configuration)) --remote-only"],
                secrets: [("FLY_API_TOKEN", token)], needsCheckout: true, tools: ["flyctl"],
                marks: ["flyctl deploy", "fly deploy"],
                setup: [
                    "Create a deploy token with `fly tokens create deploy --app \(application)` and put it into the secret "
                        + token
                ]))
    }

    /// The image of the release before (fly.io/docs, "Roll back a release").
    package func rollback(of unit: DeployableUnit, as names: DeployNames, in repository: RepositoryView) -> Rollback? {
        let application = application(of: unit)
        return Rollback(
            steps: [
                .init(
                    "List the releases with their images.", ["flyctl", "releases", "--app", application, "--image"],
                    depth: 1),
                .init(
                    "Deploy the image of the release before; it keeps today's settings and secrets.",
                    ["flyctl", "deploy", "--app", application, "--image", "<image>"], depth: 1),
            ],
            afterwards: "Revert the commit in git as well: the next push that changes one of its paths deploys again.")
    }

    private func application(of unit: DeployableUnit) -> String {
        let document = unit.contents.repositoryPath("fly.toml").flatMap { unit.contents.manifests.document($0) }
        return document?.root["app"]?.string ?? "<app>"
    }
}
