import Support
import Testing
import Topology
import Workspace

@testable import Bundles

@Suite struct ExpressHealthTests {
    private let framework: any KnownFramework = ExpressFramework()

    /// A repository as a person writes it: name, files, engines.
    struct Shape: Sendable, CustomTestStringConvertible {
        var name: String
        var files: [String: String]
        var engines: [String] = []
        var approach: String?
        var testDescription: String { name }

        func unit() -> DeployableUnit { NodeUnit.unit(NodeUnit.contents(files), engines: engines) }
    }

    static let shapes: [Shape] = [
        Shape(
            name: "module-factory",
            files: [
                "package.json": NodeUnit.manifest(["express", "pg", "redis"], type: "module"),
                "server.js": "import { createApp } from \"./app.js\";\n\ncreateApp().listen(process.env.PORT);\n",
                "app.js":
                    "import express from \"express\";\n\nimport { logRequests } from \"./log.js\";\n\nexport function createApp() {\n\tconst app = express();\n\tapp.disable(\"x-powered-by\");\n\tapp.use(logRequests);\n\tapp.use(limiter);\n\treturn app;\n}\n",
                "log.js": "export function logRequests(a, b, next) { next(); }\n",
                "database.js":
                    "import pg from \"pg\";\n\nexport const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });\n",
                "cache.js":
                    "import { createClient } from \"redis\";\n\nexport const cache = createClient({ url: process.env.REDIS_URL });\ncache.on(\"error\", console.error);\n",
            ], engines: ["postgresql", "valkey"]),
        Shape(
            name: "commonjs-local-pool",
            files: [
                "package.json": NodeUnit.manifest(["express", "pg"]),
                "server.js":
                    "'use strict'\r\n\r\nconst express = require('express')\r\nconst { Pool } = require('pg')\r\n\r\nconst app = express()\r\nconst pool = new Pool()\r\n\r\napp.use(auth)\r\napp.listen(3000)\r\n",
            ], engines: ["postgresql"]),
        Shape(
            name: "commonjs-query-function",
            files: [
                "package.json": NodeUnit.manifest(["express", "pg"]),
                "server.js":
                    "const express = require('express');\nconst health = { taken: true };\nconst app = module.exports = express();\n\napp.get('/', (q, r) => r.send(health));\napp.listen(3000);\n",
                "health.js": "module.exports = 'a person wrote this';\n",
                "db/index.js":
                    "const { Pool } = require('pg');\nconst pool = new Pool();\nmodule.exports = { query: (text, values) => pool.query(text, values) };\n",
            ], engines: ["postgresql"]),
        Shape(
            name: "typescript-prisma",
            files: [
                "package.json": NodeUnit.manifest(
                    ["express", "@prisma/client", "ioredis"], scripts: ["start": "node dist/index.js", "build": "tsc"]),
                "tsconfig.json": "{ \"compilerOptions\": { \"module\": \"commonjs\", \"strict\": true } }\n",
                "src/index.ts":
                    "import express, { Express } from 'express';\nimport { prisma } from './lib/prisma';\n\nconst app: Express = express();\n\napp.get('/', async (_q, r) => { r.json(await prisma.user.count()); });\napp.listen(process.env.PORT || 3000);\n",
                "src/lib/prisma.ts":
                    "import { PrismaClient } from '@prisma/client';\nconst globalForPrisma = globalThis as unknown as { prisma?: PrismaClient };\nexport const prisma = globalForPrisma.prisma ?? new PrismaClient();\n",
                "src/lib/redis.ts":
                    "import Redis from 'ioredis';\nexport default new Redis(process.env.REDIS_URL ?? '');\n",
            ], engines: ["postgresql", "redis"]),
        Shape(
            name: "own-connections",
            files: [
                "package.json": NodeUnit.manifest(["express", "pg", "redis"], type: "module"),
                "server.js":
                    "import express from 'express';\nimport { connect } from './db.js';\nconst app = express();\nawait connect(process.env.DATABASE_URL, process.env.REDIS_URL);\napp.listen(3000);\n",
                "db.js": "export async function connect(a, b) {}\n",
            ], engines: ["postgresql", "redis"]),
        Shape(
            name: "nothing-to-check",
            files: [
                "package.json": NodeUnit.manifest(["express"]),
                "server.js": "const app = require('express')();\napp.listen(3000);\n",
            ]),
        Shape(
            name: "endpoint-without-checks",
            files: [
                "package.json": NodeUnit.manifest(["express", "pg"], type: "module"),
                "server.js":
                    "import express from 'express';\nimport { pool } from './db.js';\nconst app = express();\napp.get('/healthz', (q, r) => r.send('ok'));\napp.listen(3000);\n",
                "db.js": "import pg from 'pg';\nexport const pool = new pg.Pool();\npool.on('error', () => {});\n",
            ], engines: ["postgresql"]),
    ]

