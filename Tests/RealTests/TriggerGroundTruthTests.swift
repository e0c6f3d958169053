import Support
import Testing
import Workspace

@testable import Bundles

/// What a unit needs is what its installation, its build and its start really open; a change of each such file fires
/// the unit's written trigger, and what another unit alone is made from does not.
@Suite(.serialized, .components("strace"), .timeLimit(.minutes(15))) struct TriggerGroundTruthTests {
    @Test(.components("uv")) func `everything that the FastAPI unit opens fires its workflow`() async throws {
        try await check(
            "api", opened: ["apps/api/app/main.py", "apps/api/app/routers/prices.py", "apps/api/uv.lock"],
            others: ["apps/orders/src/app.js", "packages/shared/src/index.js", "apps/rates/main.go"],
            """
            cd apps/api
            uv sync --frozen --no-dev
            set -a; . ./.env.example; set +a
            timeout 10 .venv/bin/python -c 'import app.main'
            timeout 4 .venv/bin/uvicorn app.main:app --host 127.0.0.1 --port 0 || true
            """)
    }

    @Test(.components("npm", "node")) func `everything that the Express unit opens fires its workflow`() async throws {
        try await check(
            "orders", opened: ["packages/shared/src/index.js", "package-lock.json", "apps/orders/src/server.js"],
            others: ["apps/api/app/main.py", "apps/rates/main.go", "apps/web/app/page.tsx"],
            """
            npm ci --omit=dev --workspace apps/orders --no-audit --no-fund
            cd apps/orders
            timeout 4 node src/server.js || true
            """)
    }

    @Test(.components("go")) func `everything that the Go unit is compiled from fires its workflow`() async throws {
        try await check(
            "rates", opened: ["apps/rates/main.go", "apps/rates/rates.go", "apps/rates/go.mod"],
            others: ["apps/api/app/main.py", "packages/shared/src/index.js", "package-lock.json"],
            """
            cd apps/rates
            # The version stamp would open every file of the repository.
            go build -buildvcs=false -o "$TMPDIR/rates" .
            """,
            // The list of the go command itself: what a compiler that answers from its cache does not open again.
            besides: """
                cd apps/rates
                go list -deps -f '{{if not .Standard}}{{$d := .Dir}}{{range .GoFiles}}{{$d}}/{{.}}{{"\\n"}}{{end}}{{range .EmbedFiles}}{{$d}}/{{.}}{{"\\n"}}{{end}}{{end}}' .
                go list -m -f '{{.GoMod}}'
                """)
    }

    @Test(
        .components("node"),
        .enabled("needs Debian's node-typescript") {
            UserEnvironment.current["INFRA_WS_REQUIRE_COMPONENTS"] == "1" || FileSystemAccess.isThere(Self.compiler)
        })
    func `everything that the compiler opens for the Next unit fires Vercel's rule`() async throws {
        try await check(
            "web",
            opened: ["apps/web/app/orders/page.tsx", "packages/shared/src/index.d.ts", "apps/web/tsconfig.json"],
            others: ["apps/api/app/main.py", "apps/rates/main.go", "apps/orders/src/app.js"],
            // The link is what npm makes for a member of the workspace; Debian's compiler knows no `bundler` yet.
            """
            mkdir -p node_modules/@storefront
            ln -s ../../packages/shared node_modules/@storefront/shared
            node \(Self.compiler) -p apps/web --noEmit --incremental false --module node16 --moduleResolution node16 \
                || true
            """)
    }

    private static let compiler = "/usr/share/nodejs/typescript/bin/tsc"

    @Test func `what the written rule of Vercel exits with in a real repository is what the simulation says`()
        async throws
    {
        try await withTemporaryFolder { folder in
            let storefront = try await FixtureRun.make("storefront", in: folder)
            #expect(try await storefront.program("triggers", "--write", "--filter", "web").status == .exited(0))
            try await storefront.commit("Deploy")
            let rule = try vercelRule(storefront)
            let base = try await storefront.tool("git", ["rev-parse", "HEAD"]).prefix { $0 != "\n" }
            for path in [
                "apps/web/app/page.tsx", "packages/shared/src/index.js", "package-lock.json", "apps/api/app/main.py",
                "apps/website/new.txt", "README.md",
            ] {
                try await storefront.tool("git", ["reset", "--hard", "--quiet", String(base)])
                try write([path: "changed"], into: storefront.root)
                try await storefront.commit("Change \(path)")
                let status = try await exitStatus(of: rule.command, previous: String(base), in: storefront)
                #expect(status == Int32(rule.exitCode(on: [path])), "\(path)")
            }
            // A first deployment has no previous commit, and a shallow clone may lack it: git fails, and Vercel builds.
            for previous in ["", String(repeating: "0", count: 40)] {
                let status = try await exitStatus(of: rule.command, previous: previous, in: storefront)
                #expect(status > 1 && VercelIgnoreCommand.builds(at: Int(status)), "\(previous): \(status)")
            }
        }
    }

    // MARK: - What is opened

    private func check(
        _ unit: String, opened expected: [String], others: [String], _ script: String, besides list: String? = nil
    ) async throws {
        try await withTemporaryFolder { folder in
            let storefront = try await FixtureRun.make("storefront", in: folder)
            #expect(try await storefront.program("triggers", "--write").status == .exited(0))
            try await storefront.commit("Deploy")
            let filter = try filter(of: unit, in: storefront)
            let tracked = Set(try await storefront.tool("git", ["ls-files"]).split(separator: "\n").map(String.init))
            let trace = "\(folder)/trace"
            // `-y` prints the path behind each descriptor: relative paths need no guess.
            try await storefront.tool(
                "strace",
                ["-f", "-qq", "-y", "-e", "trace=openat", "-o", trace, "env", "TMPDIR=\(folder)", "sh", "-c", script],
                allowsFailure: true)
            var read = Set(try paths(inTrace: trace))
            if let list {
                read.formUnion(
                    try await storefront.tool("sh", ["-c", list]).split(separator: "\n").map(String.init))
            }
            let needed = Set(
                read.compactMap { path in
                    path.hasPrefix(storefront.root + "/") ? String(path.dropFirst(storefront.root.count + 1)) : nil
                }
            ).intersection(tracked)
            for path in expected { #expect(needed.contains(path), "\(path) is not in \(needed.sorted())") }
            for path in needed.sorted() { #expect(filter.fires(on: [path]), "\(path) is read and fires nothing") }
            for path in others {
                #expect(tracked.contains(path) && !needed.contains(path), "\(path)")
                #expect(!filter.fires(on: [path]), "\(path) is not read and fires")
            }
        }
    }

    /// The paths of the descriptors that `openat` gave.
    private func paths(inTrace trace: String) throws -> [String] {
        let text = String(decoding: try FileSystemAccess.read(trace, limit: 256 << 20), as: UTF8.self)
        return text.split(separator: "\n").compactMap { line in
            guard let equals = line.range(of: " = "), line.hasSuffix(">"),
                let open = line[equals.upperBound...].firstIndex(of: "<")
            else { return nil }
            return String(line[line.index(after: open)...].dropLast())
        }
    }

    // MARK: - What fires

    /// The filter as it is committed: read from the written file, not from the graph.
    private func filter(of unit: String, in storefront: FixtureRun) throws -> any ChangeFilter {
        if unit == "web" { return try vercelRule(storefront) }
        let path = ".github/workflows/deploy-\(unit).yml"
        let document = try YAMLParser.parse(Array(try storefront.text(path).utf8), path: path).first
        let workflow = GitHubWorkflow(try #require(document))
        return try #require(workflow.filter as? GitHubPathFilter)
    }

    private func vercelRule(_ storefront: FixtureRun) throws -> VercelIgnoreCommand {
        let path = "apps/web/vercel.json"
        let document = try JSONParser.parse(Array(try storefront.text(path).utf8), path: path)
        let command = try #require(document.root["ignoreCommand"]?.string)
        return try #require(VercelIgnoreCommand(command, in: "apps/web"))
    }

    /// What the rule exits with in the unit's folder, where Vercel runs it.
    private func exitStatus(of command: String, previous: String, in storefront: FixtureRun) async throws -> Int32 {
        let output = try await storefront.tool(
            "sh",
            [
                "-c", "cd apps/web; VERCEL_GIT_PREVIOUS_SHA=$1 sh -c \"$2\" 2>/dev/null; echo $?", "sh", previous,
                command,
            ])
        return try #require(Int32(output.trimmed))
    }
}

extension String {
    /// Without spaces and line ends around.
    fileprivate var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}

extension Substring {
    /// The last place of a text.
    fileprivate func range(of text: String) -> Range<Index>? { ranges(of: text).last }
}
