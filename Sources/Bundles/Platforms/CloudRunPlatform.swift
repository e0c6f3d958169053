package import Topology
import Workspace

/// Google Cloud Run (cloud.google.com/run/docs, "YAML reference").
package struct CloudRunPlatform: DescribedPlatform {
    package let id = "cloud-run"
    package let name = "Google Cloud Run"

    /// Makes the entry.
    package init() {}

    /// cloud.google.com/run/docs, "Configure container health checks" (a TCP startup probe by default) and "Rollbacks,
    /// gradual rollouts, and traffic migration".
    package var facts: PlatformFacts {
        PlatformFacts(
            probing: .file(
                key: "startupProbe and livenessProbe in its service's YAML", value: { "`httpGet: {path: \($0)}`" }),
            deploy: ["Run `gcloud run deploy UNIT --source PATH`"],
            rollback: [
                .init("List the revisions.", ["gcloud", "run", "revisions", "list", "--service", "UNIT"]),
                .init(
                    "Send all traffic to the revision before.",
                    ["gcloud", "run", "services", "update-traffic", "UNIT", "--to-revisions", "<revision>=100"]),
            ], runsSeveral: true)
    }

    private static let types: Set<String> = [
        "google_cloud_run_service", "google_cloud_run_v2_service", "google_cloud_run_v2_job",
    ]

    /// Services of Knative's form by their image, and Terraform's resources and modules.
    package func detect(in repository: RepositoryView) -> [PlatformMatch] {
        let reader = PlatformReader(id, repository)
        let services = KubernetesManifests(in: repository).workloads.filter(\.isKnative).flatMap { workload in
            workload.containers.compactMap { container -> PlatformMatch? in
                let package =
                    ImageOwners(in: repository).package(of: container.image)
                    ?? reader.owner.package(file: "-", folder: "-", names: [workload.name])
                guard let package else { return nil }
                var match = reader.match(package, at: container.place)
                match.port = container.port
                if let path = container.probePath, let place = container.probePlace {
                    match.probePath = path
                    match.evidence.append(Evidence("probe", path, at: place))
                }
                return match
            }
        }
        let made = TerraformResources(in: repository).packages(running: Self.types, in: repository)
        return services + made.map { reader.match($0.package, at: $0.place, confidence: 75) }
    }
}
