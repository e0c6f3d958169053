import Testing
import Topology
import Workspace

@testable import Bundles

/// Frameworks of the JVM, .NET, Elixir and Swift: what their settings and their code change.
@Suite struct CompiledFrameworkTests {
    /// A package and what is to be seen of it.
    struct Shape: Sendable, CustomTestStringConvertible {
        var id: String
        var name: String
        var files: [String: String]
        var type = PackageType.backend
        var port: Int?
        var health: String?
        var start: String?

        var testDescription: String { "\(id): \(name)" }
    }

    private static let springMain =
        "import org.springframework.boot.autoconfigure.SpringBootApplication;\n@SpringBootApplication\npublic class App {}\n"

    private static func spring(_ artifacts: [String], _ more: [String: String]) -> [String: String] {
        [
            "pom.xml": CatalogueSample.pom(
                artifacts.map { "org.springframework.boot:" + $0 },
                plugin: "org.springframework.boot:spring-boot-maven-plugin"),
            "src/main/java/App.java": springMain,
        ].merging(more) { $1 }
    }

    private static let web = "spring-boot-starter-web"
    private static let actuator = "spring-boot-starter-actuator"

    static let springs: [Shape] = [
        Shape(
            id: "spring-boot", name: "settings of YAML with profiles behind",
            files: spring(
                [web, actuator],
                [
                    "src/main/resources/application.yml":
                        "server:\n  port: ${PORT:9001}\n  servlet:\n    context-path: /shop\nmanagement:\n  endpoints:\n    web:\n      base-path: /manage\n---\nspring:\n  config:\n    activate:\n      on-profile: other\nserver:\n  port: 9002\n"
                ]), port: 9001, health: "/shop/manage/health", start: "java -jar target/*.jar"),
        Shape(
            id: "spring-boot", name: "a management port of its own",
            files: spring(
                [web, actuator],
                [
                    "src/main/resources/application.properties":
                        "server.servlet.context-path=/shop\nmanagement.server.port=9090\nmanagement.endpoints.web.path-mapping.health=ready\n"
                ]), port: 8080, health: "/actuator/ready", start: "java -jar target/*.jar"),
        Shape(
            id: "spring-boot", name: "a controller without actuator",
            files: spring(
                [web],
                [
                    "src/main/java/HealthController.java":
                        "@RestController\n@RequestMapping(\"/api\")\npublic class HealthController {\n  @GetMapping(value = \"/health\")\n  public String health() { return \"ok\"; }\n}\n"
                ]), port: 8080, health: "/api/health", start: "java -jar target/*.jar"),
        Shape(
            id: "spring-boot", name: "no web server", files: spring(["spring-boot-starter-amqp", actuator], [:]),
            type: .worker, start: "java -jar target/*.jar"),
        Shape(
            id: "spring-boot", name: "Kotlin and Gradle",
            files: [
                "build.gradle.kts":
                    "plugins {\n    id(\"org.springframework.boot\") version \"3.4.0\"\n}\ndependencies {\n    implementation(\"org.springframework.boot:spring-boot-starter-webflux\")\n}\n",
                "src/main/kotlin/App.kt":
                    "@SpringBootApplication\nclass App\n\nfun main(args: Array<String>) {\n    runApplication<App>(*args)\n}\n",
            ], port: 8080, start: "java -jar build/libs/*.jar"),
    ]

