package import Workspace

/// A chart of Helm with the images that its values and templates name (helm.sh/docs/topics/charts).
package struct HelmChart: Sendable {
    /// Its folder.
    package var folder: String
    /// `name` of `Chart.yaml`.
    package var name: String
    /// Where its name stands.
    package var place: FilePlace
    /// Images as written, with their lines.
    package var images: [(image: String, place: FilePlace)]
    /// Paths that probes of its values or templates ask.
    package var probePaths: [(path: String, place: FilePlace)]
    /// Hosts of its values' ingress.
    package var hosts: [(host: String, place: FilePlace)]
}

/// All charts of a repository.
package struct HelmCharts: Sendable {
    /// Sorted by folder.
    package let all: [HelmChart]

    /// Those of a repository, read once.
    package init(in repository: RepositoryView) {
        self = repository.manifests.derived("helm") { HelmCharts(reading: repository) }
    }

    private init(reading repository: RepositoryView) {
        all = repository.files.named("Chart.yaml").sorted().compactMap { path in
            guard !SourceRole.isAside(path), let document = repository.manifests.document(path),
                let name = document.root["name"], let text = name.string
            else { return nil }
            var chart = HelmChart(
                folder: RelativePath.folder(of: path), name: text, place: document.place(of: name), images: [],
                probePaths: [], hosts: [])
            Self.read(&chart, in: repository)
            return chart
        }
    }

    private static func read(_ chart: inout HelmChart, in repository: RepositoryView) {
        for path in repository.files.under(chart.folder) {
            let name = RelativePath.baseName(of: path)
            let relative = RelativePath.relative(path, to: chart.folder)
            // Charts inside a chart are somebody else's or have their own entry.
            guard !relative.hasPrefix("charts/"), name.hasSuffix(".yaml") || name.hasSuffix(".yml") else { continue }
            if name.hasPrefix("values"), let document = repository.manifests.document(path) {
                values(document.root, document, &chart)
            } else if relative.hasPrefix("templates/"), let text = repository.files.text(path) {
                template(text, path, &chart)
            }
        }
    }

    /// `image: {registry, repository, tag}`, `image: name:tag`, `httpGet: {path}`, `hosts: [{host}]`.
    private static func values(_ node: DocumentNode, _ document: Document, _ chart: inout HelmChart) {
        for member in node.members {
            let value = member.value
            if member.key.lowercased().hasSuffix("image") {
                if let repository = value["repository"]?.string ?? value["name"]?.string ?? value.string,
                    !repository.isEmpty
                {
                    chart.images.append((repository, document.place(of: member)))
                }
            } else if member.key == "httpGet", let path = value["path"]?.string {
                chart.probePaths.append((path, document.place(of: member)))
            } else if member.key == "hosts" {
                for host in value.elements {
                    guard let name = host["host"]?.string ?? host.string else { continue }
                    chart.hosts.append((name, document.place(of: host)))
                }
            } else {
                values(value, document, &chart)
            }
        }
    }

    /// `image: ghcr.io/acme/api:{{ .Chart.AppVersion }}`: what stands before a template's expression.
    private static func template(_ text: String, _ path: String, _ chart: inout HelmChart) {
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.drop { $0 == " " || $0 == "-" }
            guard words.hasPrefix("image:") else { continue }
            let value = words.dropFirst("image:".count).trimmed.filter { $0 != "\"" && $0 != "'" }
            let plain = value.prefix { $0 != "{" }
            let image = plain.hasSuffix(":") ? plain.dropLast() : plain
            guard !image.isEmpty, !image.contains(" ") else { continue }
            chart.images.append((String(image), FilePlace(path, line: index + 1)))
        }
    }
}
