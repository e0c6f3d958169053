import Workspace

/// The commits that units were deployed from last, as a source tells them.
struct DeployedCommits: Sendable {
    /// Names of commits by the path of the unit.
    var byUnit: [String: String]

    /// Reads a source.
    ///
    /// - Parameters:
    ///   - source: `github-deployments`, `git-tags`, or the path of a file.
    ///   - units: Whose commits to look for.
    ///   - git: The repository.
    ///   - request: The environment.
    ///   - runner: Who starts curl.
    /// - Returns: The commits of the units that have one.
    /// - Throws: `deployed-commits/...` where the source cannot be read.
    static func read(
        _ source: String, for units: [PackageNode], _ git: GitTool, _ request: AffectedRequest, _ runner: any ToolRunner
    ) async throws(Diagnostic) -> DeployedCommits {
        switch source {
        case "git-tags": return try await DeployTags.read(for: units, git, head: request.head ?? "HEAD")
        case "github-deployments":
            let client = GitHubClient(
                http: HTTPClient(runner: runner, variables: request.environment), environment: request.environment)
            let repository = try await client.repository(git)
            return try await GitHubDeployments(repository: repository, get: client.get).read(for: units)
        default: return try file(source, for: units)
        }
    }

    /// Reads a JSON object of commits by the name or the path of a unit, or lines of `UNIT COMMIT`.
    private static func file(_ path: String, for units: [PackageNode]) throws(Diagnostic) -> DeployedCommits {
        let bytes = try FileSystemAccess.readStream(path, limit: 8 << 20)
        var commits: [String: String] = [:]
        if bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") {
            for member in try JSONParser.parse(bytes, path: path).root.members {
                commits[member.key] = member.value.string ?? (member.value["commit"] ?? member.value["sha"])?.string
            }
        } else {
            for (index, line) in bytes.split(separator: 10, omittingEmptySubsequences: false).enumerated() {
                let words = String(decoding: line, as: UTF8.self).split { " =\t\r".contains($0) }.map(String.init)
                guard let first = words.first, !first.hasPrefix("#") else { continue }
                guard words.count == 2 else {
                    throw .error(
                        "deployed-commits/line", "the line is no unit with a commit",
                        at: FilePlace(path, line: index + 1), remedy: "write `api 4f2c1d0`, or a JSON object")
                }
                commits[first] = words[1]
            }
        }
        return DeployedCommits(
            byUnit: Dictionary(
                units.compactMap { unit in
                    let named = [unit.path, unit.name, PackageTitle.short(unit.name)].compactMap { commits[$0] }.first
                    return named.map { (unit.path, $0) }
                }
            ) { first, _ in first })
    }
}
