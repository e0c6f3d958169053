import Workspace

/// Hosts of `Ingress` and its like, by the services behind them and the workloads behind those
/// (kubernetes.io/docs/concepts/services-networking/ingress).
struct IngressHostSource: DomainSource {
    func signs(in view: RepositoryView) -> [DomainSign] {
        let manifests = KubernetesManifests(in: view)
        guard !manifests.hosts.isEmpty else { return [] }
        let owners = ImageOwners(in: view)
        let named = view.deployedPackages
        var workloads: [String: String] = [:]
        for workload in manifests.workloads {
            let package = workload.containers.lazy.compactMap { owners.package(of: $0.image) }.first
            workloads[workload.name] = package ?? workloads[workload.name]
        }
        return manifests.hosts.flatMap { entry -> [DomainSign] in
            guard let host = PublicHost.of(entry.host) else { return [] }
            let packages = entry.services.compactMap { service -> String? in
                let names = [service] + (manifests.selectors[service] ?? []).sorted()
                return names.lazy.compactMap { workloads[$0] }.first ?? named.package(named: service)
            }.removingRepetition()
            guard !packages.isEmpty else { return [DomainSign(host, package: nil, "domain", at: entry.place)] }
            return packages.map { DomainSign(host, package: $0, "domain", at: entry.place) }
        }
    }
}
