/// What recognising asks of a platform.
package protocol Platform: Sendable {
    /// Lower-case id, such as `fly`.
    var id: String { get }
    /// The name as its makers write it, such as `Fly.io`.
    var name: String { get }
    /// What this platform's files say about the packages of the repository.
    ///
    /// A file at the root (a `render.yaml`, a compose file) belongs to the packages that it names.
    func recognise(in repository: RepositoryView) -> [PlatformMatch]
    /// Facts about the whole repository that belong to no package, such as infrastructure as code (`iac`).
    func repositoryEvidence(in repository: RepositoryView) -> [Evidence]
}

extension Platform {
    /// Nothing beyond packages.
    package func repositoryEvidence(in repository: RepositoryView) -> [Evidence] { [] }
}

/// A platform seen for one package.
package struct PlatformMatch: Sendable {
    /// Path of the package.
    package var package: String
    /// Whether the file alone makes the package a deployable unit. A compose file that only starts a database for
    /// development does not; `fly.toml` does.
    package var deploys: Bool
    /// How sure it is, 0 to 100.
    package var confidence: Int
    /// The lines that show it (`platform`), and those behind `port` and `start`.
    package var evidence: [Evidence]
    /// The port that the platform sends requests to.
    package var port: Int?
    /// The command that the platform starts it with.
    package var start: String?
    /// The path that the platform's file already probes.
    package var probePath: String?
    /// Whether it counts only where no other platform is seen: a compose file is the production of a unit that has no
    /// other, and the development stack of one that has.
    package var isFallback = false

    /// Makes a match.
    package init(
        package: String, deploys: Bool, confidence: Int, evidence: [Evidence], port: Int? = nil, start: String? = nil,
        probePath: String? = nil
    ) {
        self.package = package
        self.deploys = deploys
        self.confidence = confidence
        self.evidence = evidence
        self.port = port
        self.start = start
        self.probePath = probePath
    }
}
