import Testing
import Topology
import Workspace

@testable import Bundles

/// A package and what is to be found in it.
struct NodeShape: Sendable, CustomTestStringConvertible {
    var id: String
    var dependencies: [String]
    var files: [String: String]
    var scripts: [String: String] = [:]
    var port: Int?
    var health: String?
    var testDescription: String { id }
}

/// The smaller entries of the Node.js world: what they recognise, and what of each other they leave alone.
@Suite struct NodeFrameworksTests {
    static let servers: [NodeShape] = [
        NodeShape(
            id: "fastify", dependencies: ["fastify"],
            files: [
                "server.js":
                    "import Fastify from 'fastify';\nimport routes from './routes.js';\nconst app = Fastify();\napp.register(routes, { prefix: '/api' });\nawait app.listen({ port: process.env.PORT ?? 3010 });\n",
                "routes.js":
                    "export default async function (instance) {\n  instance.route({ method: 'GET', url: '/health', handler: f });\n}\n",
            ], port: 3010, health: "/api/health"),
        NodeShape(
            id: "koa", dependencies: ["koa", "@koa/router"],
            files: [
                "server.js":
                    "const Koa = require('koa');\nconst Router = require('@koa/router');\nconst app = new Koa();\nconst router = new Router({ prefix: '/v1' });\nrouter.get('/ping', (ctx) => { ctx.body = 'ok'; });\napp.use(router.routes());\napp.listen(3020);\n"
            ], port: 3020, health: "/v1/ping"),
        NodeShape(
            id: "hono", dependencies: ["hono", "@hono/node-server"],
            files: [
                "src/index.ts":
                    "import { serve } from '@hono/node-server';\nimport { Hono } from 'hono';\nconst api = new Hono();\napi.get('/healthz', (c) => c.text('ok'));\nconst app = new Hono().basePath('/api');\napp.route('/internal', api);\nserve({ fetch: app.fetch, port: 3030 });\n"
            ], scripts: ["start": "tsx src/index.ts"], port: 3030, health: "/api/internal/healthz"),
        NodeShape(
            id: "nestjs", dependencies: ["@nestjs/core", "@nestjs/common", "express"],
            files: [
                "src/main.ts":
                    "import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module';\nconst app = await NestFactory.create(AppModule);\napp.setGlobalPrefix('api');\nawait app.listen(3040);\n",
                "src/app.module.ts": "export class AppModule {}\n",
                "src/health.controller.ts":
                    "import { Controller, Get } from '@nestjs/common';\n@Controller('health')\nexport class HealthController {\n  @Get()\n  check() { return 'ok'; }\n}\n",
            ], port: 3040, health: "/api/health"),
        NodeShape(
            id: "nestjs", dependencies: ["@nestjs/core", "@nestjs/common"],
            files: [
                "tsconfig.json": #"{"extends": "./tsconfig.base.json"}"#,
                "tsconfig.base.json": #"{"compilerOptions": {"paths": {"@shared/*": ["lib/*"]}}}"#,
                "lib/config.ts": "export const DEFAULT_PORT = 3041;\n",
                "src/main.ts":
                    "import { NestFactory } from '@nestjs/core';\nimport { VersioningType } from '@nestjs/common';\nimport { DEFAULT_PORT } from '@shared/config';\nconst app = await NestFactory.create(AppModule);\napp.enableVersioning({ defaultVersion: '1', type: VersioningType.URI });\napp.setGlobalPrefix('api', { exclude: ['metrics'] });\nawait app.listen(config.get('PORT') || DEFAULT_PORT);\n",
                "src/health.controller.ts":
                    "import { Controller, Get } from '@nestjs/common';\n@Controller('health')\nexport class HealthController {\n  @Get()\n  check() { return 'ok'; }\n}\n",
            ], port: 3041, health: "/api/v1/health"),
        NodeShape(
            id: "nestjs", dependencies: ["@nestjs/core", "@nestjs/common"],
            files: [
                "src/main.ts":
                    "import { NestFactory } from '@nestjs/core';\nconst app = await NestFactory.create(AppModule);\napp.enableVersioning();\napp.setGlobalPrefix('api', { exclude: ['healthz'] });\nawait app.listen(3042);\n",
                "src/health.controller.ts":
                    "import { Controller, Get, VERSION_NEUTRAL } from '@nestjs/common';\n@Controller({ path: 'healthz', version: VERSION_NEUTRAL })\nexport class HealthController {\n  @Get()\n  check() { return 'ok'; }\n}\n",
            ], port: 3042, health: "/healthz"),
        NodeShape(
            id: "adonisjs", dependencies: ["@adonisjs/core"],
            files: [
                "adonisrc.ts": "export default {}\n",
                "start/routes.ts":
                    "import router from '@adonisjs/core/services/router'\nrouter.get('health', () => 'ok')\n",
            ], port: 3333, health: "/health"),
        NodeShape(
            id: "node-http", dependencies: [],
            files: [
                "server.js":
                    "const http = require('node:http');\nhttp.createServer((q, r) => { if (q.url === '/healthz') r.end('ok'); }).listen(3050);\n"
            ], scripts: ["start": "node server.js"], port: 3050, health: "/healthz"),
        NodeShape(
            id: "deno", dependencies: [],
            files: [
                "deno.json": #"{"tasks": {"start": "deno run -A main.ts"}}"#,
                "main.ts": "Deno.serve({ port: 3060 }, (request) => new Response('ok'));\n",
            ], port: 3060),
        NodeShape(
            id: "bun", dependencies: [],
            files: ["index.ts": "Bun.serve({ port: 3070, routes: { '/up': new Response('ok') } });\n"],
            scripts: ["start": "bun run index.ts"], port: 3070, health: "/up"),
    ]

