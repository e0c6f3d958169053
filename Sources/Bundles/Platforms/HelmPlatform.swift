package import Topology
import Workspace

/// Helm (helm.sh/docs/topics/charts).
package struct HelmPlatform: DescribedPlatform {
    package let id = "helm"
    package let name = "Helm"

    /// Makes the entry.
    package init() {}

    /// helm.sh/docs/helm/helm_upgrade, helm.sh/docs/helm/helm_rollback.
    package var facts: PlatformFacts {
        PlatformFacts(
            probing: .file(
                key: "readinessProbe in the values of its chart", value: { "`httpGet: {path: \($0), port: http}`" }),
            deploy: ["Build and push the image of UNIT, then run `helm upgrade --install <release> <chart> --wait`"],
            rollback: [
                .init("List the revisions.", ["helm", "history", "<release>"]),
                .init("Go back to the one before.", ["helm", "rollback", "<release>", "--wait"]),
            ], runsSeveral: true)
    }

    /// Charts whose values or templates name the image of a package, or that stand in one.
    package func detect(in repository: RepositoryView) -> [PlatformMatch] {
        let charts = HelmCharts(in: repository).all
        guard !charts.isEmpty else { return [] }
        let reader = PlatformReader(id, repository)
        let owners = ImageOwners(in: repository)
        var known: Set<String> = []
        return charts.flatMap { chart -> [PlatformMatch] in
            var found = chart.images.compactMap { image, place in owners.package(of: image).map { ($0, place) } }
            if found.isEmpty, !chart.images.isEmpty, let own = reader.owner.package(file: chart.place.path), own != "."
            {
                found = [(own, chart.place)]
            }
            return found.filter { known.insert($0.0).inserted }.map { package, place in
                var match = reader.match(package, at: place, confidence: 80)
                if found.count == 1, let probe = chart.probePaths.first {
                    match.probePath = probe.path
                    match.evidence.append(Evidence("probe", probe.path, at: probe.place))
                }
                return match
            }
        }
    }
}
