package import Topology

extension FlyPlatform {
    /// Fly's proxy sets `Fly-Client-IP` on every request (fly.io/docs/networking/request-headers).
    package func clientAddress(of unit: DeployableUnit, in repository: RepositoryView) -> ClientAddress {
        .header("Fly-Client-IP")
    }

    /// The first deploy makes two machines of a service (fly.io/docs/apps/app-availability).
    package func canRunSeveral(_ unit: DeployableUnit, in repository: RepositoryView) -> Bool { true }
}
