import Support
import Testing
import Topology
import Workspace

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// `affected` for each commit of a history, beside a slow and obvious reference that checks every commit out.
@Suite struct AffectedHistoryTests {
    /// What came of one commit.
    private struct Comparison {
        /// Affected packages that the reference has too.
        var agreed = 0
        /// Packages that only the reference has: what must never be.
        var missed: Set<String> = []
        /// Packages that only the program has, and that depend on none of which a file above it says why.
        var unexplained: Set<String> = []
        /// Packages that only the program has, for a file above them, with the reason that it gives.
        var explained: [String: AffectedReason.Code] = [:]
    }

    /// The packages and edges of the checked-out commit.
    private static func state(_ repository: ScratchRepository) async throws -> (Set<String>, [(String, String)]) {
        let monorepo = try await Monorepo.read(root: repository.root, runner: repository.runner)
        return (Set(monorepo.packages.map(\.path)), monorepo.dependencies.map { ($0.from, $0.to) })
    }

    private static func compare(
        _ repository: ScratchRepository, _ before: (Set<String>, [(String, String)]),
        _ after: (Set<String>, [(String, String)])
    ) async throws -> Comparison {
        let listed = try await repository.script("git diff --name-status --no-renames -z HEAD~1 HEAD")
        let words = listed.split(separator: "\0").map(String.init)
        let files = stride(from: 0, to: words.count - 1, by: 2).map { index in
            (path: words[index + 1], wasThere: words[index] != "A", isThere: words[index] != "D")
        }
        let reference = SlowReference(
            before: before.0, after: after.0, edges: (before.1 + after.1).map { (from: $0.0, to: $0.1) })
        let expected = reference.affected(by: files)
        let result = try await repository.affected(.base("HEAD~1"), frameworks: false)
        #expect(result.warnings.isEmpty, "\(result.warnings)")
        let found = result.answer.paths
        var comparison = Comparison(agreed: found.intersection(expected).count)
        comparison.missed = expected.subtracting(found)
        for path in found.subtracting(expected) {
            let code = result.answer.chain(from: path).last?.reason.code ?? .fileChanged
            if code == .fileChanged || code == .dependencyAffected {
                comparison.unexplained.insert(path)
            } else {
                comparison.explained[path] = code
            }
        }
        return comparison
    }

    /// Compares every commit of the first-parent history but the oldest, and prints the figures.
    private static func compareAll(_ repository: ScratchRepository, _ name: String, count: Int) async throws {
        let commits = try await repository.script("git rev-list --first-parent --max-count=\(count + 1) HEAD")
            .split(separator: "\n").map(String.init).reversed()
        var previous: (Set<String>, [(String, String)])?
        var figures = (commits: 0, agreed: 0, explained: [String: Int](), packages: 0)
        for commit in commits {
            try await repository.script("git checkout -q --force \(commit)")
            let current = try await state(repository)
            if let previous {
                let comparison = try await compare(repository, previous, current)
                #expect(comparison.missed.isEmpty, "\(commit)")
                #expect(comparison.unexplained.isEmpty, "\(commit)")
                figures.commits += 1
                figures.agreed += comparison.agreed
                for code in comparison.explained.values { figures.explained[code.rawValue, default: 0] += 1 }
            }
            figures.packages = current.0.count
            previous = current
        }
        #expect(figures.commits > 0)
        print(
            """
            affected, \(name): \(figures.commits) commits, \(figures.packages) packages at the end, \
            \(figures.agreed) affected packages in both, beyond the reference by reason: \
            \(figures.explained.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })
            """)
    }

    /// Makes a history: packages come, go, move, change their files and their edges.
    private static func makeHistory(_ repository: ScratchRepository, commits: Int, seed: UInt64) async throws {
        var numbers = HistoryNumbers(seed: seed)
        var packages: [String: Set<String>] = [:]
        for step in 0..<commits {
            let name = "p\(numbers.next(9))"
            switch (numbers.next(6), packages[name]) {
            case (0, .some) where packages.count > 3:
                packages[name] = nil
                try await repository.script("git rm -rq --ignore-unmatch libs/\(name); rm -rf libs/\(name)")
                for other in packages.keys { packages[other]?.remove(name) }
            case (1, .some): packages[name]?.formSymmetricDifference(["p\(numbers.next(9))"])
            case (2, .some):
                let other = "p\(numbers.next(9))"
                guard packages[other] != nil else { continue }
                try await repository.script(
                    "cd libs/\(name); for f in f*.js; do [ ! -f $f ] || mv $f ../\(other)/m\(step).js; break; done")
            case (_, .none): packages[name] = []
            default: break
            }
            var files = ["package.json": #"{"name": "root", "private": true, "workspaces": ["libs/*"]}"#]
            for (package, needs) in packages {
                let list = needs.subtracting([package]).sorted().map { #""\#($0)": "*""# }.joined(separator: ", ")
                files["libs/\(package)/package.json"] = #"{"name": "\#(package)", "dependencies": {\#(list)}}"#
            }
            if packages[name] != nil { files["libs/\(name)/f\(numbers.next(3)).js"] = "\(step)\n" }
            try await repository.commit(files)
        }
    }

    @Test(arguments: [1, 2]) func `a made history agrees with the reference in every commit`(seed: Int) async throws {
        try await withTemporaryFolder { folder in
            let repository = try await ScratchRepository(in: folder, ["README.md": "made\n"])
            try await Self.makeHistory(repository, commits: 40, seed: UInt64(seed))
            try await Self.compareAll(repository, "made history \(seed)", count: 40)
        }
    }

    /// Clones that lie ready, one path beside the other with `:` between them.
    private static var clones: [String] {
        (ProcessInfo.processInfo.environment["INFRA_WS_AFFECTED_CLONES"] ?? "").split(separator: ":").map(String.init)
    }

    @Test(.enabled(if: !clones.isEmpty, "set INFRA_WS_AFFECTED_CLONES to clones to compare the last 300 commits of"))
    func `the last commits of public monorepos agree with the reference`() async throws {
        for path in Self.clones {
            try await withTemporaryFolder { folder in
                let result = try await ProcessToolRunner().run(
                    ToolCommand(
                        "git", ["clone", "-q", "--no-tags", path, "\(folder)/clone"], in: folder,
                        environment: UserEnvironment.current, timeLimit: .seconds(300)))
                try #require(result.isSuccess, "\(result.errors)")
                let name = RelativePath.baseName(of: path)
                try await Self.compareAll(ScratchRepository(at: "\(folder)/clone"), name, count: 300)
            }
        }
    }
}

/// Small numbers that are the same in each run (Knuth's linear congruential generator for 64 bits).
private struct HistoryNumbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// A number from 0 up to a limit, which is not reached.
    mutating func next(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(limit))
    }
}
