import Testing

@testable import Workspace

/// Each kind on the layout that its own documentation shows.
@Suite struct WorkspaceKindTests {
    private func read(_ files: [String: String]) async -> Monorepo {
        await Monorepo.read(files: RepositoryFiles(files))
    }

    private func edges(_ monorepo: Monorepo) -> [String] {
        monorepo.dependencies.map {
            "\($0.from) -> \($0.to) \($0.kind.rawValue) \($0.place.path):\($0.place.line ?? 0)"
        }
    }

    @Test func `npm reads members in the order of its patterns and links ranges that a version satisfies`() async {
        let monorepo = await read([
            "package.json": #"{"name": "root", "workspaces": ["packages/*", "!packages/old"]}"#,
            "package-lock.json": "{}",
            "packages/a/package.json": """
            {
              "name": "@acme/a",
              "dependencies": {
                "b": "^1.0.0",
                "c": "^2.0.0",
                "d": "file:../d"
              },
              "devDependencies": {"root": "*"}
            }
            """,
            "packages/b/package.json": #"{"name": "b", "version": "1.4.0"}"#,
            "packages/c/package.json": #"{"name": "c", "version": "1.0.0"}"#,
            "packages/d/package.json": #"{"name": "d"}"#,
            "packages/old/package.json": #"{"name": "old", "version": "1.0.0"}"#,
            "packages/a/node_modules/x/package.json": #"{"name": "x"}"#,
        ])
        #expect(monorepo.workspaces == [WorkspaceDeclaration(kind: "npm", manifest: "package.json")])
        #expect(
            monorepo.packages.map(\.path) == [
                ".", "packages/a", "packages/b", "packages/c", "packages/d", "packages/old",
            ])
        #expect(monorepo.packages.first { $0.path == "packages/old" }?.claims.map(\.isMember) == [false])
        #expect(
            edges(monorepo) == [
                "packages/a -> . development packages/a/package.json:8",
                "packages/a -> packages/b production packages/a/package.json:4",
                "packages/a -> packages/d production packages/a/package.json:6",
            ])
    }

    @Test func `Yarn and Bun take the packages form, and the lock file tells whose workspace it is`() async {
        for (lock, kind) in [("yarn.lock", "yarn"), ("bun.lock", "bun")] {
            let monorepo = await read([
                "package.json": #"{"private": true, "workspaces": {"packages": ["apps/**"]}}"#, lock: "",
                "apps/deep/web/package.json": #"{"name": "web", "peerDependencies": {"ui": "workspace:^"}}"#,
                "apps/ui/package.json": #"{"name": "ui"}"#,
            ])
            #expect(monorepo.workspaces.map(\.kind) == [kind])
            #expect(monorepo.packages.map(\.path) == [".", "apps/deep/web", "apps/ui"])
            #expect(edges(monorepo) == ["apps/deep/web -> apps/ui peer apps/deep/web/package.json:1"])
        }
    }

    @Test func `pnpm links the workspace protocol, and plain ranges only where it is told to`() async {
        var files = [
            "pnpm-workspace.yaml": """
            packages:
              - "apps/*"
              - libs/**
              - "!**/test/**"
            catalog:
              c: ^1.0.0
            """,
            "package.json": #"{"name": "root", "packageManager": "pnpm@9.12.0"}"#,
            "apps/web/package.json":
                #"{"name": "web", "dependencies": {"a": "workspace:*", "b": "^1.0.0", "c": "catalog:", "x": "workspace:d@^1"}}"#,
            "libs/a/package.json": #"{"name": "a"}"#,
            "libs/b/package.json": #"{"name": "b", "version": "1.0.1"}"#,
            "libs/c/package.json": #"{"name": "c", "version": "1.0.1"}"#,
            "libs/d/package.json": #"{"name": "d", "version": "1.0.1"}"#,
            "libs/d/test/e/package.json": #"{"name": "e"}"#,
        ]
        let strict = await read(files)
        #expect(strict.workspaces == [WorkspaceDeclaration(kind: "pnpm", manifest: "pnpm-workspace.yaml")])
        let members = strict.packages.filter { $0.claims.contains { $0.isMember } }.map(\.path)
        #expect(members == [".", "apps/web", "libs/a", "libs/b", "libs/c", "libs/d"])
        #expect(strict.dependencies.map(\.to) == ["libs/a", "libs/d"])
        files[".npmrc"] = "link-workspace-packages = true\n"
        let linked = await read(files)
        #expect(linked.dependencies.map(\.to) == ["libs/a", "libs/b", "libs/c", "libs/d"])
    }

    @Test func `uv takes members and exclusions, and sources of the root count for members`() async {
        let monorepo = await read([
            "pyproject.toml": """
            [project]
            name = "Albatross"
            dependencies = ["bird-feeder", "tqdm>=4"]
            [tool.uv.sources]
            bird_feeder = { workspace = true }
            seeds = { path = "other/seeds" }
            [tool.uv.workspace]
            members = ["packages/*"]
            exclude = ["packages/old"]
            """,
            "packages/bird-feeder/pyproject.toml": """
            [project]
            name = "bird-feeder"
            dependencies = ["seeds>=1"]
            """,
            "packages/old/pyproject.toml": "[project]\nname = \"old\"",
            "other/seeds/pyproject.toml": "[project]\nname = \"seeds\"",
        ])
        #expect(monorepo.workspaces == [WorkspaceDeclaration(kind: "uv", manifest: "pyproject.toml")])
        #expect(
            edges(monorepo) == [
                ". -> packages/bird-feeder production pyproject.toml:3",
                "packages/bird-feeder -> other/seeds production packages/bird-feeder/pyproject.toml:3",
            ])
        let member = monorepo.packages.first { $0.path == "packages/bird-feeder" }
        #expect(member?.claims.map(\.kind) == ["uv"])
        #expect(monorepo.packages.map(\.path).contains("packages/old"))
    }

    @Test func `Poetry's path dependencies and editable requirements lead to folders`() async {
        let monorepo = await read([
            "api/pyproject.toml": """
            [tool.poetry]
            name = "api"
            [tool.poetry.dependencies]
            python = "^3.12"
            shared = { path = "../shared", develop = true }
            [tool.poetry.group.dev.dependencies]
            testing = { path = "../testing" }
            """,
            "shared/pyproject.toml": "[tool.poetry]\nname = \"shared\"",
            "testing/pyproject.toml": "[project]\nname = \"testing\"",
            "jobs/requirements.txt": "# local\n-e ../shared[extra]\nrequests==2.32.0\n",
            "jobs/main.py": "",
            "docs/requirements.txt": "sphinx",
        ])
        #expect(monorepo.packages.map(\.path) == ["api", "jobs", "shared", "testing"])
        #expect(
            edges(monorepo) == [
                "api -> shared production api/pyproject.toml:5", "api -> testing development api/pyproject.toml:7",
                "jobs -> shared production jobs/requirements.txt:2",
            ])
    }

    @Test func `go.work leads a requirement to the module it uses, go.mod only by a replacement`() async {
        let files = [
            "go.work": "go 1.23\n\nuse (\n\t./api\n\t./shared // ours\n)\n",
            "api/go.mod":
                "module example.com/shop/api\n\nrequire (\n\texample.com/shop/shared v0.0.0\n\tgolang.org/x/net v0.1.0 // indirect\n)\n",
            "shared/go.mod": "module example.com/shop/shared/v2\n",
            "other/go.mod":
                "module \"example.com/shop/other\"\nrequire example.com/shop/api v1.0.0\nreplace example.com/shop/api => ../api\n",
            "alone/go.mod": "module example.com/shop/alone\nrequire example.com/shop/api v1.0.0\n",
        ]
        var workspace = files
        workspace["shared/go.mod"] = "module example.com/shop/shared\n"
        let monorepo = await read(workspace)
        #expect(monorepo.workspaces == [WorkspaceDeclaration(kind: "go-work", manifest: "go.work")])
        #expect(
            edges(monorepo) == [
                "alone -> api implicit alone/go.mod:2", "api -> shared production api/go.mod:4",
                "other -> api production other/go.mod:2",
            ], "what is required by version alone is only implied")
        #expect(monorepo.packages.map(\.name) == ["alone", "api", "other", "shared"])
        let renamed = await read(files)
        #expect(renamed.packages.first { $0.path == "shared" }?.name == "shared")
        #expect(
            edges(renamed) == ["alone -> api implicit alone/go.mod:2", "other -> api production other/go.mod:2"])
    }

    @Test func `a Dockerfile beside code is a package only where no manifest holds it`() async {
        let monorepo = await read([
            "seed/Dockerfile": "FROM python:3", "seed/make.py": "", "proxy/Dockerfile": "FROM nginx",
            "web/package.json": #"{"name": "web"}"#, "web/docker/Dockerfile": "FROM node", "web/docker/run.js": "",
        ])
        #expect(monorepo.packages.map(\.path) == ["seed", "web"])
        #expect(monorepo.packages.first?.claims.first?.kind == "folder")
    }

    @Test func `one folder that several kinds claim is one package, and one broken file is one warning`() async {
        let monorepo = await read([
            "package.json": #"{"name": "tools", "workspaces": ["frontend", "broken"]}"#,
            "pyproject.toml": "[tool.uv.workspace]\nmembers = [\"backend\"]",
            "frontend/package.json": #"{"name": "frontend"}"#, "backend/pyproject.toml": "[project]\nname = \"app\"",
            "broken/package.json": "{\"name\": ",
        ])
        #expect(monorepo.packages.map(\.path) == [".", "backend", "frontend"])
        #expect(monorepo.packages.first?.claims.map(\.kind) == ["npm", "uv"])
        #expect(monorepo.diagnostics.map(\.severity) == [.warning])
        #expect(monorepo.diagnostics.first?.place?.path == "broken/package.json")
    }
}
