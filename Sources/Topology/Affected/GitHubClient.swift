import Workspace

/// Asks GitHub for what it knows about this repository (docs.github.com, "GitHub REST API documentation").
struct GitHubClient: Sendable {
    /// Who asks.
    let http: HTTPClient
    /// `GITHUB_REPOSITORY`, `GITHUB_API_URL`, `GITHUB_TOKEN` or `GH_TOKEN`.
    let environment: [String: String]

    /// The address of the repository.
    ///
    /// - Parameter git: Whom to ask where the environment does not say.
    /// - Returns: The address, without a slash at its end.
    /// - Throws: `deployed-commits/repository` where nothing says which it is.
    func repository(_ git: GitTool) async throws(Diagnostic) -> String {
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

    /// Asks for an address and parses the answer.
    ///
    /// - Parameter url: The address.
    /// - Returns: The answer.
    /// - Throws: `deployed-commits/answer` for any other answer than 200, and what the client throws.
    func get(_ url: String) async throws(Diagnostic) -> DocumentNode {
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
