import Topology

@testable import Bundles
@testable import Workspace

/// A repository in memory, detected.
enum DeployRepository {
    /// A shop with a service on Coolify, one on Fly.io that uses a library, a site on Vercel, and a nested package.
    static let shop: [String: String] = [
        "package.json": #"{"name": "shop", "private": true, "workspaces": ["apps/*", "packages/*"]}"#,
        "package-lock.json": "{}\n",
        ".npmrc": "engine-strict=true\n",
        ".spec_system/state.json": """
        {"monorepo": true, "packages": [
          {"name": "api", "path": "apps/api", "type": "backend", "stack": "FastAPI"},
          {"name": "orders", "path": "apps/orders", "type": "backend", "stack": "Express"},
          {"name": "web", "path": "apps/web", "type": "frontend", "stack": "Next.js"},
          {"name": "shared", "path": "packages/shared", "type": "library", "stack": "JavaScript"},
          {"name": "money", "path": "packages/money", "type": "library", "stack": "JavaScript"}
        ]}
        """,
        "apps/api/pyproject.toml": "[project]\nname = \"api\"\ndependencies = [\"fastapi\"]\n",
        "apps/api/main.py": "from fastapi import FastAPI\napp = FastAPI()\n",
        "apps/api/coolify.json": "{\"name\": \"api\"}\n",
        "apps/orders/package.json": """
        {"name": "@shop/orders", "dependencies": {"@shop/shared": "*", "express": "4"}, "scripts": {"start": "node a.js"}}
        """,
        "apps/orders/a.js": "const app = require(\"express\")();\napp.listen(process.env.PORT);\n",
        "apps/orders/fly.toml": "app = \"shop-orders\"\n",
        "apps/web/package.json": """
        {"name": "@shop/web", "dependencies": {"@shop/shared": "*", "next": "14"},
         "devDependencies": {"@shop/settings": "*"}, "scripts": {"build": "next build"}}
        """,
        "apps/web/tsconfig.json": "{\n  // ours\n  \"extends\": \"../../tsconfig.base.json\"\n}\n",
        "apps/web/app/page.tsx": "export default () => null;\n",
        "apps/web/vercel.json": "{\n  \"framework\": \"nextjs\"\n}\n",
        "tsconfig.base.json": "{}\n",
        "packages/shared/package.json":
            #"{"name": "@shop/shared", "dependencies": {"@shop/money": "*"}, "main": "i.js"}"#,
        "packages/shared/i.js": "module.exports = require(\"@shop/money\");\n",
        "packages/money/package.json":
            #"{"name": "@shop/money", "main": "i.js", "devDependencies": {"@shop/settings": "*"}}"#,
        "packages/money/i.js": "module.exports = 1;\n",
        "packages/settings/package.json": #"{"name": "@shop/settings", "main": "i.js"}"#,
        "packages/settings/i.js": "module.exports = 2;\n",
    ]

    /// Detects a repository of these files.
    static func detect(_ files: [String: String]) async throws -> Detection {
        let root = RepositoryRoot(path: "/repository", git: nil)
        let monorepo = try await Monorepo.read(files: RepositoryFiles(files)).withSpecification()
        let surroundings = RunSurroundings(
            runner: ProcessToolRunner(), environment: [:], tools: ToolLocator(searchPath: ""),
            progress: SilentProgress())
        return try await Detection.run(RunRequest(root), on: monorepo, in: surroundings)
    }

    /// The trigger of one unit.
    static func trigger(of path: String, in files: [String: String]) async throws -> UnitTrigger? {
        let detection = try await detect(files)
        return detection.units.first { $0.path == path }.map { UnitTrigger(of: $0, in: detection.context) }
    }

    /// The files after some changes.
    static func applying(_ changes: ChangeSet, to files: [String: String]) -> [String: String] {
        var result = files
        for change in changes.changes { result[change.path] = change.new.map { String(decoding: $0, as: UTF8.self) } }
        return result
    }
}

/// Nobody hears about progress.
struct SilentProgress: ProgressSink {
    func update(unit: String, step: String) {}
    func finish(unit: String, outcome: String) {}
    func note(_ text: String) {}
}
