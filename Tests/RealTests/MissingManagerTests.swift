import Support
import Testing
import Workspace

@testable import Bundles

/// Package managers and interpreters that a machine lacks.
@Suite(.serialized, .timeLimit(.minutes(10))) struct MissingManagerTests {
    /// A package whose manager is not there.
    struct Case: Sendable, CustomTestStringConvertible {
        let manager: String
        let files: [String: String]
        /// How the program is fetched; `DIR` stands for its folder in the copy.
        let fetched: String
        /// How it is called then.
        let called: String
        /// What has to be in its environment.
        var variables: [String] = []
        var testDescription: String { manager }
    }

    private static let node = #"{"name": "web", "dependencies": {"express": "4"}}"#
    private static let python = "[project]\nname = \"api\"\nversion = \"1\"\nrequires-python = \">=3.9\"\n"
    private static func npm(_ package: String) -> String {
        "npm install --prefix DIR --no-save --no-audit --no-fund \(package)"
    }
    private static func pip(_ project: String) -> String {
        "pip install --disable-pip-version-check --quiet \(project)"
    }

    static let cases: [Case] = [
        Case(
            manager: "pnpm",
            files: [
                "apps/a/package.json": #"{"name": "web", "packageManager": "pnpm@9.12.0+sha512.0"}"#,
                "apps/a/pnpm-lock.yaml": "lockfileVersion: '9.0'\n",
            ], fetched: npm("pnpm@9.12.0"), called: "pnpm install --frozen-lockfile"),
        Case(
            manager: "pnpm",
            files: ["apps/a/package.json": node, "apps/a/pnpm-lock.yaml": "lockfileVersion: '6.0'\n"],
            fetched: npm("pnpm@8"), called: "pnpm install --frozen-lockfile"),
        Case(
            manager: "yarn", files: ["apps/a/package.json": node, "apps/a/yarn.lock": "# yarn lockfile v1\n"],
            fetched: npm("yarn@1"), called: "yarn install --frozen-lockfile"),
        Case(
            manager: "yarn",
            files: [
                "apps/a/package.json": #"{"name": "web", "packageManager": "yarn@4.5.0"}"#,
                "apps/a/yarn.lock": "__metadata:\n  version: 8\n",
            ], fetched: npm("@yarnpkg/cli-dist@4.5.0"), called: "yarn install --immutable"),
        Case(
            manager: "bun", files: ["apps/a/package.json": node, "apps/a/bun.lock": "{}\n"], fetched: npm("bun"),
            called: "bun install --frozen-lockfile"),
        Case(
            manager: "uv", files: ["apps/a/pyproject.toml": python, "apps/a/uv.lock": "version = 1\n"],
            fetched: pip("uv"), called: "uv sync --frozen"),
        Case(
            manager: "poetry", files: ["apps/a/pyproject.toml": python, "apps/a/poetry.lock": ""],
            fetched: pip("poetry"), called: "poetry install --no-interaction --only main --no-root",
            variables: ["POETRY_VIRTUALENVS_IN_PROJECT='true'"]),
        Case(
            manager: "pdm", files: ["apps/a/pyproject.toml": python, "apps/a/pdm.lock": ""], fetched: pip("pdm"),
            called: "pdm sync --prod", variables: ["PDM_IGNORE_ACTIVE_VENV='true'", "PDM_VENV_IN_PROJECT='true'"]),
        Case(
            manager: "pipenv",
            files: ["apps/a/Pipfile": "[packages]\nfastapi = \"*\"\n", "apps/a/Pipfile.lock": "{}\n"],
            fetched: pip("pipenv"), called: "pipenv install --deploy", variables: ["PIPENV_VENV_IN_PROJECT='1'"]),
    ]

    @Test(arguments: cases)
    func `a missing manager is fetched into the copy once, in the version that is named, and called in its frozen form`(
        given: Case
    ) async throws {
        try await withTemporaryFolder { folder in
            let programs = try StandInPrograms(in: folder)
            try programs.addNpm()
            try programs.addPython("3.11.2")
            let files = given.files.merging(["apps/a/app.py": "x = 1\n"]) { own, _ in own }
            try await InstallationGround.with(files, package: "apps/a", searchPath: programs.folder, in: folder) {
                ground in
                let before = try FileSystemAccess.list(programs.folder)
                #expect(await ground.install() == nil)
                let log = try text("\(folder)/log").split(separator: "\n").map(String.init)
                let directory = "\(ground.copy.path)/tools/\(given.manager)"
                #expect(log.contains(given.fetched.replacing("DIR", with: directory)), "\(log)")
                #expect(log.contains(given.called), "\(log)")
                let variables = try text("\(folder)/log.variables")
                for variable in given.variables { #expect(variables.contains(variable), "\(variable)") }
                // Nothing of the user's was touched.
                #expect(try FileSystemAccess.list(programs.folder) == before)
                #expect(try FileSystemAccess.list("\(folder)/home").isEmpty)
            }
        }
    }

    @Test(arguments: cases)
    func `one that is not to be had is named with what installs it`(given: Case) async throws {
        try await withTemporaryFolder { folder in
            let programs = try StandInPrograms(in: folder)
            let unreached = "echo 'getaddrinfo ENOTFOUND registry.example' >&2; exit 1\n"
            try programs.add("npm", unreached)
            try programs.add("python3", "[ \"$*\" = --version ] && { echo Python 3.11.2; exit; }\n" + unreached)
            try await InstallationGround.with(
                given.files.merging(["apps/a/app.py": "x = 1\n"]) { own, _ in own }, package: "apps/a",
                searchPath: programs.folder, in: folder
            ) { ground in
                let check = try #require(await ground.install())
                #expect(check.verdict == .notRun(.needsTool), "\(check)")
                let package = given.fetched.split(separator: " ").last.map(String.init) ?? ""
                let line = given.fetched.hasPrefix("npm") ? "npm install --global \(package)" : "pip install \(package)"
                #expect(check.observed.contains("`\(given.manager)` is not installed"), "\(check)")
                #expect(check.observed.contains(line), "\(check)")
                #expect(check.observed.contains("ENOTFOUND"), "\(check)")
            }
        }
    }

    @Test func `without npm itself the manager and npm are named`() async throws {
        try await withTemporaryFolder { folder in
            let programs = try StandInPrograms(in: folder)
            try await InstallationGround.with(
                Self.cases[0].files, package: "apps/a", searchPath: programs.folder, in: folder
            ) { ground in
                let check = try #require(await ground.install())
                #expect(check.verdict == .notRun(.needsTool), "\(check)")
                #expect(check.observed.contains("npm install --global pnpm@9.12.0, which needs `npm`"), "\(check)")
            }
        }
    }

    @Test(arguments: ["poetry.lock", "pdm.lock"])
    func `a version of Python that no interpreter has is named with its place`(lock: String) async throws {
        try await withTemporaryFolder { folder in
            let programs = try StandInPrograms(in: folder)
            try programs.addPython("3.11.2")
            let files = [
                "apps/a/pyproject.toml": Self.python, "apps/a/\(lock)": "", "apps/a/app.py": "x = 1\n",
                ".python-version": "# the newest\n3.14\n",
            ]
            try await InstallationGround.with(files, package: "apps/a", searchPath: programs.folder, in: folder) {
                ground in
                let check = try #require(await ground.install())
                #expect(check.verdict == .notRun(.needsTool), "\(check)")
                #expect(
                    check.observed == "no Python 3.14 is installed, which .python-version:2 names; install Python 3.14",
                    "\(check)")
            }
        }
    }

    @Test func `uv may fetch a version into the copy, and where it cannot the version is what is missing`() async throws
    {
        try await withTemporaryFolder { folder in
            let programs = try StandInPrograms(in: folder)
            try programs.add("uv", "echo 'error: cause: dns error' >&2; exit 2\n")
            let files = [
                "apps/a/pyproject.toml": Self.python.replacing("3.9", with: "3.14"), "apps/a/uv.lock": "version = 1\n",
                "apps/a/app.py": "x = 1\n",
            ]
            try await InstallationGround.with(files, package: "apps/a", searchPath: programs.folder, in: folder) {
                ground in
                let check = try #require(await ground.install())
                #expect(check.verdict == .notRun(.needsTool), "\(check)")
                #expect(
                    check.observed.contains("no Python >=3.14 is installed, which apps/a/pyproject.toml:4"), "\(check)")
                #expect(check.observed.contains("dns error"), "\(check)")
                let log = try text("\(folder)/log").split(separator: "\n")
                #expect(log == ["uv python find --no-python-downloads --no-project >=3.14", "uv sync --frozen"])
                let variables = try text("\(folder)/log.variables")
                #expect(variables.contains("UV_PYTHON_INSTALL_DIR='\(ground.copy.path)/tools/interpreters'"))
            }
        }
    }

    @Test func `pip gets the interpreter that fits`() async throws {
        try await withTemporaryFolder { folder in
            let programs = try StandInPrograms(in: folder)
            try programs.addPython("3.9.2")
            try programs.addPython("3.12.4", as: "python3.12")
            let files = [
                "apps/a/pyproject.toml": Self.python.replacing("3.9", with: "3.11"), "apps/a/app.py": "x = 1\n",
                "apps/a/requirements.txt": "fastapi\n",
            ]
            try await InstallationGround.with(files, package: "apps/a", searchPath: programs.folder, in: folder) {
                ground in
                #expect(await ground.install() == nil)
                let log = try text("\(folder)/log")
                #expect(log.contains("python3.12 -m venv .venv"), "\(log)")
            }
        }
    }

    @Test(.components("python3")) func `an installation that fails changes no code`() async throws {
        try await withTemporaryFolder { folder in
            let run = FixtureRun(root: "\(folder)/notes")
            try write(
                [
                    "main.py": """
                    from fastapi import FastAPI

                    app = FastAPI()


                    @app.get("/health")
                    async def health() -> dict[str, str]:
                        return {"status": "healthy"}

                    """,
                    "requirements.txt": "fastapi\nuvicorn\nno-such-package-anywhere-at-all==99.0\n",
                ], into: run.root)
            try await run.tool("git", ["init", "--quiet", "--initial-branch", "main"])
            try await run.commit("Start")
            let before = try await run.tree()
            let done = try await run.program("run", "--bundle", "health")
            #expect(done.status == .exited(1), "\(done.output)\(done.errors)")
            #expect(done.output.contains("Failed: install"), "\(done.output)")
            #expect(done.output.contains("no-such-package-anywhere-at-all"), "\(done.output)")
            #expect(!done.output.contains("repaired"), "\(done.output)")
            #expect(try await run.tree() == before)
        }
    }

    // MARK: - For real

    private static let debian = "/usr/bin:/bin"
    private static func hasPythonWithout(_ program: String) -> Bool {
        let tools = ToolLocator(searchPath: debian)
        return tools.path(of: "python3") != nil && tools.path(of: program) == nil
    }

    @Test(.enabled("needs python3 in /usr/bin and no uv there") { hasPythonWithout("uv") })
    func `uv is fetched for real, and installs`() async throws {
        try await withTemporaryFolder { folder in
            let files = [
                "apps/a/pyproject.toml": Self.python + "dependencies = [\"idna\"]\n[tool.uv]\npackage = false\n",
                "apps/a/app.py": "x = 1\n",
            ]
            try await InstallationGround.with(files, package: "apps/a", searchPath: Self.debian, in: folder) { ground in
                let check = await ground.install()
                #expect(check == nil, "\(String(describing: check))")
                let asked = try await ground.run(".venv/bin/python", ["-c", "import idna"])
                #expect(asked.isSuccess, "\(asked.errors)")
                #expect(FileSystemAccess.isThere("\(ground.copy.path)/tools/uv/bin/uv"))
                let changes = try await ground.add("anyio")
                #expect(changes.map(\.path) == ["apps/a/pyproject.toml", "apps/a/uv.lock"])
            }
        }
    }

    @Test(.enabled("needs python3 in /usr/bin and no pipenv there") { hasPythonWithout("pipenv") })
    func `pipenv is fetched for real, installs, and adds with a lock that its frozen installation takes`() async throws
    {
        try await withTemporaryFolder { folder in
            let source = "[[source]]\nurl = \"https://pypi.org/simple\"\nverify_ssl = true\nname = \"pypi\"\n\n"
            var files = [
                "apps/a/Pipfile": source + "[packages]\nidna = \"*\"\n", "apps/a/app.py": "x = 1\n",
            ]
            try await InstallationGround.with(files, package: "apps/a", searchPath: Self.debian, in: folder) { ground in
                let check = await ground.install()
                #expect(check == nil, "\(String(describing: check))")
                let asked = try await ground.run(".venv/bin/python", ["-c", "import idna"])
                #expect(asked.isSuccess, "\(asked.errors)")
                for change in try await ground.add("sniffio") {
                    files[change.path] = String(decoding: change.new ?? [], as: UTF8.self)
                }
            }
            #expect(files["apps/a/Pipfile.lock"]?.contains("\"sniffio\"") == true)
            #expect(files["apps/a/Pipfile"]?.contains("sniffio") == true)
            let again = "\(folder)/again"
            try await InstallationGround.with(files, package: "apps/a", searchPath: Self.debian, in: again) { ground in
                let check = await ground.install()
                #expect(check == nil, "\(String(describing: check))")
                let asked = try await ground.run(".venv/bin/python", ["-c", "import idna, sniffio"])
                #expect(asked.isSuccess, "\(asked.errors)")
            }
        }
    }

    private func text(_ path: String) throws -> String {
        String(decoding: try FileSystemAccess.read(path), as: UTF8.self)
    }
}
