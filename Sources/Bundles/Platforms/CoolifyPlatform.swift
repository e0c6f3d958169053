package import Topology
package import Workspace

/// Coolify: its settings live in its own database, so that a repository shows it by `coolify.json` or a Hosting row.
package struct CoolifyPlatform: KnownPlatform {
    package let id = "coolify"
    package let name = "Coolify"
    package let proof = Proof.started

    /// Makes the entry.
    package init() {}

    /// `coolify.json` in the package or naming it as `base_directory`, or a Hosting row.
    package func recognise(in repository: RepositoryView) -> [PlatformMatch] {
        var matches: [PlatformMatch] = []
        for path in repository.files.named("coolify.json") {
            guard let package = self.package(of: path, in: repository) else { continue }
            var match = PlatformMatch(
                package: package.path, deploys: true, confidence: 85,
                evidence: [Evidence("platform", id, at: FilePlace(path, line: 1))])
            if let document = package.manifests.document(path), let ports = document.root["ports_exposes"],
                let port = ports.scalarText?.split(separator: ",").first.flatMap({ Int($0) })
            {
                match.port = port
                match.evidence.append(Evidence("port", "\(port)", at: document.place(of: ports)))
            }
            matches.append(match)
        }
        return matches + HostingRows.matches(of: self, in: repository)
    }

    /// A `HEALTHCHECK` of the Dockerfile wins over the dashboard; without one only the dashboard holds the probe
    /// (coolify.io/docs/knowledge-base/health-checks).
    package func probe(of unit: DeployableUnit, in repository: RepositoryView) -> ProbeState {
        guard let check = ContainerHealthcheck.inDockerfile(of: unit) else { return .dashboard }
        return .configured(path: check.path, place: check.place)
    }

    /// The steps in the dashboard.
    package func planProbe(
        of unit: DeployableUnit, path: String, in repository: RepositoryView
    ) throws(Diagnostic) -> ProbePlan {
        ProbePlan(
            platform: name, path: path,
            requiredSetup: [
                "In Coolify dashboard, set health check path to \(path)", "Set health check interval to 30 seconds",
                "Enable \"Restart on unhealthy\" option",
            ])
    }

    private func package(of path: String, in repository: RepositoryView) -> PackageContents? {
        guard let holder = repository.package(holding: path) else { return nil }
        let base = holder.manifests.document(path)?.root["base_directory"]?.string
        let folder = base.flatMap { RelativePath.normal(String($0.drop { $0 == "/" })) }
        return repository.packages.first { $0.path == folder } ?? holder
    }
}
