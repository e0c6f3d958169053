import Workspace

/// Hosts of a chart's values, where its images come from one package (helm.sh/docs/chart_template_guide/values_files).
struct HelmHostSource: DomainSource {
    func signs(in view: RepositoryView) -> [DomainSign] {
        let charts = HelmCharts(in: view).all
        guard !charts.isEmpty else { return [] }
        let owners = ImageOwners(in: view)
        return charts.flatMap { chart -> [DomainSign] in
            let packages = Set(chart.images.compactMap { owners.package(of: $0.image) })
            return chart.hosts.compactMap { entry in
                PublicHost.of(entry.host).map {
                    DomainSign($0, package: packages.count == 1 ? packages.first : nil, "domain", at: entry.place)
                }
            }
        }
    }
}
