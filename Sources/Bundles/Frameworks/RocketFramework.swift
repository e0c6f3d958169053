package import Topology
import Workspace

/// Rocket; it listens on 8000 unless Rocket.toml or `ROCKET_PORT` says otherwise (rocket.rs, "Configuration").
package struct RocketFramework: KnownFramework {
    package let id = "rocket"
    package let name = "Rocket"
    package let language = "rust"
    package let proof = Proof.snippet

    /// Makes the entry.
    package init() {}

    /// A program that builds a rocket.
    package func recognise(_ package: PackageContents) -> FrameworkMatch? {
        let makers: [String] = ["rocket.build", "rocket.ignite", "rocket.custom"]
        guard let server = RustServer(package, crate: "rocket", makers: makers) else { return nil }
        var match = server.match(id, defaultPort: 8000, routes: server.attributeRoutes(mounters: ["mount"]))
        if let path = package.repositoryPath("Rocket.toml"), let document = package.manifests.document(path) {
            for profile in ["release", "default", "global"] {
                guard let member = document.root[profile]?.members.first(where: { $0.key == "port" }),
                    let port = member.value.integer
                else { continue }
                match.port = port
                match.evidence.append(Evidence("port", String(port), at: document.place(of: member)))
                break
            }
        }
        return match
    }
}
