import Topology
import Workspace

@testable import Bundles

/// A unit of Python made of files in memory.
enum PythonUnit {
    /// A unit in `folder` with the components of these engines.
    static func unit(
        _ files: [String: String], folder: String = "apps/api", engines: [String] = [],
        dependencies: [String] = ["fastapi", "uvicorn"], package: String = "uv"
    ) -> DeployableUnit {
        let contents = contents(files, folder: folder, dependencies: dependencies)
        return unit(contents, engines: engines, package: package)
    }

    /// A unit over the files of a repository.
    static func unit(_ contents: PackageContents, engines: [String], package: String = "uv") -> DeployableUnit {
        var node = PackageNode(
            name: contents.name, path: contents.path, type: .backend, deploysIndependently: true)
        node.language = "python"
        node.packageManager = package
        let components = engines.map { engine in
            let isCache = engine == "redis" || engine == "valkey"
            return SharedComponent(
                id: "api-\(engine)", kind: isCache ? .cache : .database, engine: engine, usedBy: [contents.path])
        }
        return DeployableUnit(
            package: node, contents: contents, components: components.sorted { $0.id < $1.id }, isMonorepo: true)
    }

    /// The contents of a package whose files are given relative to it.
    static func contents(
        _ files: [String: String], folder: String = "apps/api", dependencies: [String] = ["fastapi", "uvicorn"]
    ) -> PackageContents {
        let prefix = folder == "." ? "" : folder + "/"
        let repository = RepositoryFiles(
            Dictionary(uniqueKeysWithValues: files.map { (prefix + $0.key, $0.value) }))
        return contents(of: repository, folder: folder, dependencies: dependencies)
    }

    /// The contents of a package of a repository.
    static func contents(of repository: RepositoryFiles, folder: String, dependencies: [String]) -> PackageContents {
        let declared = dependencies.map {
            DeclaredDependency(
                name: $0, requirement: "", kind: .production,
                place: FilePlace(ManifestStore.path("pyproject.toml", in: folder), line: 1))
        }
        return PackageContents(
            path: folder, name: "api", files: repository, claims: [], paths: Array(repository.under(folder)),
            dependencies: [.python: declared])
    }

    /// The files after a change set, for asking again.
    static func applying(_ changes: [FileChange], to files: [String: String], folder: String = "apps/api")
        -> [String: String]
    {
        var result = files
        for change in changes {
            let relative = RelativePath.relative(change.path, to: folder)
            result[relative] = change.new.map { String(decoding: $0, as: UTF8.self) }
        }
        return result
    }
}
