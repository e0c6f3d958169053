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
            let http = HTTPClient(runner: runner, variables: request.environment)
            return try await GitHubDeployments(http: http, environment: request.environment).read(for: units, git)
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

/// How a unit is called in tags and environments.
struct UnitTitles: Sendable {
    private let titles: [String]

    /// The titles of a unit.
    init(_ unit: PackageNode) {
        titles = Set([unit.name, PackageTitle.short(unit.name), unit.path, Slug.of(unit.name), Slug.of(unit.path)])
            .map { $0.lowercased() }.sorted()
    }

    /// What is left of a text after a title at its start and one of the characters that set it apart; nil where it
    /// does not begin that way.
    func rest(of text: String) -> Substring? {
        let text = text.lowercased()
        for title in titles.sorted(by: { $0.utf8.count > $1.utf8.count }) where text.hasPrefix(title) {
            let rest = text.dropFirst(title.count)
            if rest.isEmpty { return rest }
            if let first = rest.first, "@/-_:. ".contains(first) { return rest.dropFirst() }
        }
        return nil
    }

    /// Whether a text is a title with nothing but other words set apart from it before or after.
    func occurs(in text: String) -> Bool {
        let text = text.lowercased()
        return titles.contains { title in
            if text == title { return true }
            let marks = "@/-_:. "
            if text.hasPrefix(title), let next = text.dropFirst(title.count).first, marks.contains(next) { return true }
            return text.hasSuffix(title) && text.dropLast(title.count).last.map { marks.contains($0) } ?? false
        }
    }
}

/// Tags that name a unit: `api@1.4.0`, `api-v1.4.0`, `api/v1.4.0`, `deploy/api/2026-05-04`.
enum DeployTags {
    private static let prefixes = ["deploy/", "deployed/", "deploy-", "release/", "releases/", "production/", "prod/"]

    /// The newest tag of each unit that the head's history has. Where there is one unit, `v1.4.0` is its.
    static func read(
        for units: [PackageNode], _ git: GitTool, head: String
    ) async throws(Diagnostic) -> DeployedCommits {
        let commit = try await git.commit(head)
        let tags = try await git.tags(reachableFrom: commit)
        var byUnit: [String: String] = [:]
        for unit in units {
            let titles = UnitTitles(unit)
            byUnit[unit.path] =
                tags.first { tag in
                    let name =
                        prefixes.first { tag.name.hasPrefix($0) }.map { String(tag.name.dropFirst($0.count)) }
                        ?? tag.name
                    return titles.rest(of: name).map(isVersion) ?? false || units.count == 1 && isVersion(name[...])
                }?.commit.rawValue
        }
        return DeployedCommits(byUnit: byUnit)
    }

    /// A version, a date or nothing: what keeps `api-gateway-v1` from being a tag of `api`.
    private static func isVersion(_ text: Substring) -> Bool {
        let rest = text.hasPrefix("v") ? text.dropFirst() : text
        return text.isEmpty || rest.first.map { $0.isASCII && $0.isNumber } ?? false
    }
}

/// GitHub's record of deployments (docs.github.com, "REST API endpoints for deployments").
struct GitHubDeployments: Sendable {
    /// Who asks.
    let http: HTTPClient
    /// `GITHUB_REPOSITORY`, `GITHUB_API_URL`, `GITHUB_TOKEN` or `GH_TOKEN`.
    let environment: [String: String]

    /// How many deployments of one unit are asked for their outcome.
    private static let depth = 20

    /// The commit of the newest deployment of each unit that succeeded.
    ///
    /// A deployment belongs to a unit whose title is its environment or part of it (`api`, `production-api`). Where
    /// some are of production, only those count; previews never do.
    func read(for units: [PackageNode], _ git: GitTool) async throws(Diagnostic) -> DeployedCommits {
        let address = try await repositoryAddress(git) + "/deployments"
        let deployments = try await get(address + "?per_page=100").elements.filter {
            $0["transient_environment"]?.boolean != true
        }
        var byUnit: [String: String] = [:]
        for unit in units {
            let titles = UnitTitles(unit)
            var own = deployments.filter { deployment in
                units.count == 1
                    || [deployment["environment"], deployment["payload"]?["unit"], deployment["payload"]?["package"]]
                        .contains { $0?.string.map(titles.occurs) ?? false }
            }
            let production = own.filter(Self.isProduction)
            if !production.isEmpty { own = production }
            for deployment in own.prefix(Self.depth) {
                guard let id = deployment["id"]?.integer, let commit = deployment["sha"]?.string else { continue }
                let statuses = try await get("\(address)/\(id)/statuses?per_page=100").elements
                // GitHub marks an older success as inactive with a further status: one success is enough.
                if statuses.contains(where: { $0["state"]?.string == "success" }) {
                    byUnit[unit.path] = commit
                    break
                }
            }
        }
        return DeployedCommits(byUnit: byUnit)
    }

    private static func isProduction(_ deployment: DocumentNode) -> Bool {
        deployment["production_environment"]?.boolean == true
            || deployment["environment"]?.string?.lowercased().split { !$0.isLetter }
                .contains { $0 == "production" || $0 == "prod" } == true
    }

    private func repositoryAddress(_ git: GitTool) async throws(Diagnostic) -> String {
        let base = environment["GITHUB_API_URL"] ?? "https://api.github.com"
        if let name = environment["GITHUB_REPOSITORY"], !name.isEmpty { return "\(base)/repos/\(name)" }
        // `https://github.com/OWNER/NAME.git` and `git@github.com:OWNER/NAME.git`
        let remote = try await git.remoteAddress() ?? ""
        let parts = remote.split { $0 == "/" || $0 == ":" }.suffix(2).map(String.init)
        guard parts.count == 2, remote.contains("github") else {
            throw .error(
                "deployed-commits/repository", "which repository of GitHub this is cannot be told",
                remedy: "set `GITHUB_REPOSITORY` to OWNER/NAME")
        }
        let name = parts[1].hasSuffix(".git") ? String(parts[1].dropLast(4)) : parts[1]
        return "\(base)/repos/\(parts[0])/\(name)"
    }

    private func get(_ url: String) async throws(Diagnostic) -> DocumentNode {
        var headers = [HTTPHeader("Accept", "application/vnd.github+json")]
        if let token = environment["GITHUB_TOKEN"] ?? environment["GH_TOKEN"], !token.isEmpty {
            headers.append(HTTPHeader("Authorization", "Bearer \(token)"))
        }
        let answer = try await http.send(HTTPRequest("GET", url, headers: headers, timeLimit: .seconds(20)))
        guard answer.status == 200 else {
            throw .error(
                "deployed-commits/answer", "GitHub answered \(answer.status) for the deployments",
                remedy: "set `GITHUB_TOKEN` to a token that may read deployments")
        }
        return try JSONParser.parse(answer.body, path: "deployments.json").root
    }
}