    static let machines: [Shape] = [
        Shape(
            id: "quarkus", name: "paths of the configuration",
            files: [
                "pom.xml": CatalogueSample.pom(
                    ["io.quarkus:quarkus-smallrye-health"], plugin: "io.quarkus:quarkus-maven-plugin"),
                "src/main/resources/application.properties":
                    "quarkus.http.port=8181\n%dev.quarkus.http.port=8282\nquarkus.http.root-path=/shop\nquarkus.http.non-application-root-path=ops\n",
            ], port: 8181, health: "/shop/ops/health", start: "java -jar target/quarkus-app/quarkus-run.jar"),
        Shape(
            id: "quarkus", name: "a resource without the extension",
            files: [
                "pom.xml": CatalogueSample.pom(["io.quarkus:quarkus-rest"], plugin: "io.quarkus:quarkus-maven-plugin"),
                "src/main/java/Ping.java":
                    "import jakarta.ws.rs.Path;\n@Path(\"/api\")\npublic class Ping {\n  @GET\n  @Path(\"/ping\")\n  public String ping() { return \"x\"; }\n}\n",
            ], port: 8080, health: "/api/ping", start: "java -jar target/quarkus-app/quarkus-run.jar"),
        Shape(
            id: "micronaut", name: "paths of the configuration",
            files: [
                "pom.xml": CatalogueSample.pom(
                    ["io.micronaut:micronaut-management"], plugin: "io.micronaut.maven:micronaut-maven-plugin"),
                "src/main/resources/application.yml":
                    "micronaut:\n  server:\n    port: 8090\n    context-path: /shop\nendpoints:\n  all:\n    path: /ops\n",
                "src/main/java/App.java":
                    "import io.micronaut.runtime.Micronaut;\npublic class App { public static void main(String[] a) { Micronaut.run(App.class, a); } }\n",
            ], port: 8090, health: "/shop/ops/health", start: "java -jar target/*.jar"),
        Shape(
            id: "ktor", name: "routes below a route, and a file of settings",
            files: [
                "build.gradle.kts":
                    "dependencies {\n    implementation(\"io.ktor:ktor-server-core:3.0.0\")\n}\n",
                "src/main/resources/application.conf":
                    "ktor {\n    deployment {\n        port = 8091\n        port = ${?PORT}\n    }\n}\n",
                "src/main/kotlin/Routes.kt":
                    "import io.ktor.server.routing.*\n\nfun Application.module() {\n    routing {\n        route(\"/api\") {\n            get(\"/health\") { call.respondText(\"ok\") }\n        }\n    }\n}\n",
            ], port: 8091, health: "/api/health"),
    ]

    private static let host = "var builder = WebApplication.CreateBuilder(args);\nvar app = builder.Build();\n"

