package import Topology

/// axum: a router on hyper and tower (docs.rs/axum).
package struct AxumFramework: KnownFramework {
    package let id = "axum"
    package let name = "axum"
    package let language = "rust"
    package let proof = Proof.snippet

    /// Makes the entry.
    package init() {}

    /// A program that makes a router or serves one.
    package func recognise(_ package: PackageContents) -> FrameworkMatch? {
        let makers: [String] = ["axum.serve", "axum.Server.bind", "Router.new"]
        guard let server = RustServer(package, crate: "axum", makers: makers) else { return nil }
        return server.match(
            id, defaultPort: nil, routes: server.callRoutes(["route"], nesters: ["nest", "nest_service"]))
    }
}
