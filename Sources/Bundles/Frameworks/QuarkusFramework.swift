package import Topology
import Workspace

/// Quarkus (quarkus.io): built by its own plugin, with a server on 8080.
package struct QuarkusFramework: KnownFramework {
    package let id = "quarkus"
    package let name = "Quarkus"
    package let language = "java"
    package let proof = Proof.snippet

    /// `quarkus.http.port` ("All configuration options").
    private static let port = 8080
    private static let resources = AnnotationRoutes(prefixes: ["Path"], methods: ["Path"])

    /// Makes the entry.
    package init() {}

    /// The plugin that builds the application, or code of its own that imports it, beside a dependency.
    package func recognise(_ package: PackageContents) -> FrameworkMatch? {
        let program = JVMProgram(package)
        guard let dependency = program.dependency(group: "io.quarkus") else { return nil }
        let shown = program.sources(mentioning: ["io.quarkus", "jakarta.ws.rs", "javax.ws.rs", "QuarkusApplication"])
        let plugin = program.artifact("quarkus-maven-plugin") ?? Self.plugin(package)
        guard let plugin, let place = Self.code(shown) ?? program.settings.all(under: "quarkus.").first?.place else {
            return nil
        }
        let start = program.start(
            maven: "target/quarkus-app/quarkus-run.jar", gradle: "build/quarkus-app/quarkus-run.jar")
        var evidence = [
            Evidence("framework", id, at: place), Evidence("framework", id, at: dependency.place),
            Evidence("start", start, at: plugin.place),
        ]
        let configured = program.settings.port("quarkus.http.port")
        if let configured { evidence.append(Evidence("port", String(configured.number), at: configured.place)) }
        let health = Self.health(program) ?? program.likeliest(shown.files.flatMap(Self.resources.routes))
        return FrameworkMatch(
            type: .backend, confidence: 91, evidence: evidence, start: start, port: configured?.number ?? Self.port,
            health: health)
    }

    private static func plugin(_ package: PackageContents) -> DeclaredDependency? {
        package.dependencies[.jvm]?.first { $0.name == "io.quarkus" }
    }

    private static func code(_ sources: TokenSources) -> FilePlace? {
        for file in sources.files {
            if let line = file.calls.imports.first(where: {
                $0.name.hasPrefix("io.quarkus") || $0.name.hasPrefix("jakarta.ws.rs")
                    || $0.name.hasPrefix("javax.ws.rs")
            })?.line {
                return file.place(line)
            }
        }
        return nil
    }

    /// The endpoint of `quarkus-smallrye-health` below the paths that configuration gives ("SmallRye Health").
    private static func health(_ program: JVMProgram) -> HealthRoute? {
        guard let dependency = program.artifact("quarkus-smallrye-health"),
            program.settings.first("quarkus.smallryehealth.enabled")?.value != "false"
        else { return nil }
        let settings = program.settings
        let own = settings.first("quarkus.smallryehealth.rootpath")
        if let own, own.value.hasPrefix("/") { return HealthRoute(path: own.value, place: own.place) }
        let outer = settings.first("quarkus.http.nonapplicationrootpath")
        let root = settings.first("quarkus.http.rootpath")
        // A path without a slash in front is below the root of the application.
        let isAbsolute = outer?.value.hasPrefix("/") ?? false
        let prefix = TokenSources.join(isAbsolute ? "" : root?.value ?? "", outer?.value ?? "q")
        return HealthRoute(
            path: TokenSources.join(prefix, own?.value ?? "health"),
            place: own?.place ?? outer?.place ?? root?.place ?? dependency.place)
    }
}
