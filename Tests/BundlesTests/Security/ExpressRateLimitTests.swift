import Support
import Testing
import Topology
import Workspace

@testable import Bundles

@Suite struct ExpressRateLimitTests {
    private let framework: any KnownFramework = ExpressFramework()

    private static let module: [String: String] = [
        "package.json": NodeUnit.manifest(["express", "redis"], type: "module"),
        "server.js": """
        import express from "express";
        import { orders } from "./orders.js";

        const app = express();
        app.use(express.json());
        app.use("/orders", orders);
        app.listen(3000);

        """,
        "orders.js": """
        import { Router } from "express";
        export const orders = Router();
        orders.get("/", (request, response) => response.json([]));

        """,
        "cache.js": """
        import { createClient } from "redis";
        export const cache = createClient({ url: process.env.REDIS_URL });

        """,
    ]

    private func unit(_ files: [String: String]) -> DeployableUnit {
        NodeUnit.unit(NodeUnit.contents(files), engines: ["redis"])
    }

    private func plan(
        _ files: [String: String], _ way: NodeRateLimitFile.Way, client: ClientAddress = .header("Fly-Client-IP"),
        hasStore: Bool = false
    ) throws(Diagnostic) -> RateLimitEdits {
        try framework.planRateLimit(
            RateLimitShapes.need(unit(files), client: client, source: "Fly.io", hasStore: hasStore),
            approach: way.approach)
    }

    private func applying(_ edits: RateLimitEdits, to files: [String: String]) -> [String: String] {
        var result = files
        for change in edits.changes {
            result[RelativePath.relative(change.path, to: "apps/shop")] = change.new.map {
                String(decoding: $0, as: UTF8.self)
            }
        }
        return result
    }

    private func repair(_ files: [String: String], _ faults: Set<RateLimitFault>) throws -> [String: String] {
        let need = RateLimitShapes.need(unit(files), client: .forwardedFor(hops: 1), source: "Coolify")
        return applying(try #require(try framework.repairRateLimit(need, of: faults)), to: files)
    }

    @Test(arguments: NodeRateLimitFile.Way.allCases, [true, false])
    func `the limiter stands before the routes and counts where it should`(
        _ way: NodeRateLimitFile.Way, _ hasStore: Bool
    ) throws {
        let edits = try plan(Self.module, way, hasStore: hasStore)
        try expectSnapshot(
            RateLimitShapes.transcript(edits), named: way.rawValue + (hasStore ? "-shared" : ""))
    }

    @Test func `CommonJS and TypeScript have their own forms`() throws {
        var common = Self.module
        common["package.json"] = NodeUnit.manifest(["express"])
        common["server.js"] =
            "const express = require('express')\nconst app = express()\napp.get('/', h)\napp.listen(3000)\n"
        try expectSnapshot(
            RateLimitShapes.transcript(try plan(common, .own, client: .forwardedFor(hops: 1))), named: "common-js")
        var typed = Self.module
        typed["server.js"] = nil
        typed["server.ts"] = "import express from \"express\";\n\nconst app = express();\napp.listen(3000);\n"
        try expectSnapshot(RateLimitShapes.transcript(try plan(typed, .own, client: .socket)), named: "typescript")
    }

    @Test(arguments: NodeRateLimitFile.Way.allCases)
    func `what was added is found again with its limit and a route to ask`(_ way: NodeRateLimitFile.Way) throws {
        let after = applying(try plan(Self.module, way), to: Self.module)
        let code = try #require(framework.rateLimitInCode(of: unit(after)))
        #expect(code.provider == way.provider)
        #expect(code.policy == .standard)
        #expect(code.path == "/orders")
        #expect(code.suspects[.neverLimits] == nil)
    }

    @Test(arguments: [
        ("windowMs: 15 * 60 * 1000, limit: 100", 100, 900), ("windowMs: 60_000, max: 20", 20, 60),
        ("windowMs: WINDOW, limit: Number(process.env.LIMIT ?? 50)", 50, 10), ("", 5, 60),
    ])
    func `the options of the library say what the limit is`(_ options: String, _ count: Int, _ seconds: Int) throws {
        var files = Self.module
        files["server.js"] = """
            import express from "express";
            import { rateLimit } from "express-rate-limit";
            const WINDOW = 10 * 1000;
            const limiter = rateLimit({ \(options) });
            const app = express();
            app.use(limiter);
            app.listen(3000);

            """
        let code = try #require(framework.rateLimitInCode(of: unit(files)))
        #expect(code.provider == "express-rate-limit")
        #expect(code.policy == RateLimitPolicy(count: count, seconds: seconds))
    }

    @Test func `a limiter after the routes is suspected and put before them`() throws {
        var files = applying(try plan(Self.module, .own), to: Self.module)
        files["server.js"] = files["server.js"]?.replacing("app.use(rateLimit);\n", with: "")
            .replacing("app.use(\"/orders\", orders);\n", with: "app.use(\"/orders\", orders);\napp.use(rateLimit);\n")
        let code = try #require(framework.rateLimitInCode(of: unit(files)))
        #expect(code.suspects[.neverLimits]?.place == FilePlace("apps/shop/server.js", line: 8))
        let mended = try repair(files, [.neverLimits])
        let text = try #require(mended["server.js"])
        let limiter = try #require(text.firstRange(of: "app.use(rateLimit);"))
        let route = try #require(text.firstRange(of: "app.use(\"/orders\""))
        #expect(limiter.lowerBound < route.lowerBound)
    }

    @Test func `a limiter of a person gets the key of this platform and leaves the health path out`() throws {
        var files = Self.module
        files["server.js"] = """
            import express from "express";
            import rateLimit from "express-rate-limit";
            const app = express();
            app.use(rateLimit({ windowMs: 60000, limit: 30 }));
            app.listen(3000);

            """
        let mended = try repair(files, [.countsProxy, .limitsHealth])
        let text = try #require(mended["server.js"])
        #expect(text.contains("skip: (request) => [\"/health\", \"/health/live\"].includes(request.path),"))
        #expect(text.contains("request.get(\"X-Forwarded-For\")?.split(\",\").at(-1)?.trim()"))
    }
}
