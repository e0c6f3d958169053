import Support
import Testing
import Topology

@testable import Bundles
@testable import Workspace

/// The generated endpoint, checked by Node.js and asked over HTTP, with the Express that the system has.
@Suite struct ExpressHealthRealTests {
    private static let systemModules = "/usr/share/nodejs"
    static let node = "/usr/bin/node"
    static let hasExpress =
        FileSystemAccess.information(node) != nil
        && FileSystemAccess.information(systemModules + "/express/package.json") != nil
    static let hasCompiler = FileSystemAccess.information("/usr/bin/tsc") != nil

    /// A server that asks itself while its parts fail one after the other.
    private let server = """
        const express = require("express");
        const { pool } = require("./database");
        const { cache } = require("./cache");

        const app = express();
        app.use((request, response) => response.status(401).end());
        const ask = async (path, method = "GET") => {
          const answer = await fetch(`http://127.0.0.1:${listener.address().port}${path}`, { method });
          const text = (await answer.text()).replace(/"timestamp":"[^"]*"/, "");
          console.log(`${method} ${path} ${answer.status} ${answer.headers.get("cache-control")} ${text}`);
        };
        const listener = app.listen(0, "127.0.0.1", async () => {
          await ask("/health");
          cache.state = "hangs";
          await ask("/health");
          pool.state = "down";
          await ask("/health");
          await ask("/health/live");
          await ask("/health", "HEAD");
          pool.state = cache.state = "up";
          await ask("/health");
          await ask("/other");
          listener.close();
          listener.closeAllConnections();
        });

        """

    private func client(_ name: String, _ method: String) -> String {
        """
        const \(name) = { state: "up", on() {} };
        \(name).\(method) = async () => {
          if (\(name).state === "hangs") return new Promise(() => {});
          if (\(name).state === "down") throw new Error("connect ECONNREFUSED with a secret");
          return [];
        };
        module.exports = { \(name) };

        """
    }

    private func unit(_ files: [String: String], engines: [String]) -> DeployableUnit {
        let repository = RepositoryFiles(files)
        let manifests = ManifestStore(repository)
        let dependencies = (manifests.nodeManifest(in: ".")?.dependencies ?? []).map {
            DeclaredDependency(name: $0.name, requirement: $0.requirement, kind: $0.kind, place: $0.place)
        }
        let contents = PackageContents(
            path: ".", name: "shop", files: repository, claims: [], paths: repository.paths,
            dependencies: [.node: dependencies], manifests: manifests)
        let components = engines.map {
            SharedComponent(id: "shop-\($0)", kind: $0 == "redis" ? .cache : .database, engine: $0, usedBy: ["."])
        }
        let node = PackageNode(name: "shop", path: ".", type: .backend, deploysIndependently: true)
        return DeployableUnit(package: node, contents: contents, components: components, isMonorepo: false)
    }

    /// The files after the plan of the first approach that fits.
    private func planned(_ files: [String: String], engines: [String]) throws -> [String: String] {
        let unit = unit(files, engines: engines)
        let framework = ExpressFramework()
        let request = HealthRequest(
            unit: unit, existing: framework.healthInCode(of: unit), components: HealthComponents.of(unit),
            approach: ExpressHealthPlan.existing)
        var result = files
        for change in try framework.planHealth(request).changes {
            result[change.path] = String(decoding: change.new ?? [], as: UTF8.self)
        }
        return result
    }

    private func run(_ program: String, _ arguments: [String], in folder: String) async throws -> ToolResult {
        let command = ToolCommand(
            program, arguments, in: folder,
            environment: ["PATH": "/usr/bin:/bin", "NODE_PATH": Self.systemModules], timeLimit: .seconds(60))
        return try await ProcessToolRunner().run(command)
    }

