import Workspace

/// What a package is, and why.
struct PackageRole: Sendable {
    /// What it is for.
    var type: PackageType
    /// Whether it is deployed by itself.
    var deploys: Bool
    /// The lines that decided, then every other sign, the strongest first.
    var evidence: [Evidence]
    /// Whether something that was seen shows it; otherwise it only follows from what is not there.
    var isSure = false
}

/// How much a sign says about a package, compared with other signs; a stronger one wins where they disagree.
///
/// The order is that of how hard a sign is to have by accident: a name says little, a program says what it could be, a
/// Dockerfile that somebody means to run it, a manifest of production that it runs, a pipeline that it is deployed today.
enum RoleRank: Int, Sendable, Comparable {
    /// Follows from a manifest or a layout alone: `bin`, an `index.html`.
    case custom
    /// What the program does: an application that listens, a handler, a worker's loop.
    case code
    /// Of what kind the program is, whatever serves it: an application for phones, a documentation site.
    case kind
    /// Others need it when they run.
    case imported
    /// A Dockerfile, a Procfile or a start command runs it.
    case recipe
    /// It is published for others, and others use it.
    case published
    /// CI builds its image and pushes it.
    case image
    /// Another package carries it inside.
    case shipped
    /// A compose file or an application host runs it beside others.
    case orchestrated
    /// It stands with tests, examples or fixtures.
    case aside
    /// A platform's file or a manifest of production names it.
    case platform
    /// CI deploys it.
    case pipeline

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// One thing that was seen about a package and what it says.
struct RoleSign: Sendable {
    /// What it makes the package; nil where it says nothing about that.
    var type: PackageType?
    /// Whether the package is deployed by itself; nil where it says nothing about that.
    var deploys: Bool?
    /// How much it says.
    var rank: RoleRank
    /// In a few words, such as `imported by apps/web`.
    var reason: String
    /// Where it stands.
    var place: FilePlace

    /// Makes a sign.
    init(_ type: PackageType?, deploys: Bool?, _ rank: RoleRank, _ reason: String, at place: FilePlace) {
        self.type = type
        self.deploys = deploys
        self.rank = rank
        self.reason = reason
        self.place = place
    }

    /// The sign as a fact, such as `frontend, deployed: framework nextjs`.
    var evidence: Evidence {
        let words = [type?.rawValue, deploys.map { $0 ? "deployed" : "not deployed" }].compactMap(\.self)
        return Evidence("role", words.joined(separator: ", ") + ": " + reason, at: place)
    }
}
