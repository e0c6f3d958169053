package import Topology
import Workspace

extension DockerComposePlatform {
    /// Proxies that append their peer to `X-Forwarded-For`, by the last part of their images' names.
    private static let proxies: Set<String> = ["traefik", "nginx", "caddy", "haproxy", "nginx-proxy", "envoy"]

    /// `X-Forwarded-For` behind a proxy of the same project; otherwise the peer, which has no proxy to forge one for.
    package func clientAddress(of unit: DeployableUnit, in repository: RepositoryView) -> ClientAddress {
        let compose = ComposeProjects(in: repository)
        guard let own = compose.services(building: unit.path).first else { return .socket }
        let hasProxy = compose.services.contains { service in
            guard service.file == own.file, let image = service.image?.text else { return false }
            let name = image.split(separator: "@").first?.split(separator: "/").last?.split(separator: ":").first
            return name.map { Self.proxies.contains(String($0)) } ?? false
        }
        return hasProxy ? .forwardedFor(hops: 1) : .socket
    }

    /// Where the service asks for more than one (`scale`, `deploy.replicas`).
    package func canRunSeveral(_ unit: DeployableUnit, in repository: RepositoryView) -> Bool {
        ComposeProjects(in: repository).services(building: unit.path).contains { service in
            guard let document = unit.contents.manifests.document(service.file),
                let node = document.root["services"]?[service.name]
            else { return false }
            let count = node["scale"]?.integer ?? node[path: "deploy", "replicas"]?.integer ?? 1
            return count > 1
        }
    }
}