    @Test(arguments: shapes)
    func `the endpoint is added in the form of the code`(_ shape: Shape) throws {
        try expectSnapshot(NodeUnit.transcript(try NodeUnit.plan(framework, shape.unit())), named: shape.name)
    }

    @Test(arguments: shapes)
    func `what was added is found again with its checks, and a second plan changes nothing`(_ shape: Shape) throws {
        let unit = shape.unit()
        let edits = try NodeUnit.plan(framework, unit)
        let after = NodeUnit.applying(edits, to: unit)
        let found = framework.healthInCode(of: after)
        #expect(found.route?.path == edits.path)
        #expect(Set(found.checks.keys) == Set(unit.components.map(\.id)))
        let again = try NodeUnit.plan(framework, after, approach: shape.name.hasPrefix("own") ? "own-connection" : nil)
        #expect(again.changes.isEmpty)
        #expect(again.path == edits.path)
    }

    @Test func `the line breaks of a file are kept, in it and in the file beside it`() throws {
        for change in try NodeUnit.plan(framework, Self.shapes[1].unit()).changes {
            let bytes = change.new ?? []
            let bare = bytes.indices.filter { bytes[$0] == 0x0A && ($0 == 0 || bytes[$0 - 1] != 0x0D) }
            #expect(bare.isEmpty, "\(change.path)")
        }
    }

    @Test func `a generated file that was changed is brought back, and so is its registration`() throws {
        let unit = Self.shapes[0].unit()
        let edits = try NodeUnit.plan(framework, unit)
        var after = NodeUnit.applying(edits, to: unit)
        let whole = after.contents.files.text("apps/shop/health.js")
        var files: [String: String] = [:]
        for path in after.contents.files.paths { files[path] = after.contents.files.text(path) }
        files["apps/shop/health.js"] = whole?.replacing(
            "async () => pool.query(\"SELECT 1\")", with: "async () => true")
        after.contents = NodeUnit.contents(of: RepositoryFiles(files), folder: "apps/shop")
        #expect(framework.healthInCode(of: after).checks.keys.sorted() == ["shop-valkey"])
        let mended = NodeUnit.applying(try NodeUnit.plan(framework, after, isRepair: true), to: after)
        #expect(mended.contents.files.text("apps/shop/health.js") == whole)
    }

    @Test func `the handler of a person is not repaired`() {
        let error = #expect(throws: Diagnostic.self) {
            try NodeUnit.plan(framework, Self.shapes[6].unit(), isRepair: true)
        }
        #expect(error?.code == "health/own-handler")
    }

    private static let handlers: [(String, String)] = [
        ("pg", "app.get('/health', async (q, r) => { await pool.query('SELECT 1'); r.send('ok'); });"),
        (
            "pg",
            "async function ping() { await pool.query('SELECT 1'); }\nasync function check(q, r) { await ping(); r.send('ok'); }\napp.get('/health', check);"
        ),
        (
            "pg",
            "const wrap = (f) => (q, r, n) => f(q, r).catch(n);\nconst check = wrap(async (q, r) => { await pool.query('SELECT 1'); });\napp.get('/health', check);"
        ),
        ("@prisma/client", "app.get('/health', async (q, r) => { await prisma.$queryRaw`SELECT 1`; r.send('ok'); });"),
        ("sequelize", "app.get('/health', (q, r) => sequelize.authenticate().then(() => r.send('ok')));"),
    ]

    @Test(arguments: handlers)
    func `a driver call that the handler reaches is a check`(_ driver: String, _ code: String) {
        let contents = NodeUnit.contents([
            "package.json": NodeUnit.manifest(["express", driver]),
            "server.js": "const express = require('express');\nconst app = express();\n\(code)\napp.listen(1);\n",
        ])
        let found = framework.healthInCode(of: NodeUnit.unit(contents, engines: ["postgresql", "redis"]))
        #expect(found.route?.path == "/health")
        #expect(found.checks.keys.sorted() == ["shop-postgresql"])
    }

    @Test func `a driver call of another route is no check`() {
        let contents = NodeUnit.contents([
            "package.json": NodeUnit.manifest(["express", "pg"]),
            "server.js":
                "const express = require('express');\nconst app = express();\napp.get('/x', () => pool.query('SELECT 1'));\napp.get('/health', (q, r) => r.send(q.query));\napp.listen(1);\n",
        ])
        #expect(framework.healthInCode(of: NodeUnit.unit(contents, engines: ["postgresql"])).checks.isEmpty)
    }
}