    @Test(.enabled(if: hasExpress, "Node.js and Express are not installed"))
    func `the endpoint says which part is down, in time, and stands before what refuses requests`() async throws {
        var files = try planned(
            [
                "package.json":
                    "{\"main\": \"server.js\", \"dependencies\": {\"express\": \"4\", \"pg\": \"8\", \"ioredis\": \"5\"}}",
                "server.js": server,
                "database.js":
                    "const { Pool } = require('pg');\nconst pool = new Pool();\nmodule.exports = { pool };\n",
                "cache.js":
                    "const Redis = require('ioredis');\nconst cache = new Redis();\nmodule.exports = { cache };\n",
            ], engines: ["postgresql", "redis"])
        // The drivers need servers; these clients have the same methods and fail when they are told to.
        files["database.js"] = client("pool", "query")
        files["cache.js"] = client("cache", "ping")
        try await withTemporaryFolder { folder in
            try write(files, into: folder)
            let result = try await run(Self.node, ["server.js"], in: folder)
            let lines = result.output.split(separator: "\n").map(String.init)
            #expect(
                lines == [
                    "GET /health 200 no-store {\"status\":\"healthy\",\"database\":\"ok\",\"cache\":\"ok\",}",
                    "GET /health 200 no-store {\"status\":\"degraded\",\"database\":\"ok\",\"cache\":\"down\",}",
                    "GET /health 503 no-store {\"status\":\"unhealthy\",\"database\":\"down\",\"cache\":\"down\",}",
                    "GET /health/live 200 no-store {\"status\":\"healthy\",}", "HEAD /health 503 no-store ",
                    "GET /health 200 no-store {\"status\":\"healthy\",\"database\":\"ok\",\"cache\":\"ok\",}",
                    "GET /other 401 null ",
                ], "\(result.errors)")
        }
    }

    @Test(.enabled(if: hasExpress, "Node.js is not installed"), arguments: ["module", "commonjs"])
    func `Node.js accepts what was written and what was edited`(_ kind: String) async throws {
        let isModule = kind == "module"
        let load = isModule ? "import express from 'express'" : "const express = require('express')"
        let pool = isModule ? "import pg from 'pg'" : "const pg = require('pg')"
        let files = try planned(
            [
                "package.json":
                    "{\"type\": \"\(kind)\", \"main\": \"server.js\", \"dependencies\": {\"express\": \"4\", \"pg\": \"8\"}}",
                "server.js": "\(load)\n\(pool)\nconst app = express()\nconst pool = new pg.Pool()\napp.listen(3000)\n",
            ], engines: ["postgresql"])
        try await withTemporaryFolder { folder in
            try write(files, into: folder)
            for file in ["server.js", "health.js"] {
                let result = try await run(Self.node, ["--check", file], in: folder)
                #expect(result.isSuccess, "\(file): \(result.errors)")
            }
        }
    }

    @Test(.enabled(if: hasCompiler && hasExpress, "the TypeScript compiler is not installed"))
    func `the strict TypeScript compiler accepts what was written`() async throws {
        var files = try planned(
            [
                "package.json": "{\"main\": \"server.ts\", \"dependencies\": {\"express\": \"4\", \"pg\": \"8\"}}",
                "server.ts":
                    "import express, { Express } from 'express';\nimport { Pool } from 'pg';\n\nconst app: Express = express();\nconst pool = new Pool();\napp.listen(3000);\n",
            ], engines: ["postgresql"])
        // Only as much of the types as the files touch; the published ones are not on this machine.
        files["types.d.ts"] = """
            declare const process: { env: Record<string, string | undefined> };
            declare const console: { error(...values: unknown[]): void };
            declare module "node:timers/promises" {
              export function setTimeout<T>(delay: number, value: T, options: { ref: boolean }): Promise<T>;
            }
            declare module "pg" {
              export class Pool {
                query(text: string): Promise<unknown>;
                on(event: "error", listener: (error: Error) => void): this;
              }
            }
            declare module "express" {
              export interface Request { path: string }
              export interface Response {
                status(code: number): this;
                set(name: string, value: string): this;
                json(body: unknown): this;
              }
              export interface Router {
                get(path: string, handler: (request: Request, response: Response) => void): this;
              }
              export function Router(): Router;
              export interface Express { use(router: Router): this; listen(port: number): void }
              export default function express(): Express;
            }
            """
        try await withTemporaryFolder { folder in
            try write(files, into: folder)
            let result = try await run(
                "/usr/bin/tsc",
                [
                    "--noEmit", "--strict", "--target", "es2020", "--lib", "es2020", "--module", "commonjs",
                    "--noUnusedLocals", "--noUncheckedIndexedAccess", "--noImplicitReturns",
                    "--noPropertyAccessFromIndexSignature", "server.ts", "types.d.ts",
                ], in: folder)
            #expect(result.isSuccess, "\(result.output)\(result.errors)")
        }
    }
}
