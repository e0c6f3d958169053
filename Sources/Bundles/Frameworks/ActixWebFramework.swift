package import Topology

/// Actix Web (actix.rs).
package struct ActixWebFramework: KnownFramework {
    package let id = "actix-web"
    package let name = "Actix Web"
    package let language = "rust"
    package let proof = Proof.snippet

    /// Makes the entry.
    package init() {}

    /// A program that makes a server.
    package func recognise(_ package: PackageContents) -> FrameworkMatch? {
        guard let server = RustServer(package, crate: "actix-web", makers: ["HttpServer.new"]) else { return nil }
        let routes =
            server.attributeRoutes(mounters: ["scope"]) + server.callRoutes(["route", "resource"], nesters: [])
        return server.match(id, defaultPort: nil, routes: routes)
    }
}
