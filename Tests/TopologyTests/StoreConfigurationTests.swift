import Bundles
import Testing
import Topology
import Workspace

/// What configuration, code and infrastructure say about the datastores of a repository.
@Suite struct StoreConfigurationTests {
    /// A package and the engines that it shows.
    struct Shape: Sendable, CustomTestStringConvertible {
        var name: String
        var files: [String: String]
        var engines: [String]
        var testDescription: String { name }
    }

    private static func node(_ dependencies: String..., more: [String: String]) -> [String: String] {
        let listed = dependencies.map { "\"\($0)\": \"1\"" }.joined(separator: ", ")
        return more.merging(["package.json": "{\"name\": \"app\", \"dependencies\": {\(listed)}}"]) { first, _ in first
        }
    }

    private static func pom(_ artifacts: String...) -> String {
        let entries = artifacts.map { artifact -> String in
            let parts = artifact.split(separator: ":")
            return "<dependency><groupId>\(parts[0])</groupId><artifactId>\(parts[1])</artifactId></dependency>"
        }
        return "<project><artifactId>app</artifactId><dependencies>\(entries.joined())</dependencies></project>"
    }

    private static func project(_ packages: String...) -> String {
        let items = packages.map { "<PackageReference Include=\"\($0)\" Version=\"9.0.0\" />" }.joined()
        return "<Project Sdk=\"Microsoft.NET.Sdk.Web\"><ItemGroup>\(items)</ItemGroup></Project>"
    }

