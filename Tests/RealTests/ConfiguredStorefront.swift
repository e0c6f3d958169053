import Support
import Testing
import Workspace

/// A storefront that the program itself has configured: made once for a suite, copied for each of its tests.
struct ConfiguredStorefront: SuiteTrait, TestScoping {
    @TaskLocal private static var made: FixtureRun?

    /// Not for each test: the suite as a whole.
    var isRecursive: Bool { false }

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let storefront = try await FixtureRun.make("storefront", in: folder)
            for bundle in ["health", "backup", "deploy"] { try await Self.add(bundle, to: storefront) }
            try await storefront.tool("git", ["tag", "three"])
            try await Self.add("security", to: storefront, units: ["orders", "rates"])
            try await Self.$made.withValue(storefront) { try await function() }
        }
    }

    private static func add(_ bundle: String, to storefront: FixtureRun, units: [String] = []) async throws {
        let filters = units.flatMap { ["--filter", $0] }
        let run = try await storefront.program(["run", "--bundle", bundle] + filters)
        try #require(run.status == .exited(0), "\(run.output)\(run.errors)")
        try await storefront.commit(bundle)
    }

    /// A copy of it below a folder; with or without Security, where the end of each limit is waited for.
    static func copy(into folder: String, withLimits hasLimits: Bool) async throws -> FixtureRun {
        let made = try #require(made, "the suite has no `.configuredStorefront`")
        let copy = FixtureRun(root: "\(folder)/storefront")
        try await copy.tool("cp", ["-R", made.root, copy.root], in: folder)
        if !hasLimits { try await copy.tool("git", ["reset", "--hard", "--quiet", "three"]) }
        return copy
    }
}

extension Trait where Self == ConfiguredStorefront {
    /// See `ConfiguredStorefront`.
    static var configuredStorefront: Self { Self() }
}
