package import Topology
import Workspace

/// Kamal (kamal-deploy.org/docs/configuration).
package struct KamalPlatform: DescribedPlatform {
    package let id = "kamal"
    package let name = "Kamal"

    /// Makes the entry.
    package init() {}

    /// kamal-deploy.org/docs/configuration/proxy (`/up` by default), kamal-deploy.org/docs/commands/rollback.
    package var facts: PlatformFacts {
        PlatformFacts(
            probing: .file(key: "proxy.healthcheck in config/deploy.yml", value: { "`healthcheck: {path: \($0)}`" }),
            deploy: ["In the folder of UNIT (PATH), run `kamal deploy`"],
            rollback: [
                .init("List the containers with their versions.", ["kamal", "app", "containers"]),
                .init("Go back to a version.", ["kamal", "rollback", "<version>"]),
            ])
    }

    /// `config/deploy.yml` of a package and its variants for destinations.
    package func detect(in repository: RepositoryView) -> [PlatformMatch] {
        let reader = PlatformReader(id, repository)
        let files = repository.yamlFiles.filter { path in
            let folder = RelativePath.folder(of: path)
            return RelativePath.baseName(of: path).hasPrefix("deploy.")
                && (folder == "config" || folder.hasSuffix("/config"))
        }
        return files.compactMap { repository.manifests.document($0) }.compactMap { document in
            let root = document.root
            guard let service = root["service"], root["servers"] != nil || root["image"] != nil else { return nil }
            let home = RelativePath.folder(of: RelativePath.folder(of: document.path))
            let context = root[path: "builder", "context"]?.string.flatMap { RelativePath.join(home, $0) }
            let file = root[path: "builder", "dockerfile"]?.string.flatMap { RelativePath.join(home, $0) }
            let package = reader.owner.package(file: document.path, folder: context, dockerfile: file)
            guard let package else { return nil }
            var match = reader.match(package, at: document.place(of: service))
            let proxy = root["proxy"]
            match.add(port: proxy?["app_port"], in: document)
            match.add(probe: proxy?[path: "healthcheck", "path"], in: document)
            match.add(domains: proxy?["hosts"]?.elements ?? proxy?["host"].map { [$0] } ?? [], in: document)
            return match
        }
    }
}
