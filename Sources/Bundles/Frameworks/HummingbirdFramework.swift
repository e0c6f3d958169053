package import Topology
import Workspace

/// Hummingbird (docs.hummingbird.codes): an application over a router, on 8080.
package struct HummingbirdFramework: KnownFramework {
    package let id = "hummingbird"
    package let name = "Hummingbird"
    package let language = "swift"
    package let proof = Proof.snippet

    /// The port of `ApplicationConfiguration` where the code names none.
    private static let port = 8080
    private static let makers: Set<String> = ["Application", "HBApplication"]
    private static let routing = BlockRoutes(getters: ["get"], groupers: ["group"])

    /// Makes the entry.
    package init() {}

    /// The dependency, and an executable target that makes an application.
    package func recognise(_ package: PackageContents) -> FrameworkMatch? {
        guard
            let server = SwiftServer(package, identity: "hummingbird", module: "Hummingbird", makers: Self.makers)
        else { return nil }
        let port = server.port
        let start = server.target.map { ".build/release/\($0)" }
        var evidence = [
            Evidence("framework", id, at: server.place), Evidence("framework", id, at: server.dependency.place),
        ]
        if let start { evidence.append(Evidence("start", start, at: server.place)) }
        if let port { evidence.append(Evidence("port", String(port.number), at: port.place)) }
        return FrameworkMatch(
            type: .backend, confidence: 90, evidence: evidence, start: start, port: port?.number ?? Self.port,
            health: TokenSources.likeliest(server.sources.files.flatMap(Self.routing.routes)))
    }
}
