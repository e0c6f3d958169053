import Support
import Testing
import Topology

@testable import Bundles
@testable import Workspace

/// The generated limiter, asked over HTTP with the Express that the system has. express-rate-limit itself is not to be
/// had everywhere: its place is taken by a module with the option names that it documents, which proves our side alone.
@Suite struct ExpressRateLimitRealTests {
    private static let systemModules = "/usr/share/nodejs"
    private static let node = "/usr/bin/node"
    private static let hasExpress =
        FileSystemAccess.information(node) != nil
        && FileSystemAccess.information(systemModules + "/express/package.json") != nil

    /// A server that asks itself: five times more than it may, as another client, with a forged header, for health.
    private static let server = """
        const express = require("express");
        const app = express();
        app.get("/items", (request, response) => response.json([]));
        app.get("/health", (request, response) => response.json({ status: "healthy" }));
        const ask = async (path, address) => {
          const url = `http://127.0.0.1:${listener.address().port}${path}`;
          const headers = { "X-Forwarded-For": address };
          const answer = await fetch(url, { headers });
          await answer.text();
          return `${answer.status} ${answer.headers.get("retry-after") === null ? "-" : "later"}`;
        };
        const listener = app.listen(0, "127.0.0.1", async () => {
          const seen = [];
          for (let count = 0; count < 6; count += 1) seen.push(await ask("/items", "198.51.100.1"));
          console.log(seen.join(", "));
          console.log(await ask("/items", "198.51.100.2"));
          console.log(await ask("/items", "203.0.113.9, 198.51.100.1"));
          console.log(await ask("/items", "2001:db8::1"));
          console.log(await ask("/health", "198.51.100.1"));
          listener.close();
          listener.closeAllConnections();
        });

        """

    private static let standIn = """
        module.exports.rateLimit = (options) => {
          const hits = new Map();
          return async (request, response, next) => {
            if (await options.skip(request, response)) return next();
            const key = await options.keyGenerator(request, response);
            hits.set(key, (hits.get(key) ?? 0) + 1);
            if (hits.get(key) <= options.limit) return next();
            if (!options.standardHeaders) throw new Error("no headers");
            response.status(429).set("Retry-After", String(options.windowMs / 1000)).send(options.message);
          };
        };

        """

    private func planned(_ way: NodeRateLimitFile.Way, limit: RateLimitPolicy) throws -> [String: String] {
        var files = [
            "package.json": "{\"main\": \"server.js\", \"dependencies\": {\"express\": \"4\"}}",
            "server.js": Self.server,
        ]
        let repository = RepositoryFiles(files)
        let manifests = ManifestStore(repository)
        let contents = PackageContents(
            path: ".", name: "shop", files: repository, claims: [], paths: repository.paths, dependencies: [:],
            manifests: manifests)
        let node = PackageNode(name: "shop", path: ".", type: .backend, deploysIndependently: true)
        let unit = DeployableUnit(package: node, contents: contents, components: [], isMonorepo: false)
        let need = RateLimitNeed(
            unit: unit, policy: limit, client: .forwardedFor(hops: 1), clientSource: "a proxy", exempt: ["/health"])
        for change in try ExpressFramework().planRateLimit(need, approach: way.approach).changes {
            files[change.path] = String(decoding: change.new ?? [], as: UTF8.self)
        }
        return files
    }

    private func run(in folder: String) async throws -> ToolResult {
        let command = ToolCommand(
            Self.node, ["server.js"], in: folder,
            environment: ["PATH": "/usr/bin:/bin", "NODE_PATH": Self.systemModules], timeLimit: .seconds(60))
        return try await ProcessToolRunner().run(command)
    }

    @Test(.enabled(if: hasExpress, "Node.js and Express are not installed"), arguments: NodeRateLimitFile.Way.allCases)
    func `the limit holds for each client, whatever it forges, and not for the health path`(
        _ way: NodeRateLimitFile.Way
    ) async throws {
        // A day, so that no window ends in between.
        var files = try planned(way, limit: RateLimitPolicy(count: 5, seconds: 86_400))
        files["node_modules/express-rate-limit/index.js"] = Self.standIn
        try await withTemporaryFolder { folder in
            try write(files, into: folder)
            let result = try await run(in: folder)
            #expect(
                result.output.split(separator: "\n") == [
                    "200 -, 200 -, 200 -, 200 -, 200 -, 429 later", "200 -", "429 later", "200 -", "200 -",
                ], "\(result.output)\(result.errors)")
        }
    }

    @Test(.enabled(if: hasExpress, "Node.js and Express are not installed"))
    func `a limit that cannot be read stops the start`() async throws {
        var files = try planned(.own, limit: .standard)
        files["rate-limit.js"] = files["rate-limit.js"]?.replacing("\"100/minute\"", with: "\"many\"")
        try await withTemporaryFolder { folder in
            try write(files, into: folder)
            let result = try await run(in: folder)
            #expect(!result.isSuccess)
            #expect(result.errors.contains("RATE_LIMIT must look like"))
        }
    }
}
