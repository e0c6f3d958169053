package import Topology
import Workspace

/// Kubernetes (kubernetes.io/docs/concepts/workloads).
package struct KubernetesPlatform: DescribedPlatform {
    package let id = "kubernetes"
    package let name = "Kubernetes"

    /// Makes the entry.
    package init() {}

    /// kubernetes.io, "Configure Liveness, Readiness and Startup Probes" (200 to 399 pass, every 10 s, 1 s to answer) and
    /// "Deployments" (rolling back).
    package var facts: PlatformFacts {
        PlatformFacts(
            probing: .file(
                key: "readinessProbe in its Deployment",
                value: { "`httpGet: {path: \($0), port: <port>}`, and a livenessProbe on a path that asks no database" }
            ),
            deploy: [
                "Build and push the image of UNIT, then run `kubectl apply -f <manifests>`",
                "Run `kubectl rollout status deployment/UNIT --timeout=5m`",
            ],
            rollback: [
                .init("List the revisions.", ["kubectl", "rollout", "history", "deployment/UNIT"]),
                .init("Go back to the one before.", ["kubectl", "rollout", "undo", "deployment/UNIT"]),
            ], runsSeveral: true)
    }

    /// Workloads whose image is made from a package.
    package func detect(in repository: RepositoryView) -> [PlatformMatch] {
        let workloads = KubernetesManifests(in: repository).workloads.filter { !$0.isKnative }
        guard !workloads.isEmpty else { return [] }
        let reader = PlatformReader(id, repository)
        let owners = ImageOwners(in: repository)
        var known: Set<String> = []
        return workloads.flatMap { workload in
            workload.containers.compactMap { container -> PlatformMatch? in
                guard let package = owners.package(of: container.image), known.insert(package).inserted else {
                    return nil
                }
                var match = reader.match(package, at: container.place, confidence: 80)
                if workload.kind == "CronJob" { match.add(type: .worker, at: workload.place) }
                match.port = container.port
                if let path = container.probePath, let place = container.probePlace {
                    match.probePath = path
                    match.evidence.append(Evidence("probe", path, at: place))
                }
                return match
            }
        }
    }
}
