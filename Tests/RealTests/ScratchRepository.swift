import Bundles
import Support
import Testing
import Topology
import Workspace

/// A git repository in a temporary folder, with its files written by tests.
struct ScratchRepository: Sendable {
    /// Absolute path.
    let root: String
    /// Who starts git.
    let runner = ProcessToolRunner()

    /// Makes a repository with one commit.
    init(in folder: String, _ files: [String: String]) async throws {
        root = "\(folder)/repository"
        try FileSystemAccess.makeFolder(root)
        try await script("git init -q --initial-branch main .")
        try await commit(files)
    }

    /// Takes a repository that is there.
    init(at root: String) {
        self.root = root
    }

    /// Runs a script in the repository; it has to succeed.
    ///
    /// - Returns: Its standard output.
    @discardableResult
    func script(_ text: String) async throws -> String {
        let environment = [
            "PATH": UserEnvironment.current["PATH"] ?? UserEnvironment.defaultSearchPath, "HOME": root,
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org",
            "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org", "LC_ALL": "C",
        ]
        let result = try await runner.run(
            ToolCommand("sh", ["-euc", text], in: root, environment: environment, outputLimit: .max))
        try #require(result.isSuccess, "\(text): \(result.errors)")
        return result.output
    }

    /// Writes files and commits everything.
    func commit(_ files: [String: String]) async throws {
        try write(files, into: root)
        try await script("git add --all; git commit -q --allow-empty -m x")
    }

    /// The topology of a state, with everything that the program knows.
    static func recognise(_ monorepo: Monorepo, only paths: Set<String>? = nil) async -> RecognisedRepository {
        let catalogue = Catalogue.standard
        return await TopologyBuilder.recognise(
            monorepo: monorepo, frameworks: catalogue.frameworks, platforms: catalogue.platforms,
            datastores: catalogue.datastores, only: paths)
    }

    /// What a change affects.
    ///
    /// - Parameters:
    ///   - source: Where the changes come from.
    ///   - head: The ref to compare with.
    ///   - environment: What continuous integration says.
    ///   - frameworks: Whether to look for frameworks, which packages and edges do not depend on.
    /// - Returns: The answer.
    /// - Throws: What the finder throws.
    func affected(
        _ source: AffectedRequest.Source, head: String? = nil, environment: [String: String] = [:],
        frameworks: Bool = true
    ) async throws -> AffectedResult {
        let finder = AffectedFinder(root: root, runner: runner) { monorepo, paths in
            await Self.recognise(monorepo, only: frameworks ? paths : [])
        }
        return try await finder.find(AffectedRequest(source, head: head, environment: environment))
    }

    /// The paths of the packages that changes since a ref affect, sorted.
    func paths(since base: String?, head: String? = nil, environment: [String: String] = [:]) async throws -> [String] {
        try await affected(.base(base), head: head, environment: environment).answer.paths.sorted()
    }
}
