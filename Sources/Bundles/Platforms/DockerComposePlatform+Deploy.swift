package import Topology
import Workspace

extension DockerComposePlatform {
    /// A checkout on the server that goes to the commit and builds the unit's service anew, over SSH.
    package func delivery(of unit: DeployableUnit, as names: DeployNames, in repository: RepositoryView) -> Delivery {
        guard let service = production(of: unit, in: repository) else { return .none }
        let file = ShellText.quoted(service.file)
        return .steps(
            DeploySteps(
                provider: "Docker Compose over SSH", title: "Deploy on the server",
                // The key stays in the agent's memory. The remote script gets its values as arguments.
                script: [
                    "eval \"$(ssh-agent -s)\" >/dev/null",
                    "trap 'ssh-agent -k >/dev/null' EXIT",
                    "ssh-add -q - <<<\"$DEPLOY_SSH_KEY\"",
                    "known_hosts=$(mktemp)",
                    "printf '%s\\n' \"$DEPLOY_KNOWN_HOSTS\" >\"$known_hosts\"",
                    "printf -v folder '%q' \"$DEPLOY_FOLDER\"",
                    "ssh -o BatchMode=yes -o StrictHostKeyChecking=yes -o UserKnownHostsFile=\"$known_hosts\" \\",
                    "  -l \"$DEPLOY_USER\" \"$DEPLOY_HOST\" bash -s -- \"$folder\" \"$GITHUB_SHA\" <<'REMOTE'",
                    "set -euo pipefail",
                    "cd \"$1\"",
                    "git fetch --quiet origin \"$2\"",
                    "git checkout --quiet --detach \"$2\"",
                    "docker compose --file \(file) up --detach --build --wait --no-deps \(ShellText.quoted(service.name))",
                    "REMOTE",
                ],
                secrets: ["DEPLOY_FOLDER", "DEPLOY_HOST", "DEPLOY_KNOWN_HOSTS", "DEPLOY_SSH_KEY", "DEPLOY_USER"].map {
                    ($0, names.variable($0))
                },
                marks: ["ssh "],
                setup: [
                    "On the server, clone the repository, and let a user that may use Docker log in with a key of its own",
                    "Put the server's name, that user, the private key, the folder of the clone and the line of "
                        + "`ssh-keyscan` into the secrets \(names.variable("DEPLOY_HOST")), \(names.variable("DEPLOY_USER")), "
                        + "\(names.variable("DEPLOY_SSH_KEY")), \(names.variable("DEPLOY_FOLDER")) and "
                        + names.variable("DEPLOY_KNOWN_HOSTS"),
                ]))
    }

    /// The compose file.
    package func deployFiles(of unit: DeployableUnit, in repository: RepositoryView) -> [DeployInput] {
        guard unit.package.platforms.first == id, let service = production(of: unit, in: repository) else { return [] }
        return [.file(service.file, "its service \(service.name)", at: service.place)]
    }

    /// The commit before, built again on the server.
    package func rollback(of unit: DeployableUnit, as names: DeployNames, in repository: RepositoryView) -> Rollback? {
        guard let service = production(of: unit, in: repository) else { return nil }
        return Rollback(
            steps: [
                .init("On the server, go to the commit before.", ["git", "checkout", "--detach", "<commit>"]),
                .init(
                    "Build and start the service of that commit.",
                    [
                        "docker", "compose", "--file", service.file, "up", "--detach", "--build", "--wait", "--no-deps",
                        service.name,
                    ], depth: 2),
            ],
            afterwards: "Revert the commit in git as well: the next push that changes one of its paths deploys again.")
    }

    private func production(of unit: DeployableUnit, in repository: RepositoryView) -> ComposeService? {
        ComposeProjects(in: repository).services(building: unit.path).first
    }
}
