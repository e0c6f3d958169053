package import Topology
import Workspace

/// Vapor (docs.vapor.codes): an application that listens on 8080.
package struct VaporFramework: KnownFramework {
    package let id = "vapor"
    package let name = "Vapor"
    package let language = "swift"
    package let proof = Proof.snippet

    /// The port of its server ("Server", configuration).
    private static let port = 8080
    private static let makers: Set<String> = ["Application", "Application.make"]
    private static let routing = BlockRoutes(getters: ["get"], groupers: ["group", "grouped"])

    /// Makes the entry.
    package init() {}

    /// The dependency, and an executable target that makes an application.
    package func recognise(_ package: PackageContents) -> FrameworkMatch? {
        guard let server = SwiftServer(package, identity: "vapor", module: "Vapor", makers: Self.makers) else {
            return nil
        }
        let port = server.port
        let listening = port?.number ?? Self.port
        let start = server.target.map {
            ".build/release/\($0) serve --env production --hostname 0.0.0.0 --port \(listening)"
        }
        var evidence = [
            Evidence("framework", id, at: server.place), Evidence("framework", id, at: server.dependency.place),
        ]
        if let start { evidence.append(Evidence("start", start, at: server.place)) }
        if let port { evidence.append(Evidence("port", String(port.number), at: port.place)) }
        return FrameworkMatch(
            type: .backend, confidence: 90, evidence: evidence, start: start, port: listening,
            health: TokenSources.likeliest(server.sources.files.flatMap(Self.routing.routes)))
    }
}
