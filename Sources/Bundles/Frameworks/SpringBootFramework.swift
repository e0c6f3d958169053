package import Topology
import Workspace

/// Spring Boot (docs.spring.io): a class that starts a Spring application, with a server of its own on 8080.
package struct SpringBootFramework: KnownFramework {
    package let id = "spring-boot"
    package let name = "Spring Boot"
    package let language = "java"
    package let proof = Proof.snippet

    /// `server.port` ("Common Application Properties").
    private static let port = 8080
    /// Artifacts that bring a web server (docs.spring.io, "Starters"); those of Spring Cloud and Spring Boot Admin serve too.
    private static let servers: [String] = [
        "spring-boot-starter-web", "spring-boot-starter-webmvc", "spring-boot-starter-webflux",
        "spring-boot-starter-jersey", "spring-boot-starter-data-rest", "spring-boot-starter-hateoas",
        "spring-boot-starter-graphql", "spring-boot-starter-web-services", "spring-boot-starter-tomcat",
        "spring-boot-starter-jetty", "spring-boot-starter-undertow", "spring-boot-starter-reactor-netty",
        "spring-cloud-starter-gateway", "spring-cloud-starter-gateway-server-webflux",
        "spring-cloud-starter-gateway-server-webmvc", "spring-cloud-config-server",
        "spring-cloud-starter-netflix-eureka-server", "spring-boot-admin-starter-server", "spring-boot-starter-vaadin",
        "vaadin-spring-boot-starter", "spring-cloud-starter-netflix-turbine-stream",
        "spring-cloud-starter-netflix-hystrix-dashboard",
    ]
    /// Artifacts of programs that take messages or run jobs.
    private static let workers: [String] = [
        "spring-boot-starter-batch", "spring-boot-starter-amqp", "spring-kafka", "spring-boot-starter-integration",
        "spring-cloud-starter-stream-rabbit", "spring-cloud-starter-stream-kafka", "spring-boot-starter-quartz",
    ]
    private static let controllers = AnnotationRoutes(
        prefixes: ["RequestMapping"], methods: ["GetMapping", "RequestMapping"])

    /// Makes the entry.
    package init() {}

    /// A dependency of Spring Boot's, and the class or function that starts the application.
    package func recognise(_ package: PackageContents) -> FrameworkMatch? {
        let program = JVMProgram(package)
        guard let dependency = program.dependency(group: "org.springframework.boot"),
            let main = Self.main(program)
        else { return nil }
        var evidence = [Evidence("framework", id, at: main), Evidence("framework", id, at: dependency.place)]
        let start = program.start(maven: "target/*.jar", gradle: "build/libs/*.jar")
        evidence.append(Evidence("start", start, at: dependency.place))
        let type = Self.type(program)
        let configured = program.settings.port("server.port")
        if let configured { evidence.append(Evidence("port", String(configured.number), at: configured.place)) }
        // What a configuration server gives is not in the repository, or not under this program's name.
        let isRemote = program.settings.entries.contains { entry in
            entry.key.hasPrefix("spring.cloud.config.")
                || (entry.key == "spring.config.import" && entry.value.contains("configserver:"))
        }
        let serves = !isRemote && Self.servers.contains { program.artifact($0) != nil }
        let health = type == .backend ? Self.health(program) : nil
        if let management = program.settings.port("management.server.port"), health != nil {
            evidence.append(Evidence("managementPort", String(management.number), at: management.place))
        }
        return FrameworkMatch(
            type: type, confidence: 90, evidence: evidence, start: start,
            port: type == .backend ? configured?.number ?? (serves ? Self.port : nil) : nil, health: health)
    }

    /// `@SpringBootApplication` with a way to run, or a call that runs an application.
    private static func main(_ program: JVMProgram) -> FilePlace? {
        let words: [String] = ["SpringBootApplication", "SpringApplication", "runApplication"]
        for file in program.sources(mentioning: words).files {
            if let marked = file.calls.annotations.first(where: { $0.name == "SpringBootApplication" }) {
                return file.place(marked.line)
            }
            let callees: Set<String> = ["SpringApplication.run", "runApplication", "SpringApplicationBuilder"]
            if let call = file.calls.calls.first(where: { callees.contains($0.callee) }) {
                return file.place(call.line)
            }
        }
        return nil
    }

    /// What answers no requests takes messages or runs jobs; what is not known to do that is taken for a server.
    private static func type(_ program: JVMProgram) -> PackageType {
        if program.settings.first("spring.main.webapplicationtype")?.value.lowercased() == "none" { return .worker }
        if servers.contains(where: { program.artifact($0) != nil }) { return .backend }
        return workers.contains { program.artifact($0) != nil } ? .worker : .backend
    }

    /// Actuator's endpoint, else a route of a controller ("Production-ready Features", "Monitoring over HTTP").
    private static func health(_ program: JVMProgram) -> HealthRoute? {
        let settings = program.settings
        guard let actuator = program.artifact("spring-boot-starter-actuator"),
            settings.first("management.endpoint.health.enabled")?.value != "false",
            settings.first("management.endpoint.health.access")?.value != "none",
            settings.first("management.server.port")?.value != "-1"
        else { return controllerHealth(program) }
        let base = settings.first("management.endpoints.web.basepath")
        let mapped = settings.first("management.endpoints.web.pathmapping.health")
        // On a port of its own the endpoints are not below the application's path.
        let own = settings.first("management.server.port").map(\.value)
        let isApart = own != nil && own != settings.first("server.port")?.value
        let outer = isApart ? settings.first("management.server.basepath") : contextPath(settings)
        let path = TokenSources.join(
            outer?.value ?? "", TokenSources.join(base?.value ?? "actuator", mapped?.value ?? "health"))
        return HealthRoute(path: path, place: mapped?.place ?? base?.place ?? actuator.place)
    }

    private static func contextPath(_ settings: JavaSettings) -> JavaSettings.Entry? {
        settings.first("server.servlet.contextpath") ?? settings.first("spring.webflux.basepath")
    }

    private static func controllerHealth(_ program: JVMProgram) -> HealthRoute? {
        let prefix = contextPath(program.settings)?.value ?? ""
        let routes = program.sources(mentioning: ["Mapping("]).files.flatMap(controllers.routes)
        return program.likeliest(routes.map { HealthRoute(path: TokenSources.join(prefix, $0.path), place: $0.place) })
    }
}
