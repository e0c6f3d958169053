import Testing
import Workspace

/// The files that runs created or changed, each held against the checkers of its kind. A file of a kind that has no
/// checker fails the test, so that none is left out unseen.
struct GeneratedFiles {
    /// Paths relative to the root, sorted.
    let paths: [String]
    private let run: FixtureRun

    /// Those that differ between two states of a repository.
    init(before: [String: FileState], after: [String: FileState], in run: FixtureRun) {
        paths = after.filter { before[$0.key] != $0.value }.keys.sorted()
        self.run = run
    }

    /// Runs every checker; what it says fails the test.
    ///
    /// - Parameter folder: For what checkers leave behind.
    /// - Throws: Where a checker cannot be started.
    func check(in folder: String) async throws {
        var left = Set(paths)
        for kind in Self.kinds {
            let own = paths.filter(kind.matches)
            left.subtract(own)
            #expect(!own.isEmpty, "no file for \(kind.commands)")
            for command in kind.commands {
                let calls = command.isOneByOne ? own.map { [$0] } : [own]
                for files in calls { try await check(command.words + files, in: folder) }
            }
        }
        // Made by package managers, who check them themselves; the table has its snapshot.
        left.subtract(["apps/api/uv.lock", "apps/rates/go.sum", "package-lock.json"])
        #expect(left.allSatisfy { $0.hasSuffix(".md") }, "nothing checks \(left.sorted())")
        try await checkGo(in: folder)
        try checkGuide()
        try await checkSchemas()
    }

    private struct Command {
        var words: [String]
        var isOneByOne = false
    }

    private struct Kind: Sendable {
        var matches: @Sendable (String) -> Bool
        var commands: [Command]
    }

    private static var kinds: [Kind] {
        [
            Kind(
                matches: { $0.hasSuffix(".sh") },
                commands: [
                    Command(words: ["bash", "-n"], isOneByOne: true), Command(words: ["shellcheck"]),
                    Command(words: ["shfmt", "-i", "4", "-d"]), Command(words: ["test", "-x"], isOneByOne: true),
                ]),
            Kind(
                matches: { $0.hasPrefix(".github/workflows/") },
                commands: [
                    Command(words: ["actionlint"]), Command(words: ["zizmor", "--offline", "--no-progress"]),
                    Command(words: ["check-jsonschema", "--builtin-schema", "vendor.github-workflows"]),
                ]),
            Kind(
                matches: { $0 == "compose.yml" },
                commands: [Command(words: ["check-jsonschema", "--builtin-schema", "vendor.compose-spec"])]),
            Kind(
                matches: { $0.hasSuffix(".py") },
                commands: [
                    Command(words: ["python3", "-m", "py_compile"]),
                    Command(words: ["ruff", "check", "--quiet", "--no-cache", "--isolated", "--select", "E9,F"]),
                ]),
            Kind(
                matches: { $0.hasSuffix(".js") }, commands: [Command(words: ["node", "--check"], isOneByOne: true)]),
            Kind(
                matches: { $0.hasSuffix(".go") || $0.hasSuffix("go.mod") },
                commands: []),
            Kind(
                matches: { $0.hasSuffix(".toml") },
                commands: [
                    Command(
                        words: ["python3", "-c", "import sys, tomllib; tomllib.load(open(sys.argv[1], 'rb'))"],
                        isOneByOne: true)
                ]),
            Kind(
                matches: { $0.hasSuffix("vercel.json") || $0.hasSuffix("package.json") },
                commands: [Command(words: ["python3", "-m", "json.tool", "--no-indent"], isOneByOne: true)]),
        ]
    }

    private func check(_ words: [String], in folder: String) async throws {
        var variables = UserEnvironment.current
        variables["PYTHONPYCACHEPREFIX"] = "\(folder)/pycache"
        let result = try await ProcessToolRunner().run(
            ToolCommand(
                words[0], Array(words.dropFirst()), in: run.root, environment: variables, timeLimit: .seconds(300)))
        #expect(result.status == .exited(0), "\(words.joined(separator: " ")): \(result.output)\(result.errors)")
    }

    /// `gofmt` writes the names of files that it would change; the compiler's own checker sees the whole module.
    private func checkGo(in folder: String) async throws {
        let sources = paths.filter { $0.hasSuffix(".go") }
        let unformatted = try await run.tool("gofmt", ["-l", "-e"] + sources)
        #expect(unformatted.isEmpty, "\(unformatted)")
        let copy = "\(folder)/rates"
        try await run.tool("cp", ["-R", "apps/rates", copy])
        try await run.tool("go", ["vet", "./..."], in: copy)
    }

    /// Each section of the guide is closed, and each shell line in it parses.
    private func checkGuide() throws {
        let text = try run.text("docs/infrastructure.md")
        let begins = text.components(after: "<!-- infra-ws:begin ")
        #expect(begins == text.components(after: "<!-- infra-ws:end "))
        #expect(begins.contains("local-api") || begins.contains { $0.hasPrefix("deploy-") }, "\(begins)")
        for block in text.components(betweenFences: "```sh") {
            let line = try ShellLine("bash -n script", files: ["script": block])
            #expect(line.status == 0 || block.contains("<"), "\(block)\(line.talk)")
        }
    }

    /// Schemas that are not shipped with check-jsonschema, where a folder with them is given.
    private func checkSchemas() async throws {
        guard let schemas = UserEnvironment.current["INFRA_WS_SCHEMAS"] else { return }
        let workflows = paths.filter { $0.hasPrefix(".github/workflows/") }
        try await run.tool("check-jsonschema", ["--schemafile", "\(schemas)/github-workflow.json"] + workflows)
        try await run.tool("check-jsonschema", ["--schemafile", "\(schemas)/fly.json", "apps/orders/fly.toml"])
    }
}

extension String {
    /// The words up to a space behind each occurrence of a text.
    fileprivate func components(after start: String) -> [String] {
        split(separator: "\n").compactMap { line in
            line.hasPrefix(start) ? String(line.dropFirst(start.count).prefix { $0 != " " }) : nil
        }
    }

    /// The code blocks of one language, without the indent of the list that they stand in.
    fileprivate func components(betweenFences fence: String) -> [String] {
        var blocks: [String] = []
        var open: [String]?
        for line in split(separator: "\n", omittingEmptySubsequences: false) {
            let text = String(line.drop { $0 == " " })
            if text == fence {
                open = []
            } else if text == "```" {
                if let open { blocks.append(open.joined(separator: "\n") + "\n") }
                open = nil
            } else {
                open?.append(text)
            }
        }
        return blocks
    }
}
