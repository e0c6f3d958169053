import Testing
import Topology
import Workspace

@testable import Bundles

@Suite struct ExpressRecognitionTests {
    private let framework: any KnownFramework = ExpressFramework()
    private let plain = "const express = require('express');\nconst app = express();\napp.listen(4000);\n"

    private func match(_ files: [String: String], scripts: [String: String] = ["start": "node server.js"])
        -> FrameworkMatch?
    {
        var files = files
        files["package.json"] = files["package.json"] ?? NodeUnit.manifest(["express"], scripts: scripts)
        return framework.recognise(NodeUnit.contents(files))
    }

    @Test func `an application that listens is a backend, with a line for each fact`() throws {
        let found = try #require(match(["server.js": plain]))
        #expect(found.type == .backend)
        #expect(found.start == "node server.js")
        #expect(found.port == 4000)
        #expect(found.health == nil)
        #expect(
            found.evidence.contains(Evidence("framework", "express", at: FilePlace("apps/shop/server.js", line: 2))))
        #expect(found.evidence.contains(Evidence("port", "4000", at: FilePlace("apps/shop/server.js", line: 3))))
    }

    @Test func `a dependency, a router, a comment or a test alone shows nothing`() {
        #expect(match(["index.js": "console.log(1);\n"]) == nil)
        #expect(
            match(["index.js": "const { Router } = require('express');\nmodule.exports = Router();\n"], scripts: [:])
                == nil)
        #expect(match(["server.js": "// const app = require('express')();\nrequire('http');\n"]) == nil)
        #expect(match(["test/server.js": plain], scripts: [:]) == nil)
        #expect(match(["server.js": "const express = require('other');\nexpress().listen(1);\n"]) == nil)
    }

    @Test func `an application in a module that the started file loads counts`() throws {
        let found = try #require(
            match(
                [
                    "src/main.ts": "import { app } from './app.js';\napp.listen(process.env.PORT ?? 5000);\n",
                    "src/app.ts": "import express from 'express';\nexport const app = express();\n",
                ], scripts: ["start": "node dist/main.js", "build": "tsc"]))
        #expect(found.start == "node dist/main.js")
        #expect(found.port == 5000)
    }

    @Test(arguments: [
        ("app.listen(process.env.PORT || 8080)", 8080), ("app.listen(Number(process.env.PORT ?? '8081'))", 8081),
        ("const port = parseInt(process.env.PORT || '8082', 10);\napp.listen(port)", 8082),
        ("app.listen({ port: 8083 })", 8083), ("app.listen(config.port)", 3000),
    ])
    func `the port is the literal that listening falls back to`(_ listening: String, _ port: Int) throws {
        let code = "const express = require('express');\nconst app = express();\n\(listening);\n"
        #expect(try #require(match(["server.js": code])).port == port)
    }

    private static let mounts: [(String, [String: String])] = [
        ("/health", ["server.js": "app.get('/health', (q, r) => r.send('ok'));"]),
        ("/healthz", ["server.js": "app.use('/healthz', require('express-healthcheck')());"]),
        ("/status", ["server.js": "app.route('/status').get((q, r) => r.send('ok')).post((q, r) => r.send('x'));"]),
        ("/ping", ["server.js": "app.all(['/other', '/ping'], (q, r) => r.send('ok'));"]),
        (
            "/api/health",
            [
                "server.js": "app.use('/api', require('./routes'));",
                "routes/index.js":
                    "const router = require('express').Router();\nrouter.get('/health', f);\nmodule.exports = router;\n",
            ]
        ),
        (
            "/api/v1/healthcheck",
            [
                "server.js": "const api = require('./routes/api');\napp.use('/api', api.router);",
                "routes/api.js":
                    "const { Router } = require('express');\nconst router = Router();\nconst v1 = require('./v1');\nrouter.use('/v1', v1());\nmodule.exports = { router };\n",
                "routes/v1.js":
                    "const express = require('express');\nmodule.exports = function () {\n  const r = express.Router();\n  r.get('/healthcheck', f);\n  return r;\n};\n",
            ]
        ),
        (
            "/up",
            [
                "server.js": "require('./setup')(app);",
                "setup.js": "module.exports = (server) => {\n  server.get('/up', f);\n};\n",
            ]
        ),
    ]

    @Test(arguments: mounts)
    func `a health endpoint is found through mounts and modules`(_ path: String, _ files: [String: String]) throws {
        var files = files
        let body = files["server.js"] ?? ""
        files["server.js"] = "const express = require('express');\nconst app = express();\n\(body)\napp.listen(1234);\n"
        #expect(match(files)?.health?.path == path)
    }

    @Test func `ECMAScript modules, aliases and classes are followed`() throws {
        let found = match(
            [
                "tsconfig.json": "{ \"compilerOptions\": { \"paths\": { \"@app/*\": [\"./src/*\"] } } } // c\n",
                "src/server.ts":
                    "import express, { type Express } from 'express';\nimport health from '@app/health';\nclass Server {\n  private app: Express = express();\n  constructor() {\n    this.app.use('/internal', health);\n  }\n  run() { this.app.listen(9000); }\n}\nnew Server().run();\n",
                "src/health.ts":
                    "import { Router } from 'express';\nconst router: Router = Router();\nrouter.get('/readyz', check);\nexport default router;\n",
            ], scripts: ["start": "tsx src/server.ts"])
        #expect(found?.health?.path == "/internal/readyz")
        #expect(found?.health?.place == FilePlace("apps/shop/src/health.ts", line: 3))
    }

    @Test func `a health check of terminus is an endpoint`() {
        let code =
            "const { createTerminus } = require('@godaddy/terminus');\nconst app = require('express')();\nconst server = require('http').createServer(app);\ncreateTerminus(server, { healthChecks: { '/healthcheck': check } });\nserver.listen(3000);\n"
        let manifest = NodeUnit.manifest(["express", "@godaddy/terminus"])
        #expect(match(["package.json": manifest, "server.js": code])?.health?.path == "/healthcheck")
    }

    private static let starts: [([String: String], String, String, [String], String?)] = [
        (["start": "node -r dotenv/config server.js"], "server.js", "node", ["-r", "dotenv/config", "server.js"], nil),
        (["start": "node --env-file=.env server.js"], "server.js", "node", ["server.js"], nil),
        (["start": "nodemon server.js"], "server.js", "node", ["server.js"], nil),
        (["start": "npm run serve", "serve": "node ./server.js"], "server.js", "node", ["./server.js"], nil),
        (["start": "node dist/server.js", "build": "tsc"], "src/server.ts", "node", ["dist/server.js"], "npm"),
        (["start": "tsx src/server.ts"], "src/server.ts", "tsx", ["src/server.ts"], nil),
        (["start": "migrate && node server.js"], "server.js", "npm", ["run", "start"], nil),
        ([:], "server.js", "node", ["server.js"], nil),
    ]

    @Test(arguments: starts)
    func `a unit is started by the file that its script runs`(
        _ scripts: [String: String], _ file: String, _ executable: String, _ arguments: [String], _ build: String?
    ) throws {
        let contents = NodeUnit.contents([
            "package.json": NodeUnit.manifest(["express"], scripts: scripts), file: plain,
        ])
        let launch = try #require(framework.launch(of: NodeUnit.unit(contents), on: 4567))
        #expect(launch.executable == executable)
        #expect(launch.arguments == arguments)
        #expect(launch.workingDirectory == "apps/shop")
        #expect(launch.environment["PORT"] == "4567")
        #expect(launch.build?.executable == build)
    }

    @Test func `another variable for the port is set too`() throws {
        let code = "const app = require('express')();\napp.listen(process.env.SHOP_PORT || 3000);\n"
        let contents = NodeUnit.contents(["package.json": NodeUnit.manifest(["express"]), "server.js": code])
        let launch = try #require(framework.launch(of: NodeUnit.unit(contents), on: 4567))
        #expect(launch.environment == ["PORT": "4567", "SHOP_PORT": "4567"])
    }

    @Test func `variables are read by member, destructuring and schema`() {
        let contents = NodeUnit.contents([
            "package.json": NodeUnit.manifest(["express"]),
            "server.js": "const { REDIS_URL = 'redis://x' } = process.env;\nuse(process.env.DATABASE_URL);\n",
            "env.mjs":
                "import { z } from 'zod';\nexport const env = z.object({ API_KEY: z.string(), PORT: z.coerce.number().default(3000) }).parse(process.env);\n",
            "prisma/schema.prisma": "datasource db {\n  url = env(\"DIRECT_URL\")\n}\n",
        ])
        let reads = framework.environmentReads(in: NodeUnit.unit(contents))
        #expect(reads.map(\.name).sorted() == ["API_KEY", "DATABASE_URL", "DIRECT_URL", "PORT", "REDIS_URL"])
        #expect(reads.first { $0.name == "PORT" }?.defaultValue == "3000")
        #expect(reads.first { $0.name == "REDIS_URL" }?.defaultValue == "redis://x")
        #expect(reads.first { $0.name == "DIRECT_URL" }?.place.line == 2)
    }
}
