import Testing
import Topology
import Workspace

@testable import Bundles

/// Frameworks of languages that are read by their tokens alone.
@Suite struct TokenFrameworkTests {
    /// A package with one of them, and what is seen of it.
    struct Sample: Sendable, CustomTestStringConvertible {
        var framework: any KnownFramework
        var files: [String: String]
        var crates: [String] = []
        var type = PackageType.backend
        var start: String?
        var port: Int?
        var health: String?
        /// A file without which nothing shows the framework.
        var shownBy: String

        var testDescription: String { framework.id }

        func contents(without file: String? = nil) -> PackageContents {
            let kept = files.filter { $0.key != file }
            let repository = RepositoryFiles(Dictionary(uniqueKeysWithValues: kept.map { ("app/" + $0.key, $0.value) }))
            let declared = crates.map {
                DeclaredDependency(
                    name: $0, requirement: "1", kind: .production, place: FilePlace("app/Cargo.toml", line: 5))
            }
            return PackageContents(
                path: "app", name: "app", files: repository, claims: [], paths: repository.paths,
                dependencies: [.rust: declared])
        }
    }

    static let samples: [Sample] = [
        Sample(
            framework: AxumFramework(),
            files: [
                "src/main.rs": """
                use axum::{routing::get, Router};
                #[tokio::main]
                async fn main() {
                    let app = Router::new().nest("/api", api()).route("/ping", post(ping));
                    let listener = tokio::net::TcpListener::bind("0.0.0.0:3000").await.unwrap();
                    axum::serve(listener, app).await.unwrap();
                }
                fn api() -> Router {
                    Router::new().route("/health", get(|| async { "ok" }))
                }
                """
            ], crates: ["axum"], start: "cargo run --release", port: 3000, health: "/api/health",
            shownBy: "src/main.rs"),
        Sample(
            framework: ActixWebFramework(),
            files: [
                "src/main.rs": """
                use actix_web::{get, web, App, HttpServer};
                #[get("/healthz")]
                async fn healthz() -> &'static str { "ok" }
                #[actix_web::main]
                async fn main() -> std::io::Result<()> {
                    HttpServer::new(|| App::new().service(web::scope("/v1").service(healthz)))
                        .bind(("127.0.0.1", 8081))?.run().await
                }
                """
            ], crates: ["actix-web"], start: "cargo run --release", port: 8081, health: "/v1/healthz",
            shownBy: "src/main.rs"),
        Sample(
            framework: RocketFramework(),
            files: [
                "Rocket.toml": "[default]\naddress = \"0.0.0.0\"\nport = 8001\n",
                "src/main.rs": """
                #[macro_use] extern crate rocket;
                #[get("/health")]
                fn health() -> &'static str { "ok" }
                #[launch]
                fn rocket() -> _ { rocket::build().mount("/api", routes![health]) }
                """,
            ], crates: ["rocket"], start: "cargo run --release", port: 8001, health: "/api/health",
            shownBy: "src/main.rs"),
        Sample(
            framework: RailsFramework(),
            files: [
                "Gemfile": "source \"https://rubygems.org\"\ngem \"rails\", \"~> 8.0\"\n",
                "bin/rails": "#!/usr/bin/env ruby\n",
                "config/application.rb": "module Shop\n  class Application < Rails::Application\n  end\nend\n",
                "config/routes.rb": """
                Rails.application.routes.draw do
                  namespace :api do
                    get "ready", to: "ready#show"
                  end
                  get "up" => "rails/health#show", as: :rails_health_check
                end
                """,
            ], start: "bin/rails server", port: 3000, health: "/api/ready", shownBy: "config/application.rb"),
        Sample(
            framework: SinatraFramework(),
            files: [
                "Gemfile": "gem 'sinatra'\n",
                "app.rb": "require 'sinatra'\n\nget '/health' do\n  'ok'\nend\n",
            ], start: "ruby app.rb", port: 4567, health: "/health", shownBy: "app.rb"),
        Sample(
            framework: SidekiqFramework(),
            files: [
                "Gemfile": "gem 'sidekiq'\n",
                "lib/job.rb": "class Job\n  include Sidekiq::Job\nend\n",
            ], type: .worker, start: "bundle exec sidekiq", shownBy: "lib/job.rb"),
        Sample(
            framework: LaravelFramework(),
            files: [
                "composer.json": "{\"require\": {\"laravel/framework\": \"^12.0\"}}",
                "artisan": "#!/usr/bin/env php\n",
                "bootstrap/app.php": """
                <?php
                return Application::configure(basePath: dirname(__DIR__))
                    ->withRouting(web: __DIR__.'/../routes/web.php', health: '/up')
                    ->create();
                """,
            ], health: "/up", shownBy: "artisan"),
        Sample(
            framework: SymfonyFramework(),
            files: [
                "composer.json": "{\"require\": {\"symfony/framework-bundle\": \"7.*\"}}",
                "public/index.php": "<?php\n",
                "src/Controller/HealthController.php": """
                <?php
                #[Route('/api')]
                class HealthController {
                    #[Route('/health', name: 'health')]
                    public function show(): Response { return new Response('ok'); }
                }
                """,
            ], health: "/api/health", shownBy: "public/index.php"),
        Sample(
            framework: SlimFramework(),
            files: [
                "composer.json": "{\"require\": {\"slim/slim\": \"4.*\"}}",
                "public/index.php":
                    "<?php\n$app = AppFactory::create();\n$app->get('/ping', fn () => 1);\n$app->run();\n",
            ], health: "/ping", shownBy: "public/index.php"),
    ]

    @Test(arguments: samples)
    func `the framework is seen with what its code says`(_ sample: Sample) throws {
        let found = try #require(sample.framework.recognise(sample.contents()))
        #expect(found.type == sample.type)
        #expect(found.start == sample.start)
        #expect(found.port == sample.port)
        #expect(found.health?.path == sample.health)
        #expect(found.evidence.first?.value == sample.framework.id)
        #expect(found.evidence.allSatisfy { $0.place.line != nil })
        #expect(Catalogue.standard.framework(sample.framework.id) != nil)
    }

    @Test(arguments: samples)
    func `a dependency alone shows nothing`(_ sample: Sample) {
        #expect(sample.framework.recognise(sample.contents(without: sample.shownBy)) == nil)
    }

    @Test func `what only recognises starts nothing and writes no code`() throws {
        let sample = try #require(Self.samples.first)
        let unit = DeployableUnit(
            package: PackageNode(name: "app", path: "app", type: .backend), contents: sample.contents(),
            components: [], isMonorepo: true)
        let framework = sample.framework
        #expect(framework.launch(of: unit, on: 1) == nil)
        #expect(framework.healthApproaches(for: unit).isEmpty)
        #expect(framework.healthInCode(of: unit).route?.path == sample.health)
        #expect(framework.environmentReads(in: unit).isEmpty)
    }
}
