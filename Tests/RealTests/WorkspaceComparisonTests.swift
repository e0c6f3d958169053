import Support
import Testing

@testable import Workspace

/// Workspaces as the real tools see them, held against what is read from the same files.
@Suite struct WorkspaceComparisonTests {
    private let runner = ProcessToolRunner()

    /// Whether a program is installed.
    private static func has(_ program: String) -> Bool {
        let path = UserEnvironment.current["PATH"] ?? UserEnvironment.defaultSearchPath
        return ToolLocator(searchPath: path).path(of: program) != nil
    }

    /// The output of a program in a folder.
    private func output(_ program: String, _ arguments: [String], in folder: String) async throws -> [UInt8] {
        let path = UserEnvironment.current["PATH"] ?? UserEnvironment.defaultSearchPath
        let variables = [
            "PATH": path, "HOME": UserEnvironment.current["HOME"] ?? folder, "GOFLAGS": "-mod=mod",
            "GOTOOLCHAIN": "local",
            "GIT_CONFIG_NOSYSTEM": "1",
        ]
        let result = try await runner.run(
            ToolCommand(program, arguments, in: folder, environment: variables))
        try #require(result.isSuccess, "\(program): \(result.errors)")
        return result.standardOutput
    }

    private func tree(_ files: [String: String]) throws -> TemporaryTree {
        let tree = try TemporaryTree()
        for (path, text) in files { try tree.write(path, text) }
        return tree
    }

    private func read(_ tree: TemporaryTree) async throws -> Monorepo {
        try await Monorepo.read(root: tree.path, runner: runner)
    }

    private func members(_ kind: String, _ monorepo: Monorepo) -> [String] {
        monorepo.packages.filter { package in package.claims.contains { $0.kind == kind && $0.isMember } }.map(\.path)
    }

    private func relative(_ path: String, _ tree: TemporaryTree) -> String {
        path == tree.path ? "." : String(path.dropFirst(tree.path.utf8.count + 1))
    }

    @Test(.enabled(if: has("npm"))) func `npm names the same workspaces`() async throws {
        let tree = try tree([
            "package.json": #"{"name": "root", "workspaces": ["apps/*", "!apps/old", "libs/**", "tools/{a,b}"]}"#,
            "apps/web/package.json": #"{"name": "web", "version": "1.0.0"}"#,
            "apps/old/package.json": #"{"name": "old", "version": "1.0.0"}"#,
            "apps/none/readme": "", "libs/a/package.json": #"{"name": "liba", "version": "1.0.0"}"#,
            "libs/deep/er/package.json": #"{"name": "deeper", "version": "1.0.0"}"#,
            "tools/a/package.json": #"{"name": "toola", "version": "1.0.0"}"#,
            "tools/c/package.json": #"{"name": "toolc", "version": "1.0.0"}"#,
        ])
        let answer = try await output("npm", ["pkg", "get", "name", "--workspaces"], in: tree.path)
        let document = try JSONParser.parse(answer, path: "npm")
        let monorepo = try await read(tree)
        let own = monorepo.packages.filter { package in
            package.path != "." && package.claims.contains { $0.kind == "npm" && $0.isMember }
        }
        #expect(own.map(\.name).sorted() == document.root.members.map(\.key).sorted())
    }

    @Test(.enabled(if: has("cargo"))) func `Cargo names the same members and path dependencies`() async throws {
        let crate = { (name: String, rest: String) in
            "[package]\nname = \"\(name)\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\(rest)"
        }
        let tree = try tree([
            "Cargo.toml": """
            [workspace]
            resolver = "2"
            members = ["crates/*", "tools/one"]
            exclude = ["crates/old"]
            [workspace.dependencies]
            shared = { path = "crates/shared" }
            """,
            "crates/api/Cargo.toml": crate(
                "api", "[dependencies]\nshared.workspace = true\nhidden = { path = \"../../hidden\" }\n"),
            "crates/shared/Cargo.toml": crate("shared", ""), "crates/old/Cargo.toml": crate("old", ""),
            "hidden/Cargo.toml": crate("hidden", "[dev-dependencies]\nshared = { path = \"../crates/shared\" }\n"),
            "tools/one/Cargo.toml": crate("one", "[build-dependencies]\nshared = { workspace = true }\n"),
            "crates/api/src/lib.rs": "", "crates/shared/src/lib.rs": "", "crates/old/src/lib.rs": "",
            "hidden/src/lib.rs": "", "tools/one/src/lib.rs": "",
        ])
        let arguments = ["metadata", "--no-deps", "--offline", "--format-version", "1"]
        let answer = try await output("cargo", arguments, in: tree.path)
        let packages = try JSONParser.parse(answer, path: "cargo").root["packages"]?.elements ?? []
        var folders: [String] = []
        var edges: Set<String> = []
        for package in packages {
            let folder = relative(
                RelativePath.folder(of: package["manifest_path"]?.string ?? ""), tree)
            folders.append(folder)
            for dependency in package["dependencies"]?.elements ?? [] {
                guard let path = dependency["path"]?.string else { continue }
                edges.insert("\(folder) -> \(relative(path, tree)) \(dependency["kind"]?.string ?? "normal")")
            }
        }
        let monorepo = try await read(tree)
        #expect(members("cargo", monorepo) == folders.sorted())
        let words: [DependencyKind: String] = [.production: "normal", .development: "dev", .build: "build"]
        let own = monorepo.dependencies.map { "\($0.from) -> \($0.to) \(words[$0.kind] ?? $0.kind.rawValue)" }
        #expect(Set(own) == edges)
    }

