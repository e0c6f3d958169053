import Topology
import Workspace

/// Services of `azure.yaml` (learn.microsoft.com/azure/developer/azure-developer-cli, "azure.yaml schema").
struct AzureServices: Sendable {
    /// Matches of the services that one kind of host runs.
    ///
    /// - Parameters:
    ///   - hosts: Values of `host`.
    ///   - reader: For the platform.
    /// - Returns: One for each package; a project of .NET Aspire stands for everything that it starts.
    static func matches(hosts: Set<String>, _ reader: PlatformReader) -> [PlatformMatch] {
        reader.documents(named: ["azure.yaml", "azure.yml"]).flatMap { document -> [PlatformMatch] in
            let base = RelativePath.folder(of: document.path)
            return (document.root["services"]?.members ?? []).flatMap { service -> [PlatformMatch] in
                guard let host = service.value["host"]?.string, hosts.contains(host),
                    let project = service.value["project"]?.string
                else { return [] }
                // A project may be named by its file.
                let path = RelativePath.join(base, project) ?? base
                let folder = path.hasSuffix("proj") ? RelativePath.folder(of: path) : path
                let started = ApplicationHosts(reader.repository)
                if started.hosts[folder] != nil {
                    return started.projects.keys.sorted().map {
                        reader.match($0, at: document.place(of: service), confidence: 75)
                    }
                }
                guard let package = reader.owner.package(file: document.path, folder: folder, names: [service.key])
                else { return [] }
                var match = reader.match(package, at: document.place(of: service))
                if host == "function" { match.add(type: .function, at: document.place(of: service)) }
                return [match]
            }
        }
    }
}
