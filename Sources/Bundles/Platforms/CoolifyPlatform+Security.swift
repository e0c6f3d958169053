package import Topology

extension CoolifyPlatform {
    /// Coolify's proxy is Traefik, which writes its peer into `X-Forwarded-For` and drops what an untrusted peer sent
    /// (doc.traefik.io/traefik, "EntryPoints", Forwarded Headers).
    package func clientAddress(of unit: DeployableUnit, in repository: RepositoryView) -> ClientAddress {
        .forwardedFor(hops: 1)
    }
}
