import Topology
import Workspace

@testable import Bundles

/// A unit of Go made of files in memory.
enum GoUnit {
    /// A unit in `folder` with the components of these engines.
    static func unit(
        _ files: [String: String], folder: String = "apps/rates", engines: [String] = [], start: String? = nil
    ) -> DeployableUnit {
        var node = PackageNode(name: "rates", path: folder, type: .backend, deploysIndependently: true)
        node.language = "go"
        node.packageManager = "go"
        node.start = start
        let components = engines.map { engine in
            SharedComponent(
                id: "rates-\(engine)", kind: engine == "redis" || engine == "valkey" ? .cache : .database,
                engine: engine, usedBy: [folder])
        }
        return DeployableUnit(
            package: node, contents: contents(files, folder: folder),
            components: components.sorted { $0.id < $1.id }, isMonorepo: true)
    }

    /// The contents of a package whose files are given relative to it.
    static func contents(_ files: [String: String], folder: String = "apps/rates") -> PackageContents {
        let prefix = folder == "." ? "" : folder + "/"
        let repository = RepositoryFiles(
            Dictionary(uniqueKeysWithValues: files.map { (prefix + $0.key, $0.value) }))
        return contents(of: repository, folder: folder)
    }

    /// The contents of a package of a repository.
    static func contents(of repository: RepositoryFiles, folder: String) -> PackageContents {
        let requirements = GoModule(in: folder, repository)?.requirements ?? []
        let declared = requirements.map {
            DeclaredDependency(name: $0.path, requirement: $0.version, kind: .production, place: $0.place)
        }
        return PackageContents(
            path: folder, name: "rates", files: repository, claims: [], paths: Array(repository.under(folder)),
            dependencies: [.go: declared])
    }

    /// The files after some changes, for asking again.
    static func applying(
        _ changes: [FileChange], to files: [String: String], folder: String = "apps/rates"
    ) -> [String: String] {
        var result = files
        for change in changes {
            let relative = RelativePath.relative(change.path, to: folder)
            result[relative] = change.new.map { String(decoding: $0, as: UTF8.self) }
        }
        return result
    }
}
