package import Workspace

/// What a step of CI does with one thing of the repository: it deploys it, or builds its image.
package struct CIDeployment: Sendable {
    /// What is done.
    package enum Act: Sendable, Hashable {
        /// It reaches a platform, by the id of its entry in the catalogue.
        case deploys(platform: String)
        /// An image is built; whether it is also pushed to a registry.
        case buildsImage(isPushed: Bool)
    }

    /// What is done.
    package var act: Act
    /// The folder that is deployed or is the build context, relative to the root.
    package var folder: String?
    /// The file that says how: a platform's file, a manifest, a Dockerfile.
    package var file: String?
    /// What it is called there: services, applications, releases, functions.
    package var names: [String] = []
    /// Images that are built or deployed, as written.
    package var images: [String] = []
    /// The line of the pipeline.
    package var place: FilePlace
    /// The job that does it.
    package var job: String
    /// Whether only pull requests run it: previews and checks.
    package var isForPullRequests: Bool
    /// The package that it is about; nil where that is not known.
    package var package: String?

    /// Makes a deployment of a step.
    init(
        _ act: Act, by step: CIStep, folder: String? = nil, file: String? = nil, names: [String?] = [],
        images: [String?] = []
    ) {
        self.act = act
        self.folder = folder
        self.file = file
        self.names = names.compactMap(\.self).filter { !$0.isEmpty }
        self.images = images.compactMap(\.self).filter { !$0.isEmpty }
        place = step.place
        job = step.job
        isForPullRequests = step.isForPullRequests
    }

    /// The id of the platform; nil where an image is built.
    package var platform: String? {
        guard case .deploys(let platform) = act else { return nil }
        return platform
    }

    /// Whether it builds an image.
    package var buildsImage: Bool { platform == nil }
}