    static let shapes: [Shape] = [
        Shape(
            name: "Prisma's provider wins over a driver",
            files: node(
                "@prisma/client", "better-sqlite3",
                more: [
                    "prisma/schema.prisma":
                        "generator client {\n  provider = \"prisma-client-js\"\n}\n\ndatasource db {\n  provider = \"mysql\"\n  url      = env(\"DATABASE_URL\")\n}\n"
                ]), engines: ["mysql"]),
        Shape(
            name: "Drizzle's dialect",
            files: node(
                "drizzle-orm", "@libsql/client",
                more: ["drizzle.config.ts": "export default { dialect: 'turso', schema: './schema.ts' };\n"]),
            engines: ["libsql"]),
        Shape(
            name: "TypeORM's type",
            files: node(
                "typeorm", "mssql",
                more: [
                    "src/data-source.ts":
                        "import { DataSource } from 'typeorm';\nexport default new DataSource({ type: 'mssql', host: 'db' });\n"
                ]), engines: ["sqlserver"]),
        Shape(
            name: "Knex' client",
            files: node("knex", more: ["knexfile.js": "module.exports = { client: 'pg', connection: {} };\n"]),
            engines: ["postgresql"]),
        Shape(
            name: "Mongoose with an address in code",
            files: node(
                "mongoose",
                more: [
                    "db.js":
                        "const mongoose = require('mongoose');\nmongoose.connect('mongodb://user:hidden@mongo:27017/shop');\n"
                ]),
            engines: ["mongodb"]),
        Shape(
            name: "Django's engines",
            files: [
                "pyproject.toml":
                    "[project]\nname = \"app\"\nversion = \"1\"\ndependencies = [\"django\", \"psycopg\", \"pymemcache\"]\n",
                "site/settings.py":
                    "DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': 'shop'}}\nCACHES = {'default': {'BACKEND': 'django.core.cache.backends.memcached.PyMemcacheCache'}}\n",
            ], engines: ["memcached", "postgresql"]),
        Shape(
            name: "SQLAlchemy's address with a part put in",
            files: [
                "pyproject.toml":
                    "[project]\nname = \"app\"\nversion = \"1\"\ndependencies = [\"sqlalchemy\", \"aiomysql\"]\n",
                "app/db.py":
                    "from sqlalchemy.ext.asyncio import create_async_engine\nengine = create_async_engine(f\"mysql+aiomysql://{user}:{password}@{host}/shop\")\n",
            ], engines: ["mysql"]),
        Shape(
            name: "the production adapter of database.yml",
            files: [
                "Gemfile": "gem 'rails'\ngem 'pg'\ngem 'sqlite3'\n", "config.ru": "run App\n",
                "config/application.rb": "module Shop\nend\n",
                "config/database.yml":
                    "default: &default\n  pool: <%= ENV[\"POOL\"] %>\ndevelopment:\n  adapter: sqlite3\nproduction:\n  adapter: postgresql\n",
            ], engines: ["postgresql"]),
        Shape(
            name: "Ecto's adapter",
            files: [
                "mix.exs":
                    "defmodule Shop.MixProject do\n  def project, do: [app: :shop, deps: deps()]\n  defp deps do\n    [{:ecto_sql, \"~> 3.0\"}, {:myxql, \">= 0.0.0\"}]\n  end\nend\n",
                "lib/shop/repo.ex":
                    "defmodule Shop.Repo do\n  use Ecto.Repo, otp_app: :shop, adapter: Ecto.Adapters.MyXQL\nend\n",
            ], engines: ["mysql"]),
        Shape(
            name: "Spring's settings beside an H2 for tests",
            files: [
                "pom.xml": pom(
                    "org.springframework.boot:spring-boot-starter-amqp", "org.postgresql:postgresql",
                    "com.h2database:h2"),
                "src/main/resources/application.yml":
                    "spring:\n  datasource:\n    url: jdbc:postgresql://${DB_HOST:db}:5432/shop\n  rabbitmq:\n    host: mq\n",
            ], engines: ["postgresql", "rabbitmq"]),
        Shape(
            name: "an embedded database of Java",
            files: [
                "pom.xml": pom("com.h2database:h2"),
                "src/main/resources/application.properties": "spring.datasource.url=jdbc:h2:mem:shop\n",
            ], engines: ["h2"]),
        Shape(
            name: "Entity Framework's provider",
            files: [
                "Api.csproj": project("Npgsql.EntityFrameworkCore.PostgreSQL", "Microsoft.EntityFrameworkCore.Sqlite"),
                "Program.cs":
                    "builder.Services.AddDbContext<Shop>(o => o.UseNpgsql(builder.Configuration[\"Db\"]));\nbuilder.AddRedisClient(\"cache\");\n",
            ], engines: ["postgresql", "redis"]),
        Shape(
            name: "Laravel's connection of the example",
            files: [
                "composer.json": "{\"require\": {\"laravel/framework\": \"^12.0\", \"predis/predis\": \"^2\"}}",
                "config/database.php": "<?php\nreturn ['default' => env('DB_CONNECTION', 'sqlite')];\n",
                ".env.example": "DB_CONNECTION=pgsql\nDB_HOST=127.0.0.1\n",
            ], engines: ["postgresql", "redis"]),
        Shape(
            name: "features of sqlx",
            files: [
                "Cargo.toml":
                    "[package]\nname = \"app\"\nversion = \"0.1.0\"\n\n[dependencies]\nsqlx = { version = \"0.8\", features = [\"runtime-tokio\", \"postgres\"] }\n",
                "src/main.rs": "fn main() {}\n",
            ], engines: ["postgresql"]),
        Shape(
            name: "a variable that one engine alone has",
            files: node("express", more: [".env.example": "MEILI_HOST=http://localhost:7700\nDATABASE_URL=\n"]),
            engines: ["meilisearch"]),
        Shape(
            name: "a bucket that a Worker binds",
            files: node(
                "hono",
                more: [
                    "wrangler.toml": "name = \"api\"\n\n[[r2_buckets]]\nbinding = \"FILES\"\nbucket_name = \"files\"\n"
                ]),
            engines: ["r2"]),
        Shape(
            name: "Amazon's services by their clients",
            files: node("@aws-sdk/client-sqs", "@aws-sdk/client-dynamodb", "@aws-sdk/client-s3", more: [:]),
            engines: ["dynamodb", "s3", "sqs"]),
    ]

    private func graph(_ files: [String: String]) async throws -> TopologyGraph {
        let monorepo = try await Monorepo.read(files: RepositoryFiles(files)).withSpecification()
        return await TopologyBuilder.build(
            monorepo: monorepo, frameworks: [], platforms: [], datastores: Catalogue.standard.datastores)
    }

