import Support
import Testing
import Topology
import Workspace

@testable import Bundles

@Suite struct NextFrameworkTests {
    private let framework: any KnownFramework = NextFramework()

    private func manifest(_ version: String, _ scripts: String = "\"start\": \"next start\"", _ more: String = "")
        -> String
    {
        "{\"name\": \"shop\", \"scripts\": {\(scripts)}, \"dependencies\": {\"next\": \"\(version)\"\(more)}}"
    }

    @Test func `a configuration, a script or pages show it, and the dependency alone does not`() {
        #expect(framework.recognise(NodeUnit.contents(["package.json": manifest("^14.0.0", "")])) == nil)
        for file in ["next.config.mjs", "app/page.tsx", "src/app/layout.tsx", "pages/index.jsx"] {
            let found = framework.recognise(
                NodeUnit.contents(["package.json": manifest("^14.0.0", ""), file: "export default {}\n"]))
            #expect(found?.type == .frontend, "\(file)")
            #expect(found?.start == "next start")
            #expect(found?.port == 3000)
        }
    }

    @Test(arguments: [
        ("next start -p 4000", 4000), ("PORT=4100 next start", 4100), ("next start --port=4200", 4200),
        ("next start", 3000),
    ])
    func `the port is that of the script`(_ script: String, _ port: Int) {
        let found = framework.recognise(
            NodeUnit.contents(["package.json": manifest("^14.0.0", "\"start\": \"\(script)\"")]))
        #expect(found?.start == script)
        #expect(found?.port == port)
    }

    private static let routes: [(String, String, String?)] = [
        ("app/health/route.ts", "export async function GET() {}", "/base/health"),
        ("src/app/(internal)/api/healthz/route.js", "export const GET = () => {};", "/base/api/healthz"),
        ("app/health/route.ts", "export async function POST() {}", nil),
        ("app/_health/health/route.ts", "export async function GET() {}", nil),
        ("pages/api/health.ts", "export default function handler(q, r) {}", "/base/api/health"),
        ("src/pages/api/status/index.js", "export default (q, r) => {};", "/base/api/status"),
        ("app/health/page.tsx", "export default function Page() {}", nil),
        (
            "app/api/og/status/route.tsx",
            "import { ImageResponse } from 'next/og';\nexport async function GET() { return new ImageResponse(null); }",
            nil
        ),
        (
            "app/api/status/route.ts", "import type { ImageResponse } from 'next/og';\nexport async function GET() {}",
            "/base/api/status"
        ),
    ]

    @Test(arguments: routes)
    func `the path of a route file comes from its folders and the base path`(
        _ file: String, _ code: String, _ path: String?
    ) {
        let found = framework.recognise(
            NodeUnit.contents([
                "package.json": manifest("^15.0.0"), "next.config.js": "module.exports = { basePath: '/base' };\n",
                file: code + "\n",
            ]))
        #expect(found?.health?.path == path)
    }

    @Test func `it is started by its own command after a build, and by a custom server where there is one`() throws {
        let plain = NodeUnit.unit(NodeUnit.contents(["package.json": manifest("^15.0.0"), "app/page.tsx": "\n"]))
        let launch = try #require(framework.launch(of: plain, on: 4567))
        #expect(launch.executable == "next")
        #expect(launch.arguments == ["start", "-p", "4567"])
        #expect(launch.build == BuildCommand("next", ["build"], in: "apps/shop"))
        let files = [
            "package.json": manifest(
                "^15.0.0", "\"start\": \"NODE_ENV=production node server.js\"", ", \"express\": \"^4.0.0\""),
            "app/page.tsx": "\n",
            "server.js":
                "const express = require('express');\nconst next = require('next');\nconst app = express();\napp.listen(process.env.PORT || 3100);\n",
        ]
        let contents = NodeUnit.contents(files)
        let custom = try #require(framework.launch(of: NodeUnit.unit(contents), on: 4567))
        #expect(custom.executable == "node")
        #expect(custom.arguments == ["server.js"])
        #expect(custom.build?.executable == "next")
        let next = try #require(framework.recognise(contents))
        let express = try #require(ExpressFramework().recognise(contents))
        #expect(next.confidence > express.confidence)
        #expect(next.port == 3100)
    }

    @Test(arguments: [
        ("app-14", "^14.2.0", "app/page.tsx"), ("app-15", "^15.0.0", "src/app/page.tsx"),
        ("app-16-api", "^16.0.0", "app/api/cart/route.ts"), ("pages", "^13.0.0", "pages/index.js"),
    ])
    func `a route file is added in the package's own router`(_ name: String, _ version: String, _ file: String) throws {
        var files = ["package.json": manifest(version), file: "export async function GET() {}\n"]
        if !file.hasSuffix(".js") { files["tsconfig.json"] = "{}\n" }
        let unit = NodeUnit.unit(NodeUnit.contents(files))
        let edits = try NodeUnit.plan(framework, unit)
        try expectSnapshot(NodeUnit.transcript(edits), named: name)
        let after = NodeUnit.applying(edits, to: unit)
        #expect(framework.healthInCode(of: after).route?.path == edits.path)
        #expect(try NodeUnit.plan(framework, after).changes.isEmpty)
    }

    @Test func `a database module that the package has is asked`() throws {
        let unit = NodeUnit.unit(
            NodeUnit.contents([
                "package.json": manifest("^15.0.0", "\"start\": \"next start\"", ", \"@prisma/client\": \"^6.0.0\""),
                "tsconfig.json": "{ \"compilerOptions\": { \"paths\": { \"@/*\": [\"./*\"] } } }\n",
                "app/page.tsx": "import { db } from '@/lib/db';\n",
                "lib/db.ts":
                    "import { PrismaClient } from '@prisma/client';\nconst make = () => new PrismaClient();\nexport const db = globalThis.db ?? make();\n",
            ]), engines: ["postgresql"])
        let edits = try NodeUnit.plan(framework, unit)
        try expectSnapshot(NodeUnit.transcript(edits), named: "app-prisma")
        let found = framework.healthInCode(of: NodeUnit.applying(edits, to: unit))
        #expect(found.checks.keys.sorted() == ["shop-postgresql"])
    }
}
