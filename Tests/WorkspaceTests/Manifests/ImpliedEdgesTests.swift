import Testing

@testable import Workspace

@Suite struct ImpliedEdgesTests {
    private func edges(_ files: [String: String]) async -> [String] {
        await Monorepo.read(files: RepositoryFiles(files)).dependencies.map {
            "\($0.from) -> \($0.to) \($0.kind.rawValue) \($0.place.path):\($0.place.line ?? 0)"
        }
    }

    @Test func `project references and aliases of a package lead to others, those of the root to none`() async {
        let found = await edges([
            "package.json": #"{"name": "root", "workspaces": ["*"]}"#,
            "tsconfig.json": #"{"references": [{"path": "a"}]}"#,
            "a/package.json": #"{"name": "a"}"#, "b/package.json": #"{"name": "b"}"#,
            "c/package.json": #"{"name": "c"}"#,
            "a/tsconfig.json": """
            {
              "references": [{"path": "../b/tsconfig.json"}], // other
              "compilerOptions": {"paths": {
                "c/*": ["../c/src/*"], "own": ["./src"], "b": ["../b/src"]
              }}
            }
            """,
        ])
        #expect(found == ["a -> b implicit a/tsconfig.json:2", "a -> c implicit a/tsconfig.json:4"])
    }

    @Test func `a declared edge is not implied again`() async {
        let found = await edges([
            "package.json": #"{"name": "root", "workspaces": ["*"]}"#,
            "a/package.json": #"{"name": "a", "dependencies": {"b": "*"}}"#, "b/package.json": #"{"name": "b"}"#,
            "a/tsconfig.json": #"{"references": [{"path": "../b"}]}"#,
        ])
        #expect(found == ["a -> b production a/package.json:1"])
    }

    @Test func `a Dockerfile that copies a sibling's folder needs it, one that copies its manifest does not`() async {
        let found = await edges([
            "api/Dockerfile": "FROM x\nCOPY shared/package.json shared/\nCOPY --from=build /out lib\nCOPY lib ./lib\n",
            "api/package.json": #"{"name": "api"}"#, "shared/package.json": #"{"name": "shared"}"#,
            "lib/package.json": #"{"name": "lib"}"#, "lib/index.js": "",
        ])
        #expect(found == ["api -> lib implicit api/Dockerfile:4"])
    }

    @Test func `compose services that wait for others, and contexts that are added`() async {
        let found = await edges([
            "compose.yaml": """
            services:
              web:
                build:
                  context: ./web
                  additional_contexts:
                    shared: ./shared
                depends_on:
                  - api
                  - db
              api:
                build: api
              db:
                image: postgres
            """,
            "web/package.json": #"{"name": "web"}"#, "api/package.json": #"{"name": "api"}"#,
            "shared/package.json": #"{"name": "shared"}"#,
        ])
        #expect(found == ["web -> api implicit compose.yaml:8", "web -> shared implicit compose.yaml:6"])
    }

    @Test func `a module of the repository that is required by version is implied`() async {
        let found = await edges([
            "a/go.mod": "module example.com/a\nrequire example.com/b v1.0.0\n", "b/go.mod": "module example.com/b\n",
        ])
        #expect(found == ["a -> b implicit a/go.mod:2"])
    }

    @Test func `Python code that imports a sibling's package needs it`() async {
        let found = await edges([
            "api/pyproject.toml": "[project]\nname = \"api\"\n",
            "api/main.py": "import os\nfrom billing.rates import x\n",
            "api/tests/__init__.py": "", "billing/pyproject.toml": "[project]\nname = \"billing\"\n",
            "billing/billing/__init__.py": "import os\n", "billing/tests/__init__.py": "import tests\n",
        ])
        #expect(found == ["api -> billing implicit api/main.py:2"])
    }
}
