import Topology
import Workspace

/// Local development: the command that starts the whole stack, tried where a container engine answers.
struct LocalDevelopment: Sendable {
    /// The compose file, relative to the root.
    let file: String
    /// The file that changes it, which `docker compose` reads by itself; nil where there is none.
    let override: String?
    /// The units that it builds, each with its service.
    let units: [(package: PackageNode, service: ComposeService)]

    /// The base compose file of a repository that builds units, the outermost first; nil where there is none.
    init?(in context: BundleContext) {
        let services = ComposeProjects(in: context.repository).services.filter { !$0.isOverride }
        let built = context.graph.packages.filter(\.deploysIndependently).compactMap { package in
            services.first { $0.buildFolder == package.path && $0.profiles.isEmpty }.map { (package, $0) }
        }
        let files = Set(services.map(\.file)).sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
        guard let file = files.first(where: { file in built.contains { $0.1.file == file } }) ?? files.first else {
            return nil
        }
        self.file = file
        let folder = RelativePath.folder(of: file)
        override = ["compose.override.yml", "compose.override.yaml", "docker-compose.override.yml"]
            .map { ManifestStore.path($0, in: folder) }.first { context.repository.files.contains($0) }
        units = built.filter { $0.1.file == file }.map { (package: $0.0, service: $0.1) }
    }

    /// The command that a person types at the root.
    var command: String {
        RelativePath.folder(of: file) == "."
            ? "docker compose up -d" : "docker compose -f \(ShellText.quoted(file)) up -d"
    }

    /// Each unit with the port on this machine, such as `api 8000, web 3000`.
    var details: String {
        let ports = units.compactMap { unit in
            (unit.service.publishedPorts.first ?? unit.package.port).map { "\(unit.package.name) \($0)" }
        }
        return ports.isEmpty ? "-" : ports.joined(separator: ", ")
    }

    /// The row of the Infrastructure table.
    var row: InfrastructureEntry {
        InfrastructureEntry(
            InfrastructureRow(.localDev, provider: command, details: details), rule: .keepExisting)
    }
}
