extension CatalogueSample {
    static func pom(_ artifacts: [String], plugin: String) -> String {
        let dependencies = artifacts.map { artifact -> String in
            let parts = artifact.split(separator: ":")
            return "<dependency><groupId>\(parts[0])</groupId><artifactId>\(parts[1])</artifactId></dependency>"
        }
        let parts = plugin.split(separator: ":")
        return """
            <project>
              <artifactId>app</artifactId>
              <dependencies>\(dependencies.joined(separator: "\n"))</dependencies>
              <build><plugins><plugin>
                <groupId>\(parts[0])</groupId><artifactId>\(parts[1])</artifactId>
              </plugin></plugins></build>
            </project>

            """
    }

    static func project(_ sdk: String, _ items: String = "") -> String {
        "<Project Sdk=\"\(sdk)\">\n  <PropertyGroup>\n    <TargetFramework>net8.0</TargetFramework>\n  </PropertyGroup>\n\(items)</Project>\n"
    }

    static func swiftPackage(_ url: String, _ product: String) -> String {
        """
        // swift-tools-version:6.0
        import PackageDescription
        let package = Package(
            name: "App",
            dependencies: [.package(url: "\(url)", from: "2.0.0")],
            targets: [
                .executableTarget(
                    name: "App",
                    dependencies: [.product(name: "\(product)", package: "\(url.split(separator: "/").last ?? "")")])
            ])

        """
    }

    static let compiled: [CatalogueSample] = [
        CatalogueSample(
            id: "spring-boot",
            files: [
                "pom.xml": pom(
                    [
                        "org.springframework.boot:spring-boot-starter-web",
                        "org.springframework.boot:spring-boot-starter-actuator",
                    ], plugin: "org.springframework.boot:spring-boot-maven-plugin"),
                "src/main/java/com/example/App.java":
                    "package com.example;\n\nimport org.springframework.boot.SpringApplication;\n\n@SpringBootApplication\npublic class App {\n  public static void main(String[] args) { SpringApplication.run(App.class, args); }\n}\n",
            ], shownBy: "src/main/java/com/example/App.java"),
        CatalogueSample(
            id: "quarkus",
            files: [
                "pom.xml": pom(
                    ["io.quarkus:quarkus-rest", "io.quarkus:quarkus-smallrye-health"],
                    plugin: "io.quarkus.platform:quarkus-maven-plugin"),
                "src/main/java/com/example/Hello.java":
                    "package com.example;\n\nimport jakarta.ws.rs.GET;\nimport jakarta.ws.rs.Path;\n\n@Path(\"/hello\")\npublic class Hello {\n  @GET\n  public String hello() { return \"x\"; }\n}\n",
            ], shownBy: "src/main/java/com/example/Hello.java"),
        CatalogueSample(
            id: "micronaut",
            files: [
                "build.gradle":
                    "plugins {\n    id(\"io.micronaut.application\") version \"4.4.0\"\n}\n\ndependencies {\n    implementation(\"io.micronaut:micronaut-management\")\n}\n",
                "src/main/java/example/Application.java":
                    "package example;\n\nimport io.micronaut.runtime.Micronaut;\n\npublic class Application {\n  public static void main(String[] args) { Micronaut.run(Application.class, args); }\n}\n",
            ], shownBy: "src/main/java/example/Application.java"),
        CatalogueSample(
            id: "ktor",
            files: [
                "build.gradle.kts":
                    "plugins {\n    id(\"io.ktor.plugin\") version \"3.0.0\"\n}\n\ndependencies {\n    implementation(\"io.ktor:ktor-server-netty:3.0.0\")\n}\n",
                "src/main/kotlin/App.kt":
                    "import io.ktor.server.engine.*\nimport io.ktor.server.netty.*\n\nfun main() {\n    embeddedServer(Netty, port = 8080) { }.start(wait = true)\n}\n",
            ], shownBy: "src/main/kotlin/App.kt"),
        CatalogueSample(
            id: "aspnetcore",
            files: [
                "App.csproj": project("Microsoft.NET.Sdk.Web"),
                "Program.cs":
                    "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddHealthChecks();\nvar app = builder.Build();\napp.MapHealthChecks(\"/healthz\");\napp.Run();\n",
            ], shownBy: "Program.cs"),
        CatalogueSample(
            id: "dotnet-worker",
            files: [
                "App.csproj": project("Microsoft.NET.Sdk.Worker"),
                "Program.cs":
                    "var builder = Host.CreateApplicationBuilder(args);\nbuilder.Services.AddHostedService<Worker>();\nbuilder.Build().Run();\n",
            ], shownBy: "Program.cs"),
        CatalogueSample(
            id: "phoenix",
            files: [
                "mix.exs":
                    "defmodule Shop.MixProject do\n  use Mix.Project\n  def project, do: [app: :shop, deps: deps()]\n  defp deps do\n    [{:phoenix, \"~> 1.7\"}]\n  end\nend\n",
                "lib/shop_web/endpoint.ex":
                    "defmodule ShopWeb.Endpoint do\n  use Phoenix.Endpoint, otp_app: :shop\n  plug ShopWeb.Router\nend\n",
            ], shownBy: "lib/shop_web/endpoint.ex"),
        CatalogueSample(
            id: "vapor",
            files: [
                "Package.swift": swiftPackage("https://github.com/vapor/vapor", "Vapor"),
                "Sources/App/entrypoint.swift":
                    "import Vapor\n\n@main\nenum Entrypoint {\n    static func main() async throws {\n        let app = try await Application.make(.detect())\n        try await app.execute()\n    }\n}\n",
            ], shownBy: "Sources/App/entrypoint.swift"),
        CatalogueSample(
            id: "hummingbird",
            files: [
                "Package.swift": swiftPackage("https://github.com/hummingbird-project/hummingbird", "Hummingbird"),
                "Sources/App/App.swift":
                    "import Hummingbird\n\nlet router = Router()\nlet app = Application(router: router)\ntry await app.runService()\n",
            ], shownBy: "Sources/App/App.swift"),
    ]
}