    static let sites: [NodeShape] = [
        NodeShape(
            id: "nuxt", dependencies: ["nuxt", "vite"],
            files: ["nuxt.config.ts": "\n", "server/routes/health.get.ts": "\n"], port: 3000, health: "/health"),
        NodeShape(
            id: "sveltekit", dependencies: ["@sveltejs/kit", "vite"],
            files: ["svelte.config.js": "\n", "vite.config.ts": "\n", "src/routes/(ops)/health/+server.ts": "\n"],
            port: 3000, health: "/health"),
        NodeShape(
            id: "remix", dependencies: ["@remix-run/dev", "vite"],
            files: ["vite.config.ts": "\n", "app/routes/healthcheck.tsx": "\n"],
            scripts: ["start": "remix-serve build"],
            port: 3000, health: "/healthcheck"),
        NodeShape(
            id: "react-router", dependencies: ["@react-router/dev", "vite"],
            files: ["react-router.config.ts": "\n", "vite.config.ts": "\n"], port: 3000),
        NodeShape(
            id: "astro", dependencies: ["astro"], files: ["astro.config.mjs": "\n", "src/pages/api/status.ts": "\n"],
            port: 4321, health: "/api/status"),
        NodeShape(id: "vite", dependencies: ["vite"], files: ["vite.config.ts": "\n", "index.html": "\n"], port: 4173),
        NodeShape(
            id: "create-react-app", dependencies: ["react-scripts"], files: ["public/index.html": "\n"],
            scripts: ["start": "react-scripts start"], port: 3000),
        NodeShape(id: "angular", dependencies: ["@angular/core"], files: ["angular.json": "{}\n"], port: 4200),
        NodeShape(id: "gatsby", dependencies: ["gatsby"], files: ["gatsby-config.js": "\n"], port: 9000),
        NodeShape(
            id: "tanstack-start", dependencies: ["@tanstack/react-start", "vite"], files: ["vite.config.ts": "\n"],
            port: 3000),
    ]

    private func contents(_ shape: NodeShape, dependencies: [String]) -> PackageContents {
        var files = shape.files
        files["package.json"] = NodeUnit.manifest(dependencies, scripts: shape.scripts, type: "module")
        return NodeUnit.contents(files)
    }

    /// What the surest of all entries says of a package.
    private func best(_ contents: PackageContents) -> (id: String, match: FrameworkMatch)? {
        let all = Catalogue.standard.frameworks.compactMap { known in known.recognise(contents).map { (known.id, $0) } }
        return all.max { $0.1.confidence < $1.1.confidence }
    }

    @Test func `a library that can serve is no server as long as nothing starts it`() {
        let shape = NodeShape(
            id: "tunnel", dependencies: [],
            files: ["src/index.ts": "import { createServer } from 'http';\nexport const s = createServer(f);\n"])
        #expect(NodeHTTPFramework().recognise(contents(shape, dependencies: [])) == nil)
    }

    @Test(arguments: NodeFrameworksTests.servers + NodeFrameworksTests.sites)
    func `the surest match is the framework, with its port and its health path`(_ shape: NodeShape) throws {
        let found = try #require(best(contents(shape, dependencies: shape.dependencies)))
        #expect(found.id == shape.id)
        #expect(found.match.port == shape.port)
        #expect(found.match.health?.path == shape.health)
        #expect(found.match.start?.isEmpty == false)
        #expect(found.match.evidence.contains { $0.fact == "framework" && $0.place.line != nil })
        #expect(isSite(shape) == (found.match.type == .frontend))
    }

    private func isSite(_ shape: NodeShape) -> Bool { Self.sites.contains { $0.id == shape.id } }

    @Test(arguments: NodeFrameworksTests.servers + NodeFrameworksTests.sites)
    func `a dependency alone shows nothing`(_ shape: NodeShape) {
        var bare = shape
        bare.files = ["README.md": "\n"]
        bare.scripts = [:]
        #expect(best(contents(bare, dependencies: shape.dependencies)) == nil)
    }

    @Test(arguments: NodeFrameworksTests.servers + NodeFrameworksTests.sites)
    func `it can be started on a port, and says honestly that no code is written for it`(_ shape: NodeShape) throws {
        let framework = try #require(Catalogue.standard.framework(shape.id))
        let unit = NodeUnit.unit(contents(shape, dependencies: shape.dependencies))
        let launch = framework.launch(of: unit, on: 4567)
        #expect(launch != nil || shape.id == "adonisjs")
        #expect(launch.map { $0.environment["PORT"] == "4567" || $0.arguments.contains("4567") } ?? true)
        #expect(framework.healthInCode(of: unit).route?.path == shape.health)
        #expect(framework.healthApproaches(for: unit).isEmpty)
    }
}
