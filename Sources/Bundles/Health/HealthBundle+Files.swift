import Topology
import Workspace

extension HealthBundle {
    /// That the platform sends requests to the port on which the unit listens.
    package func checkApart(
        _ unit: DeployableUnit, in context: BundleContext, at workplace: Workplace
    ) async -> [Check] {
        unit.package.platforms.compactMap { context.catalogue.platform($0) }.compactMap { platform in
            guard let ports = platform.ports(of: unit, in: context.repository) else { return nil }
            let passes = ports.asked == ports.listening
            return Check(
                "port in \(ports.askedPlace)", expected: "\(ports.listening) (\(ports.listeningPlace))",
                observed: "\(ports.asked)", verdict: passes ? .passed : .failed,
                cause: passes
                    ? nil
                    : "\(ports.askedPlace) sends requests to port \(ports.asked), the unit listens on "
                        + "\(ports.listening) (\(ports.listeningPlace))",
                short: "port \(ports.asked)", phrase: "Port \(ports.asked) is the unit's own")
        }
    }
}