    @Test(.enabled(if: has("go"))) func `Go names the same modules of a workspace`() async throws {
        let tree = try tree([
            "go.work": "go 1.21\n\nuse (\n\t./api\n\t./libs/log\n)\n",
            "api/go.mod": "module example.com/api\n\ngo 1.21\n\nrequire example.com/log v0.0.0\n",
            "libs/log/go.mod": "module example.com/log\n\ngo 1.21\n",
            "other/go.mod": "module example.com/other\n\ngo 1.21\n",
        ])
        let answer = try await output("go", ["work", "edit", "-json"], in: tree.path)
        let uses = try JSONParser.parse(answer, path: "go").root["Use"]?.elements ?? []
        let folders = uses.compactMap { $0["DiskPath"]?.string }.compactMap { RelativePath.normal($0) }
        #expect(members("go-work", try await read(tree)) == folders.sorted())
    }

    @Test(.enabled(if: has("uv"))) func `uv names the same members of a workspace`() async throws {
        let project = { (name: String) in
            "[project]\nname = \"\(name)\"\nversion = \"0.1.0\"\nrequires-python = \">=3.9\"\n"
        }
        let tree = try tree([
            "pyproject.toml": project("root")
                + "[tool.uv.workspace]\nmembers = [\"packages/*\"]\nexclude = [\"packages/old\"]\n",
            "packages/core/pyproject.toml": project("core"), "packages/old/pyproject.toml": project("old"),
        ])
        let answer = try await output("uv", ["workspace", "list", "--paths"], in: tree.path)
        let folders = String(decoding: answer, as: UTF8.self).split(whereSeparator: \.isNewline).map {
            relative(String($0), tree)
        }
        #expect(members("uv", try await read(tree)) == folders.sorted())
    }

    @Test(.enabled(if: has("mvn"))) func `Maven builds the same modules, each after those that it needs`() async throws
    {
        let model = { (text: String) in "<project><modelVersion>4.0.0</modelVersion>\(text)</project>" }
        let child = { (parent: String, name: String, rest: String) in
            model(
                "<parent><groupId>org.example</groupId><artifactId>\(parent)</artifactId><version>1</version></parent>"
                    + "<artifactId>\(name)</artifactId><packaging>pom</packaging>\(rest)")
        }
        let need = { (name: String) in
            "<dependencies><dependency><groupId>${project.groupId}</groupId><artifactId>\(name)</artifactId>"
                + "<version>${project.version}</version><type>pom</type></dependency></dependencies>"
        }
        let tree = try tree([
            "pom.xml": model(
                "<groupId>org.example</groupId><artifactId>root</artifactId><version>1</version>"
                    + "<packaging>pom</packaging><modules><module>app</module><module>libs</module></modules>"
                    + "<profiles><profile><id>more</id><modules><module>extra</module></modules></profile></profiles>"),
            "app/pom.xml": child("root", "app", need("core")),
            "libs/pom.xml": child(
                "root", "libs", "<modules><module>core</module><module>log/pom.xml</module></modules>"),
            "libs/core/pom.xml": child("libs", "core", need("log")), "libs/log/pom.xml": child("libs", "log", ""),
            "extra/pom.xml": child("root", "extra", need("app")), "unlisted/pom.xml": child("root", "unlisted", ""),
        ])
        let answer = try await output("mvn", ["-o", "-B", "-P", "more", "validate"], in: tree.path)
        let order = String(decoding: answer, as: UTF8.self).split(separator: "\n").compactMap { line in
            line.hasPrefix("[INFO] Building ") ? line.split(separator: " ").dropFirst(2).first.map(String.init) : nil
        }
        let monorepo = try await read(tree)
        let own = monorepo.packages.filter { package in
            package.claims.contains { $0.kind == "maven" && ($0.isMember || package.path == ".") }
        }
        #expect(own.map(\.name).sorted() == order.sorted())
        let names = Dictionary(uniqueKeysWithValues: monorepo.packages.map { ($0.path, $0.name) })
        let places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
        let edges = monorepo.dependencies.map { (names[$0.from] ?? "", names[$0.to] ?? "") }
        #expect(edges.contains { $0 == ("app", "core") } && edges.contains { $0 == ("core", "log") })
        for (from, to) in edges where places[from] != nil {
            #expect((places[to] ?? .max) < (places[from] ?? 0), "\(to) before \(from)")
        }
    }

    @Test(.enabled(if: has("git"))) func `Git lists the same files`() async throws {
        let tree = try tree([
            ".gitignore": "ignored/\n*.log\n!keep.log\n", "a": "", "ignored/x": "", "b/c d": "", "b/keep.log": "",
            "b/drop.log": "", "ünï/x": "",
        ])
        _ = try await output("git", ["init", "-q", "."], in: tree.path)
        _ = try await output("git", ["add", "a", ".gitignore"], in: tree.path)
        let answer = try await output("git", ["ls-files", "-z", "-co", "--exclude-standard"], in: tree.path)
        let listed = answer.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        let files = try await RepositoryFiles.scan(root: tree.path, runner: runner)
        #expect(Set(files.paths) == Set(listed))
        #expect(files.paths.count == listed.count)
    }
}