    static let others: [Shape] = [
        Shape(
            id: "aspnetcore", name: "an address in code and a group",
            files: [
                "Shop.csproj": CatalogueSample.project("Microsoft.NET.Sdk.Web"),
                "Program.cs": host
                    + "var api = app.MapGroup(\"/api\");\napi.MapGet(\"/health\", () => \"ok\");\napp.Run(\"http://*:5001\");\n",
            ], port: 5001, health: "/api/health", start: "dotnet Shop.dll"),
        Shape(
            id: "aspnetcore", name: "an image of .NET 8",
            files: [
                "Shop.csproj": CatalogueSample.project("Microsoft.NET.Sdk.Web"), "Dockerfile": "FROM scratch\n",
                "Program.cs": host + "app.Run();\n",
            ], port: 8080, start: "dotnet Shop.dll"),
        Shape(
            id: "aspnetcore", name: "a controller",
            files: [
                "Shop.csproj": CatalogueSample.project("Microsoft.NET.Sdk.Web"), "Program.cs": host + "app.Run();\n",
                "HealthController.cs":
                    "[ApiController]\n[Route(\"api/[controller]\")]\npublic class HealthController : ControllerBase\n{\n    [HttpGet(\"ready\")]\n    public IActionResult Ready() => Ok();\n}\n",
            ], port: 5000, health: "/api/Health/ready", start: "dotnet Shop.dll"),
        Shape(
            id: "aspnetcore", name: "Blazor",
            files: [
                "Shop.csproj": CatalogueSample.project("Microsoft.NET.Sdk.Web"),
                "Program.cs": host + "app.MapRazorComponents<App>();\napp.Run();\n",
            ], type: .frontend, port: 5000, start: "dotnet Shop.dll"),
        Shape(
            id: "dotnet-worker", name: "hosted services of the plain SDK",
            files: [
                "Jobs.csproj":
                    "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><OutputType>Exe</OutputType></PropertyGroup></Project>",
                "Program.cs":
                    "await Host.CreateDefaultBuilder(args).ConfigureServices(s => s.AddHostedService<Job>()).Build().RunAsync();\n",
            ], type: .worker, start: "dotnet Jobs.dll"),
        Shape(
            id: "phoenix", name: "a router, settings and a release",
            files: [
                "mix.exs":
                    "defmodule Shop.MixProject do\n  def project, do: [app: :shop, deps: deps()]\n  defp deps do\n    [{:phoenix, \"~> 1.7\"}]\n  end\nend\n",
                "rel/overlays/bin/server": "#!/bin/sh\n",
                "config/runtime.exs": "port = String.to_integer(System.get_env(\"PORT\") || \"4100\")\n",
                "lib/shop_web/endpoint.ex":
                    "defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\nend\n",
                "lib/shop_web/router.ex":
                    "defmodule ShopWeb.Router do\n  use ShopWeb, :router\n\n  scope \"/api\", ShopWeb do\n    get \"/health\", HealthController, :show\n  end\nend\n",
            ], port: 4100, health: "/api/health", start: "_build/prod/rel/shop/bin/server"),
        Shape(
            id: "phoenix", name: "a router to which another forwards",
            files: [
                "mix.exs":
                    "defmodule Shop.MixProject do\n  def project, do: [app: :shop, deps: deps()]\n  defp deps do\n    [{:phoenix, \"~> 1.7\"}]\n  end\nend\n",
                "lib/shop_web/endpoint.ex":
                    "defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\nend\n",
                "lib/shop_web/router.ex":
                    "defmodule ShopWeb.Router do\n  use ShopWeb, :router\n\n  scope \"/v1\" do\n    forward(\"/api\", ShopWeb.ApiRouter)\n  end\nend\n",
                "lib/shop_web/api_router.ex":
                    "defmodule ShopWeb.Helper do\nend\n\ndefmodule ShopWeb.ApiRouter do\n  use ShopWeb, :router\n\n  scope \"/health\" do\n    get(\"/\", ShopWeb.HealthController, :show)\n  end\nend\n",
            ], port: 4000, health: "/v1/api/health", start: "mix phx.server"),
        Shape(
            id: "vapor", name: "groups and a port in code",
            files: [
                "Package.swift": CatalogueSample.swiftPackage("https://github.com/vapor/vapor.git", "Vapor"),
                "Sources/App/main.swift": "import Vapor\nlet app = try await Application.make(.detect())\n",
                "Sources/App/routes.swift":
                    "import Vapor\nfunc routes(_ app: Application) throws {\n    app.http.server.configuration.port = 9090\n    let api = app.grouped(\"api\")\n    api.get(\"v1\", \"health\") { request in \"ok\" }\n}\n",
            ], port: 9090, health: "/api/v1/health",
            start: ".build/release/App serve --env production --hostname 0.0.0.0 --port 9090"),
        Shape(
            id: "hummingbird", name: "a group and an address",
            files: [
                "Package.swift": CatalogueSample.swiftPackage(
                    "https://github.com/hummingbird-project/hummingbird", "Hummingbird"),
                "Sources/App/App.swift":
                    "import Hummingbird\nlet router = Router()\nrouter.group(\"ops\").get(\"health\") { _, _ in \"ok\" }\nlet app = Application(router: router, configuration: .init(address: .hostname(\"0.0.0.0\", port: 8092)))\n",
            ], port: 8092, health: "/ops/health", start: ".build/release/App"),
    ]

    static let pages: [Shape] = [
        Shape(
            id: "static-site", name: "an image that serves files",
            files: [
                "index.html": "<!doctype html>\n", "Dockerfile": "FROM nginx:alpine\nCOPY . /usr/share/nginx/html\n",
            ], type: .frontend),
        Shape(
            id: "static-site", name: "a script that serves files",
            files: [
                "public/index.html": "<!doctype html>\n",
                "package.json": #"{"name": "site", "scripts": {"start": "serve public"}}"#,
            ], type: .frontend),
    ]

