import Workspace

/// Which package an image is made from, for files that only name the image: manifests of clusters, compose files, task
/// definitions.
///
/// The surest first: CI builds it, a compose file or Skaffold builds it, a package with a Dockerfile is called like it.
package struct ImageOwners: Sendable {
    private let built: [String: String]
    private let packages: DeployedPackages
    private let withDockerfile: Set<String>

    /// Those of a repository, found once.
    package init(in repository: RepositoryView) {
        self = repository.manifests.derived("image-owners") { ImageOwners(reading: repository) }
    }

    private init(reading repository: RepositoryView) {
        let packages = repository.deployedPackages
        var built: [String: String] = [:]
        for (image, package, _) in CIDeployments(in: repository).builtImages { built[image.path] = package }
        for service in ComposeProjects(in: repository).services {
            guard let image = service.image?.text, let folder = service.buildFolder,
                let package = packages.holder(of: folder, allowingRoot: false)
            else { continue }
            let path = ImageName(image).path
            if built[path] == nil { built[path] = package }
        }
        for (image, folder) in Self.artifacts(repository) {
            guard let package = packages.holder(of: folder, allowingRoot: false) else { continue }
            built[ImageName(image).path] = package
        }
        self.built = built
        self.packages = packages
        withDockerfile = Set(TelltalePaths(in: repository).dockerfiles.map { RelativePath.folder(of: $0) })
    }

    /// `build.artifacts` (skaffold.dev, "skaffold.yaml").
    private static func artifacts(_ repository: RepositoryView) -> [(image: String, folder: String)] {
        repository.files.named("skaffold.yaml").flatMap { path -> [(String, String)] in
            guard let bytes = repository.files.contents(path),
                let documents = try? YAMLParser.parse(bytes, path: path)
            else { return [] }
            let base = RelativePath.folder(of: path)
            return documents.flatMap { $0.root[path: "build", "artifacts"]?.elements ?? [] }.compactMap { artifact in
                guard let image = artifact["image"]?.string,
                    let folder = RelativePath.join(base, artifact["context"]?.string ?? ".")
                else { return nil }
                return (image, folder)
            }
        }
    }

    /// The package that an image is made from.
    ///
    /// - Parameter image: As written, with registry and tag.
    /// - Returns: The package's path; nil where it is not known, or where the image is somebody else's.
    package func package(of image: String) -> String? {
        let name = ImageName(image)
        if let found = built[name.path] { return found }
        let base = name.base
        guard !base.isEmpty, !(name.isOfficial && name.tag != nil && !isOurs(base)) else { return nil }
        if let found = packages.package(named: base), isNamed(found, base) { return found }
        return packages.package(endingName: base) { withDockerfile.contains($0) }
    }

    /// A local image without an owner is ours where a package of its name has a Dockerfile.
    private func isOurs(_ base: String) -> Bool {
        packages.package(named: base).map { withDockerfile.contains($0) } ?? false
    }

    /// A word alone may be the name of somebody else's program; two say more.
    private func isNamed(_ package: String, _ base: String) -> Bool {
        withDockerfile.contains(package) || base.contains("-") || base.contains("_")
    }
}
