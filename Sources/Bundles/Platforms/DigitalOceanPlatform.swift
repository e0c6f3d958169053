package import Topology
import Workspace

/// DigitalOcean App Platform (docs.digitalocean.com, "App spec reference").
package struct DigitalOceanPlatform: DescribedPlatform {
    package let id = "digitalocean"
    package let name = "DigitalOcean App Platform"

    /// Makes the entry.
    package init() {}

    /// docs.digitalocean.com, "How to manage health checks" (a TCP check on `http_port` by default) and "How to roll back
    /// deployments".
    package var facts: PlatformFacts {
        PlatformFacts(
            probing: .file(key: "health_check in the app spec", value: { "`health_check: {http_path: \($0)}`" }),
            deploy: ["Run `doctl apps create-deployment <app-id>`"],
            rollback: [
                .init(
                    "In DigitalOcean control panel, open the app of UNIT, then Activity, and choose Rollback at the "
                        + "deployment before.")
            ])
    }

    private static let groups: [(key: String, type: PackageType?)] = [
        ("services", nil), ("workers", .worker), ("jobs", .worker), ("static_sites", .frontend),
        ("functions", .function),
    ]

    /// Components of `.do/app.yaml` by `source_dir`, Dockerfile or name.
    package func detect(in repository: RepositoryView) -> [PlatformMatch] {
        let reader = PlatformReader(id, repository)
        let files = reader.documents(ending: [".do/app.yaml", ".do/app.yml", ".do/deploy.template.yaml"])
        return files.flatMap { document -> [PlatformMatch] in
            let spec = document.root["spec"] ?? document.root
            let domains = spec["domains"]?.elements ?? []
            return Self.groups.flatMap { group in
                (spec[group.key]?.elements ?? []).compactMap { component -> PlatformMatch? in
                    guard var match = match(component, document, reader) else { return nil }
                    if let type = group.type { match.add(type: type, at: document.place(of: component)) }
                    if component["http_port"] != nil || group.key == "static_sites" || component["routes"] != nil {
                        match.add(domains: domains, in: document)
                    }
                    return match
                }
            }
        }
    }

    private func match(_ component: DocumentNode, _ document: Document, _ reader: PlatformReader) -> PlatformMatch? {
        // Both are seen from the root of the repository.
        let folder = component["source_dir"]?.string.flatMap { RelativePath.normal(String($0.drop { $0 == "/" })) }
        let package = reader.owner.package(
            file: document.path, folder: folder,
            dockerfile: component["dockerfile_path"]?.string.flatMap { RelativePath.normal($0) },
            image: component[path: "image", "repository"]?.string,
            names: [component["name"]?.string].compactMap(\.self))
        guard let package else { return nil }
        var match = reader.match(package, at: document.place(of: component))
        match.add(port: component["http_port"], in: document)
        match.add(probe: component[path: "health_check", "http_path"], in: document)
        match.add(start: component["run_command"], in: document)
        return match
    }
}
