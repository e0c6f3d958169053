import Workspace

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
