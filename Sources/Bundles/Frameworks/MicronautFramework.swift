package import Topology
import Workspace

/// Micronaut (docs.micronaut.io): an application that its own class starts, with a server on 8080.
package struct MicronautFramework: KnownFramework {
    package let id = "micronaut"
    package let name = "Micronaut"
    package let language = "java"
    package let proof = Proof.snippet

    /// `micronaut.server.port` ("Running Servers on Specific Ports").
    private static let port = 8080
    private static let controllers = AnnotationRoutes(prefixes: ["Controller"], methods: ["Get"])

    /// Makes the entry.
    package init() {}

    /// A dependency, and a call that runs an application.
    package func recognise(_ package: PackageContents) -> FrameworkMatch? {
        let program = JVMProgram(package)
        guard let dependency = program.dependency(group: "io.micronaut") else { return nil }
        let sources = program.sources(mentioning: ["Micronaut", "io.micronaut.runtime"])
        let shown = sources.first { site in
            ["Micronaut.run", "Micronaut.build"].contains(site.callee) || site.callee.hasPrefix("Micronaut.build()")
                || ["build", "start", "run"].contains(site.callee)
        }
        guard let shown, shown.file.calls.imports.contains(where: { $0.name.hasPrefix("io.micronaut") }) else {
            return nil
        }
        let start = program.start(maven: "target/*.jar", gradle: "build/libs/*-all.jar")
        let place = shown.file.place(shown.site.line)
        var evidence = [
            Evidence("framework", id, at: place), Evidence("framework", id, at: dependency.place),
            Evidence("start", start, at: dependency.place),
        ]
        let configured = program.settings.port("micronaut.server.port")
        if let configured { evidence.append(Evidence("port", String(configured.number), at: configured.place)) }
        return FrameworkMatch(
            type: .backend, confidence: 91, evidence: evidence, start: start, port: configured?.number ?? Self.port,
            health: Self.health(program))
    }

    /// The endpoint of `micronaut-management`, else a route of a controller ("The Health Endpoint").
    private static func health(_ program: JVMProgram) -> HealthRoute? {
        let settings = program.settings
        let context = settings.first("micronaut.server.contextpath")?.value ?? ""
        if let management = program.artifact("micronaut-management"),
            settings.first("endpoints.health.enabled")?.value != "false"
        {
            let base = settings.first("endpoints.all.path")
            let path = TokenSources.join(TokenSources.join(context, base?.value ?? ""), "health")
            return HealthRoute(path: path, place: base?.place ?? management.place)
        }
        let routes = program.sources(mentioning: ["@Get", "@Controller"]).files.flatMap(controllers.routes)
        return program.likeliest(
            routes.map { HealthRoute(path: TokenSources.join(context, $0.path), place: $0.place) })
    }
}
