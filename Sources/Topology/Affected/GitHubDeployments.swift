import Workspace

/// GitHub's record of deployments (docs.github.com, "REST API endpoints for deployments").
struct GitHubDeployments: Sendable {
    /// The address of the repository.
    let repository: String
    /// Asks for an address and parses the answer.
    let get: @Sendable (String) async throws(Diagnostic) -> DocumentNode

    /// How many deployments of one unit are asked for their outcome.
    private static let depth = 20

    /// The commit of the newest deployment of each unit that succeeded.
    ///
    /// A deployment belongs to a unit whose title is its environment or part of it (`api`, `production-api`). Where
    /// some are of production, only those count; previews never do.
    func read(for units: [PackageNode]) async throws(Diagnostic) -> DeployedCommits {
        let address = repository + "/deployments"
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
}
