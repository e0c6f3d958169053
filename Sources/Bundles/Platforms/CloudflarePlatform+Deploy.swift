package import Topology
import Workspace

extension CloudflarePlatform {
    /// `wrangler deploy` in the unit's folder (developers.cloudflare.com/workers/wrangler/commands).
    package func delivery(of unit: DeployableUnit, as names: DeployNames, in repository: RepositoryView) -> Delivery {
        let folder = unit.path == "." ? "" : "cd \(ShellText.quoted(unit.path))"
        let installation = unit.contents.nodeManifest == nil ? [] : ["npm install --no-audit --no-fund"]
        return .steps(
            DeploySteps(
                provider: "Cloudflare", title: "Deploy to Cloudflare Workers",
                script: ([folder] + installation + ["npx --yes wrangler@4 deploy"]).filter { !$0.isEmpty },
                secrets: [
                    ("CLOUDFLARE_ACCOUNT_ID", "CLOUDFLARE_ACCOUNT_ID"),
                    ("CLOUDFLARE_API_TOKEN", "CLOUDFLARE_API_TOKEN"),
                ],
                needsCheckout: true, tools: ["node"], marks: ["wrangler deploy", "wrangler-action"],
                setup: [
                    "In Cloudflare dashboard, create an API token from the template \"Edit Cloudflare Workers\" and put it "
                        + "into the secret CLOUDFLARE_API_TOKEN; the account's id goes into CLOUDFLARE_ACCOUNT_ID"
                ]))
    }

    /// The version before (developers.cloudflare.com/workers, "Rollbacks").
    package func rollback(of unit: DeployableUnit, as names: DeployNames, in repository: RepositoryView) -> Rollback? {
        let name = worker(of: unit)
        return Rollback(
            steps: [
                .init(
                    "List the deployments with their versions.", ["wrangler", "deployments", "list", "--name", name],
                    depth: 2),
                .init(
                    "Go back to a version; without one it is the version before.",
                    ["wrangler", "rollback", "<version>", "--name", name], depth: 1),
            ],
            afterwards: "Revert the commit in git as well: the next push that changes one of its paths deploys again.")
    }

    private func worker(of unit: DeployableUnit) -> String {
        for name in ["wrangler.json", "wrangler.jsonc", "wrangler.toml"] {
            let document = unit.contents.repositoryPath(name).flatMap { unit.contents.manifests.document($0) }
            if let name = document?.root["name"]?.string { return name }
        }
        return "<worker>"
    }
}