    @Test func `pages that are built, or that nothing serves, are no static site`() {
        let built = [
            "index.html": "\n", "CNAME": "x\n", "package.json": #"{"name": "site", "scripts": {"build": "make"}}"#,
        ]
        #expect(StaticSiteFramework().recognise(CatalogueSample.contents(built)) == nil)
        #expect(StaticSiteFramework().recognise(CatalogueSample.contents(["index.html": "\n"])) == nil)
        let image = ["index.html": "\n", "CNAME": "x\n", "Dockerfile": "FROM python:3\nCOPY . .\n"]
        #expect(StaticSiteFramework().recognise(CatalogueSample.contents(image)) == nil)
    }

    @Test(arguments: springs + machines + others + pages)
    func `settings and code are followed`(_ shape: Shape) throws {
        let framework = try #require(Catalogue.standard.framework(shape.id))
        let found = try #require(framework.recognise(CatalogueSample.contents(shape.files)))
        #expect(found.type == shape.type)
        #expect(found.port == shape.port)
        #expect(found.health?.path == shape.health)
        #expect(found.start == shape.start)
        #expect(found.evidence.allSatisfy { $0.place.line != nil })
    }

    @Test func `an endpoint of referenced defaults counts where the program calls them`() throws {
        let shared = [
            "../Defaults/Defaults.csproj": CatalogueSample.project("Microsoft.NET.Sdk"),
            "../Defaults/Extensions.cs":
                "public static class Extensions\n{\n    public static WebApplication MapDefaultEndpoints(this WebApplication app)\n    {\n        if (app.Environment.IsDevelopment())\n        {\n            app.MapHealthChecks(\"/health\");\n        }\n        return app;\n    }\n}\n",
        ]
        func match(_ call: String) -> FrameworkMatch? {
            var files = [
                "app/Api.csproj": CatalogueSample.project(
                    "Microsoft.NET.Sdk.Web",
                    "<ItemGroup><ProjectReference Include=\"..\\Defaults\\Defaults.csproj\" /></ItemGroup>"),
                "app/Program.cs": Self.host + call + "app.Run();\n",
            ]
            for (path, text) in shared { files[String(path.dropFirst(3))] = text }
            let repository = RepositoryFiles(files)
            let contents = PackageContents(
                path: "app", name: "app", files: repository, claims: [],
                paths: repository.paths.filter { $0.hasPrefix("app/") }, dependencies: [:])
            return AspNetCoreFramework().recognise(contents)
        }
        let called = try #require(match("app.MapDefaultEndpoints();\n"))
        #expect(called.health?.path == "/health")
        #expect(called.health?.place.path == "Defaults/Extensions.cs")
        #expect(called.evidence.contains { $0.fact == "healthOnlyIn" && $0.value == "Development" })
        #expect(try #require(match("")).health == nil)
    }

    @Test func `a library with the dependency is no server`() {
        let files = [
            "pom.xml": CatalogueSample.pom(
                ["org.springframework.boot:spring-boot-starter-web"],
                plugin: "org.apache.maven.plugins:maven-jar-plugin"),
            "src/main/java/Tool.java": "public class Tool {}\n",
        ]
        #expect(SpringBootFramework().recognise(CatalogueSample.contents(files)) == nil)
    }

    @Test func `properties are read with comments, continued lines and placeholders`() {
        let text =
            "# server.port=1\nserver.port = ${PORT:9000}\nspring.datasource.url=jdbc:postgresql://db/\\\n  shop\n"
        let settings = JavaSettings(CatalogueSample.contents(["src/main/resources/application.properties": text]))
        #expect(settings.port("server.port")?.number == 9000)
        #expect(settings.port("server.port")?.place.line == 2)
        #expect(settings.first("spring.datasource.url")?.value == "jdbc:postgresql://db/shop")
    }
}
