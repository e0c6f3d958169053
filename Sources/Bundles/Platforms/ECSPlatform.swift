package import Topology
import Workspace

/// Amazon ECS (docs.aws.amazon.com, "Amazon ECS task definition parameters").
package struct ECSPlatform: DescribedPlatform {
    package let id = "ecs"
    package let name = "Amazon ECS"

    /// Makes the entry.
    package init() {}

    /// docs.aws.amazon.com, "Determine Amazon ECS task health using container health checks" (the Dockerfile's HEALTHCHECK
    /// does not count) and the command reference of `aws ecs update-service`.
    package var facts: PlatformFacts {
        PlatformFacts(
            probing: .file(
                key: "healthCheck of its container in the task definition",
                value: { "`\"command\": [\"CMD-SHELL\", \"curl -fsS http://localhost:<port>\($0) || exit 1\"]`" }),
            deploy: [
                "Build and push the image of UNIT, and register a task definition with it",
                "Run `aws ecs update-service --cluster <cluster> --service <service> --task-definition <family>`",
            ],
            rollback: [
                .init("List the revisions.", ["aws", "ecs", "list-task-definitions", "--sort", "DESC"]),
                .init(
                    "Run the revision before.",
                    [
                        "aws", "ecs", "update-service", "--cluster", "<cluster>", "--service", "<service>",
                        "--task-definition", "<family:revision>",
                    ]),
            ], runsSeveral: true)
    }

    /// Task definitions whose images are made from a package, and Terraform's.
    package func detect(in repository: RepositoryView) -> [PlatformMatch] {
        let reader = PlatformReader(id, repository)
        let files = TelltalePaths(in: repository).tasks.filter { !SourceRole.isAside($0) }
        let own = files.compactMap { repository.manifests.lenientDocument($0) }.flatMap { definition($0, reader) }
        let types: Set<String> = ["aws_ecs_task_definition", "aws_ecs_service"]
        return own
            + TerraformResources(in: repository).packages(running: types, in: repository).map {
                reader.match($0.package, at: $0.place, confidence: 75)
            }
    }

    private func definition(_ document: Document, _ reader: PlatformReader) -> [PlatformMatch] {
        let root = document.root["taskDefinition"] ?? document.root
        return (root["containerDefinitions"]?.elements ?? []).compactMap { container in
            let folder = reader.owner.package(
                file: "-", folder: "-", image: container["image"]?.string,
                names: [container["name"]?.string, root["family"]?.string].compactMap(\.self))
            guard let folder else { return nil }
            var match = reader.match(folder, at: document.place(of: container))
            match.add(port: container["portMappings"]?.elements.first?["containerPort"], in: document)
            if let check = container["healthCheck"], let path = ContainerHealthcheck.path(in: check["command"]) {
                match.probePath = path
                match.evidence.append(Evidence("probe", path, at: document.place(of: check)))
            }
            return match
        }
    }
}
