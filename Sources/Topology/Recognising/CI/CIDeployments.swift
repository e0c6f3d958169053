package import Workspace

/// All that CI deploys and builds, with the package that each is about.
///
/// A platform asks `deploying(to:)`, the classification of packages asks `of(_:)`.
package struct CIDeployments: Sendable {
    /// Everything that steps do, in the order of pipelines and steps.
    package let all: [CIDeployment]

    /// Those of a repository, found once.
    package init(in repository: RepositoryView) {
        self = repository.manifests.derived("ci-deployments") { CIDeployments(reading: repository) }
    }

    private init(reading repository: RepositoryView) {
        let steps = CIPipelines.steps(in: repository)
        let reader = DeployCommandReader(files: repository.files)
        var found = steps.flatMap { reader.deployments(of: $0) }
        // A build without a push of its own is pushed by a later command of its job.
        let pushes = Set(steps.filter { DeployCommandReader.isPush($0) }.map(\.job))
        for index in found.indices where found[index].act == .buildsImage(isPushed: false) {
            if pushes.contains(found[index].job) { found[index].act = .buildsImage(isPushed: true) }
        }
        guard !found.isEmpty else {
            all = []
            return
        }
        let owners = repository.deployedPackages
        var images: [String: String] = [:]
        for index in found.indices where found[index].buildsImage {
            found[index].package = owners.package(building: found[index])
            guard let package = found[index].package else { continue }
            for image in found[index].images { images[ImageName(image).path] = package }
        }
        for index in found.indices where !found[index].buildsImage {
            found[index].package = owners.package(deployedBy: found[index], images: images)
        }
        all = found
    }

    /// What is done with a package.
    ///
    /// - Parameter package: Its path.
    /// - Returns: In the order of pipelines and steps.
    package func of(_ package: String) -> [CIDeployment] { all.filter { $0.package == package } }

    /// What reaches a platform, by the id of its entry in the catalogue, of which the package is known.
    package func deploying(to platform: String) -> [CIDeployment] {
        all.filter { $0.platform == platform && $0.package != nil }
    }

    /// Images that CI builds, by their name without registry host, tag and digest, with the package that they are built
    /// from.
    package var builtImages: [(image: ImageName, package: String, place: FilePlace)] {
        all.filter(\.buildsImage).flatMap { build in
            build.images.compactMap { image in build.package.map { (ImageName(image), $0, build.place) } }
        }
    }
}
