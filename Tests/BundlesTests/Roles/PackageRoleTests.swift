import Bundles
import Testing
import Topology
import Workspace

/// What a package is, by each kind of evidence, with everything that the program knows.
@Suite struct PackageRoleTests {
    /// A small repository and what one of its packages is.
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var path: String
        var type: PackageType
        var deploys: Bool
        var files: [String: String]

        init(_ name: String, _ path: String, _ type: PackageType, deploys: Bool, _ files: [String: String]) {
            testDescription = name
            self.path = path
            self.type = type
            self.deploys = deploys
            self.files = files
        }
    }

    private static func graph(_ files: [String: String]) async throws -> TopologyGraph {
        // Packages that name one another are members of one workspace.
        let root = ["package.json": #"{"workspaces": ["packages/*", "apps/*", "libs/*", "tooling/*", "examples/*"]}"#]
        let all = files.keys.contains { $0.hasPrefix("apps/web/") } ? files.merging(root) { own, _ in own } : files
        let monorepo = try await Monorepo.read(files: RepositoryFiles(all, isTracked: true)).withSpecification()
        let known = Catalogue.standard
        return await TopologyBuilder.build(
            monorepo: monorepo, frameworks: known.frameworks, platforms: known.platforms, datastores: known.datastores)
    }

    @Test(arguments: units + libraries + others)
    func `a package is what its evidence says`(sample: Case) async throws {
        let package = try #require(try await Self.graph(sample.files).package(at: sample.path))
        let why = Comment(
            rawValue: package.evidence.map { "\($0.fact) \($0.value) \($0.place)" }.joined(separator: "\n"))
        #expect(package.type == sample.type, why)
        #expect(package.deploysIndependently == sample.deploys, why)
        #expect(package.evidence.contains { $0.fact == "deploysIndependently" })
    }

    @Test func `every sign stays as evidence, and a weaker one does not decide`() async throws {
        let files = Self.express.merging(["packages/api/Dockerfile": "FROM node\nCMD [\"node\", \"index.js\"]\n"]) {
            $1
        }
        let graph = try await Self.graph(
            files.merging(["apps/web/package.json": #"{"name": "web", "dependencies": {"api": "*"}}"#]) { $1 })
        let signs = try #require(graph.package(at: "packages/api")).evidence.filter { $0.fact == "role" }.map(\.value)
        #expect(signs.contains("library, not deployed: imported by apps/web"))
        #expect(signs.contains("deployed: something starts it"))
        #expect(graph.package(at: "packages/api")?.deploysIndependently == true)
    }

    // MARK: Samples

    private static let express: [String: String] = [
        "packages/api/package.json":
            #"{"name": "api", "main": "index.js", "dependencies": {"express": "4"}}"#,
        "packages/api/index.js": """
        const express = require('express');
        const app = express();
        app.listen(3000);

        """,
    ]

    private static let goMain = "package main\n\nfunc main() {\n}\n"

    private static let units: [Case] = [
        Case(
            "a service whose Dockerfile a variable of `.env` names", "src/pay", .service, deploys: true,
            [
                ".env": "PAY_DOCKERFILE=./src/pay/Dockerfile\n", "src/pay/Dockerfile": "FROM node\n",
                "src/pay/package.json": #"{"name": "pay", "private": true}"#,
                "compose.yml":
                    "services:\n  pay:\n    build:\n      context: ./\n      dockerfile: ${PAY_DOCKERFILE}\n    ports: [\"80\"]\n",
            ]),
        Case("a server", "packages/api", .backend, deploys: true, express),
        Case(
            "a workflow's worker", "apps/worker", .worker, deploys: true,
            [
                "apps/worker/package.json":
                    #"{"name": "worker", "private": true, "scripts": {"start": "node lib/worker.js"}, "dependencies": {"@temporalio/worker": "1"}}"#,
                "apps/worker/src/worker.ts":
                    "import { Worker } from '@temporalio/worker';\nconst worker = await Worker.create({});\n",
            ]),
        Case(
            "private, started, and nothing depends on it", "apps/mail", .worker, deploys: true,
            [
                "apps/mail/package.json":
                    #"{"name": "mail", "private": true, "scripts": {"start": "node dist/main.js"}, "dependencies": {}}"#,
                "apps/mail/src/main.ts": "setInterval(() => {}, 1000);\n",
            ]),
        Case(
            "a Go program in an image", "ssh", .service, deploys: true,
            [
                "ssh/go.mod": "module example.com/ssh\n\ngo 1.22\n", "ssh/main.go": goMain,
                "ssh/Dockerfile": "FROM golang AS build\nFROM scratch\nEXPOSE 22\nENTRYPOINT [\"/ssh\"]\n",
            ]),
        Case(
            "a worker of Python in an image", "jobs", .worker, deploys: true,
            [
                "jobs/pyproject.toml": "[project]\nname = \"jobs\"\nversion = \"1\"\ndependencies = []\n",
                "jobs/main.py": "print(1)\n", "jobs/Dockerfile": "FROM python\nCMD [\"python\", \"main.py\"]\n",
            ]),
        Case(
            "a phone's application of Expo", "apps/mobile", .mobile, deploys: true,
            [
                "apps/mobile/package.json": #"{"name": "mobile", "private": true, "dependencies": {"expo": "1"}}"#,
                "apps/mobile/app.json": #"{"expo": {}}"#,
            ]),
        Case(
            "a phone's application of Flutter", "app", .mobile, deploys: true,
            [
                "app/pubspec.yaml": "name: app\ndependencies:\n  flutter:\n    sdk: flutter\n",
                "app/lib/main.dart": "void main() {}\n",
            ]),
        Case(
            "a phone's application of .NET", "src/Phone", .mobile, deploys: true,
            [
                "src/Phone/Phone.csproj":
                    "<Project Sdk=\"Microsoft.NET.Sdk\">\n<PropertyGroup>\n<OutputType>Exe</OutputType>\n<UseMaui>true</UseMaui>\n</PropertyGroup>\n</Project>\n"
            ]),
        Case(
            "a project that an application host starts", "src/Catalog.API", .service, deploys: true,
            [
                "src/Host/Host.csproj":
                    "<Project Sdk=\"Microsoft.NET.Sdk\">\n<Sdk Name=\"Aspire.AppHost.Sdk\" Version=\"9\" />\n<ItemGroup>\n<ProjectReference Include=\"..\\Catalog.API\\Catalog.API.csproj\" />\n</ItemGroup>\n</Project>\n",
                "src/Host/Program.cs":
                    "var builder = DistributedApplication.CreateBuilder(args);\nbuilder.AddProject<Projects.Catalog_API>(\"catalog\");\n",
                "src/Catalog.API/Catalog.API.csproj":
                    "<Project Sdk=\"Microsoft.NET.Sdk\">\n<PropertyGroup>\n<OutputType>Exe</OutputType>\n</PropertyGroup>\n</Project>\n",
            ]),
        Case(
            "a function of Lambda", "fn", .function, deploys: true,
            [
                "fn/go.mod":
                    "module example.com/fn\n\ngo 1.22\n\nrequire github.com/aws/aws-lambda-go v1.47.0\n",
                "fn/main.go":
                    "package main\n\nimport \"github.com/aws/aws-lambda-go/lambda\"\n\nfunc main() {\n\tlambda.Start(nil)\n}\n",
            ]),
        Case(
            "an extension of browsers", "ext", .frontend, deploys: true,
            [
                "ext/package.json": #"{"name": "ext", "private": true}"#,
                "ext/src/manifest.json": #"{"manifest_version": 3, "name": "ext"}"#,
            ]),
        Case(
            "an example that CI deploys", "examples/api", .backend, deploys: true,
            Dictionary(
                uniqueKeysWithValues: express.map {
                    ($0.key.replacing("packages/", with: "examples/"), $0.value)
                }
            ).merging([
                ".github/workflows/deploy.yml": """
                on: {push: {branches: [main]}}
                jobs:
                  deploy:
                    runs-on: ubuntu-latest
                    steps:
                      - uses: actions/checkout@v4
                      - run: flyctl deploy --config examples/api/fly.toml

                """,
                "examples/api/fly.toml": "app = 'api'\n",
            ]) { $1 }),
        Case(
            "a documentation site with a platform's file", "site", .docs, deploys: true,
            [
                "site/package.json": #"{"name": "site", "private": true, "dependencies": {"@docusaurus/core": "3"}}"#,
                "site/docusaurus.config.js": "module.exports = {};\n", "site/vercel.json": "{}\n",
            ]),
    ]

    private static let libraries: [Case] = [
        Case(
            "what others import and nothing starts", "packages/api", .library, deploys: false,
            express.merging(["apps/web/package.json": #"{"name": "web", "dependencies": {"api": "*"}}"#]) { $1 }),
        Case(
            "a published server that others use", "packages/api", .library, deploys: false,
            express.merging([
                "packages/api/package.json":
                    #"{"name": "api", "main": "index.js", "publishConfig": {"access": "public"}, "scripts": {"start": "node index.js"}, "dependencies": {"express": "4"}}"#,
                "apps/web/package.json": #"{"name": "web", "dependencies": {"api": "*"}}"#,
            ]) { $1 }),
        Case(
            "a script for pages, whose image serves the file", "libs/embed", .library, deploys: false,
            [
                "libs/embed/package.json":
                    #"{"name": "embed", "private": true, "main": "dist/a.js", "module": "dist/b.js", "scripts": {"start": "rollup -w"}}"#,
                "libs/embed/Dockerfile": "FROM node\nEXPOSE 4701\nCMD [\"npm\", \"run\", \"start:docker\"]\n",
                "compose.yml": "services:\n  embed:\n    build: libs/embed\n",
            ]),
        Case(
            "a library with stories", "packages/ui", .library, deploys: false,
            [
                "packages/ui/package.json":
                    #"{"name": "ui", "main": "index.js", "scripts": {"start": "storybook dev"}}"#,
                "packages/ui/.storybook/main.ts": "export default {};\n",
                "apps/web/package.json": #"{"name": "web", "dependencies": {"ui": "*"}}"#,
            ]),
        Case(
            "a client that has the name of the program", "libs/vault", .library, deploys: false,
            [
                "libs/vault/package.json": #"{"name": "vault", "main": "src/index.ts"}"#,
                "apps/web/package.json": #"{"name": "web"}"#,
                "compose.yml":
                    "services:\n  vault:\n    build:\n      context: .\n      dockerfile: dev/Dockerfile\n      target: vault\n",
            ]),
        Case(
            "shared configuration", "tooling/eslint", .library, deploys: false,
            ["tooling/eslint/package.json": #"{"name": "@acme/eslint", "private": true, "exports": {".": "./a.js"}}"#]),
        Case(
            "a migration's image of a library", "packages/db", .library, deploys: false,
            [
                "packages/db/package.json": #"{"name": "db", "main": "index.ts"}"#,
                "packages/db/Dockerfile": "FROM node\nCMD [\"node\", \"migrate.js\"]\n",
                "apps/web/package.json": #"{"name": "web", "dependencies": {"db": "*"}}"#,
                "compose.yml": "services:\n  migrate:\n    build: packages/db\n",
            ]),
    ]

    private static let others: [Case] = [
        Case(
            "stories that no script builds in another way", "apps/web", .tooling, deploys: false,
            [
                "apps/web/package.json":
                    #"{"name": "stories", "private": true, "scripts": {"preview": "vite preview", "build-storybook": "storybook build"}, "devDependencies": {"vite": "6", "storybook": "10"}}"#,
                "apps/web/.storybook/main.ts": "export default {};\n", "apps/web/vite.config.ts": "\n",
                "apps/web/index.html": "\n",
            ]),
        Case(
            "console scripts alone", "tool", .cli, deploys: false,
            [
                "tool/pyproject.toml":
                    "[project]\nname = \"tool\"\nversion = \"1\"\ndependencies = []\n[project.scripts]\ntool = \"tool:main\"\n"
            ]),
        Case(
            "a Go program that nothing runs", "cmd", .cli, deploys: false,
            ["cmd/go.mod": "module example.com/cmd\n\ngo 1.22\n", "cmd/main.go": goMain]),
        Case(
            "an example", "examples/api", .tooling, deploys: false,
            Dictionary(
                uniqueKeysWithValues: express.map { ($0.key.replacing("packages/", with: "examples/"), $0.value) }
            ).merging(["examples/api/fly.toml": "app = 'api'\n"]) { $1 }),
        Case(
            "commands that listen for a login", "cli", .cli, deploys: false,
            [
                "cli/package.json":
                    #"{"name": "cli", "bin": "dist/index.js", "scripts": {"start": "node dist/index.js"}, "dependencies": {"express": "4"}}"#,
                "cli/dist/index.js": "",
                "cli/index.js":
                    "const express = require('express');\nconst app = express();\napp.listen(4000);\n",
            ]),
        Case(
            "a proxy inside of a front end", "web/proxy", .backend, deploys: false,
            [
                "web/package.json": #"{"name": "web", "private": true}"#, "web/proxy/go.mod": "module x\n\ngo 1.22\n",
                "web/proxy/main.go":
                    "package main\n\nimport \"net/http\"\n\nfunc main() {\n\t_ = http.ListenAndServe(\":80\", nil)\n}\n",
            ]),
        Case(
            "a tool that an image runs", "tools/migrate", .tooling, deploys: false,
            [
                "tools/migrate/requirements.txt": "psycopg\n", "tools/migrate/main.py": "print(1)\n",
                "tools/migrate/Dockerfile": "FROM python\nCMD [\"python\", \"main.py\"]\n",
            ]),
        Case(
            "an extension of an editor", "ext", .tooling, deploys: false,
            ["ext/package.json": #"{"name": "ext", "engines": {"vscode": "^1.90.0"}, "main": "a.js"}"#]),
        Case(
            "a project of tests", "src/Unit", .tooling, deploys: false,
            [
                "src/Unit/Unit.csproj":
                    "<Project Sdk=\"Microsoft.NET.Sdk.Web\">\n<ItemGroup>\n<PackageReference Include=\"xunit\" Version=\"2\" />\n</ItemGroup>\n</Project>\n"
            ]),
        Case(
            "an application host", "src/Host", .tooling, deploys: false,
            [
                "src/Host/Host.csproj":
                    "<Project Sdk=\"Aspire.AppHost.Sdk/13.0.0\">\n<PropertyGroup>\n<OutputType>Exe</OutputType>\n</PropertyGroup>\n</Project>\n"
            ]),
        Case(
            "a documentation site that nothing deploys", "site", .docs, deploys: false,
            [
                "site/package.json": #"{"name": "site", "private": true, "dependencies": {"@docusaurus/core": "3"}}"#,
                "site/docusaurus.config.js": "module.exports = {};\n",
            ]),
        Case(
            "a front end that a server serves from its folder", "web", .frontend, deploys: false,
            [
                "go.mod": "module example.com/app\n\ngo 1.22\n",
                "main.go":
                    "package main\n\nimport \"net/http\"\n\nfunc main() {\n\t_ = http.ListenAndServe(\":80\", http.FileServer(http.Dir(\"web/dist\")))\n}\n",
                "web/package.json":
                    #"{"name": "web", "private": true, "scripts": {"build": "vite build"}, "devDependencies": {"vite": "7"}}"#,
                "web/index.html": "<html></html>\n", "web/vite.config.ts": "export default {};\n",
            ]),
    ]
}