    @Test(arguments: shapes) func `a package uses what its configuration says`(_ shape: Shape) async throws {
        let shared = try await graph(shape.files).shared
        #expect(shared.compactMap(\.engine).sorted() == shape.engines)
        #expect(shared.allSatisfy { $0.usedBy == ["."] && !$0.evidence.isEmpty })
        #expect(shared.flatMap(\.evidence).allSatisfy { $0.place.line != nil && !$0.value.contains("hidden") })
    }

    @Test func `what Terraform makes in production is what packages reach in development`() async throws {
        let shared = try await graph([
            "api/package.json": #"{"name": "api", "dependencies": {"pg": "8"}}"#,
            "infra/main.tf":
                "resource \"aws_db_instance\" \"main\" {\n  engine         = \"postgres\"\n  engine_version = \"16.4\"\n}\n\nresource \"aws_sqs_queue\" \"jobs\" {\n  name = \"jobs\"\n}\n",
        ]).shared
        let described = shared.map { "\($0.id) \($0.version ?? "-") \($0.usedBy)" }
        #expect(described == ["api-postgresql 16.4 [\"api\"]", "jobs - []"])
        #expect(
            shared[0].evidence.contains {
                $0.fact == "resource" && $0.place.path == "infra/main.tf" && $0.place.line == 1
            })
    }

    @Test func `a workload of Kubernetes and a chart are instances`() async throws {
        let shared = try await graph([
            "api/package.json": #"{"name": "api", "dependencies": {"ioredis": "5"}}"#,
            "k8s/cache.yaml":
                "apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: cache\nspec:\n  template:\n    spec:\n      containers:\n        - name: cache\n          image: redis:7.2-alpine\n",
            "charts/shop/Chart.yaml":
                "apiVersion: v2\nname: shop\ndependencies:\n  - name: rabbitmq\n    version: 12.0.0\n",
        ]).shared
        #expect(
            shared.map { "\($0.engine ?? "") \($0.version ?? "-") \($0.usedBy)" } == [
                "redis 7.2 [\"api\"]", "rabbitmq - []",
            ])
    }

    @Test func `which of two declared servers is meant is not known`() async throws {
        let shared = try await graph([
            "a/package.json": #"{"name": "a", "dependencies": {"pg": "8"}}"#,
            "infra/main.tf":
                "resource \"aws_db_instance\" \"one\" {\n  engine = \"postgres\"\n}\nresource \"aws_db_instance\" \"two\" {\n  engine = \"postgres\"\n}\n",
        ]).shared
        #expect(shared.map(\.id) == ["a-postgresql"])
        #expect(!shared.flatMap(\.evidence).contains { $0.fact == "resource" })
    }

    @Test func `the host of an Aspire solution says which project uses which database`() async throws {
        let host = """
            var builder = DistributedApplication.CreateBuilder(args);
            var postgres = builder.AddPostgres("postgres").WithImage("ankane/pgvector");
            var catalogDb = postgres.AddDatabase("catalogdb");
            var ordersDb = postgres.AddDatabase("ordersdb");
            var cache = builder.AddRedis("cache");
            builder.AddProject<Projects.Catalog_API>("catalog").WithReference(catalogDb).WaitFor(catalogDb);
            var orders = builder.AddProject<Projects.Orders>("orders").WithReference(ordersDb)
                .WithReference(cache);
            builder.Build().Run();

            """
        let shared = try await graph([
            "src/Catalog.API/Catalog.API.csproj": Self.project("Aspire.Npgsql.EntityFrameworkCore.PostgreSQL"),
            "src/Orders/Orders.csproj": Self.project("Aspire.Npgsql.EntityFrameworkCore.PostgreSQL"),
            "src/Host/Host.csproj": "<Project Sdk=\"Aspire.AppHost.Sdk/9.3.0\"></Project>",
            "src/Host/Program.cs": host,
        ]).shared
        #expect(
            shared.map { "\($0.engine ?? "") \($0.usedBy)" } == [
                "postgresql [\"src/Catalog.API\"]", "postgresql [\"src/Orders\"]", "redis [\"src/Orders\"]",
            ])
    }
}
