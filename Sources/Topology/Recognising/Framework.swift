package import Workspace

/// What recognising asks of a framework. What bundles ask stands in the Bundles module.
package protocol Framework: Sendable {
    /// Lower-case id, such as `fastapi`.
    var id: String { get }
    /// The name as its makers write it, such as `FastAPI`.
    var name: String { get }
    /// Lower-case language id, such as `python`.
    var language: String { get }
    /// What in the package shows that it is built with this framework; nil where nothing does.
    ///
    /// A dependency alone is not enough: an import in an entry point, a config file or a start command is.
    func recognise(_ package: PackageContents) -> FrameworkMatch?
}

/// What a framework found in one package.
package struct FrameworkMatch: Sendable {
    /// What a package with this framework is.
    package var type: PackageType
    /// How sure it is, 0 to 100; the surest match of a package wins, the others stay as evidence.
    package var confidence: Int
    /// The lines that show it (`framework`), and those behind `start`, `port` and `health`.
    package var evidence: [Evidence]
    /// The command that starts it in production, as typed in the package's folder.
    package var start: String?
    /// The port that it listens on by default.
    package var port: Int?
    /// The health endpoint that the code has.
    package var health: HealthRoute?

    /// Makes a match.
    package init(
        type: PackageType, confidence: Int, evidence: [Evidence], start: String? = nil, port: Int? = nil,
        health: HealthRoute? = nil
    ) {
        self.type = type
        self.confidence = confidence
        self.evidence = evidence
        self.start = start
        self.port = port
        self.health = health
    }
}

/// A route of the code that answers health questions.
package struct HealthRoute: Sendable, Hashable {
    /// URL path from the root of the unit, such as `/api/health`.
    package var path: String
    /// Where the route is declared.
    package var place: FilePlace

    /// Makes a route.
    package init(path: String, place: FilePlace) {
        self.path = path
        self.place = place
    }

    /// Last path components that health endpoints have by custom, the likeliest first.
    ///
    /// `/up` is Rails' and Laravel's, `livez` and `readyz` are Kubernetes' own, `ht` is django-health-check's.
    package static let customaryNames: [String] = [
        "health", "healthz", "healthcheck", "health-check", "health_check", "readyz", "readiness", "ready", "livez",
        "liveness", "alive", "up", "ping", "status", "heartbeat", "_health", "__health", "ht",
    ]

    /// Whether a URL path looks like a health endpoint: one of `customaryNames` is its last component.
    package static func isCustomary(_ path: String) -> Bool {
        rank(path) != nil
    }

    /// The place of a path in the order of likelihood, 0 for the likeliest; nil where it is none.
    package static func rank(_ path: String) -> Int? {
        guard let last = path.lowercased().split(separator: "/").last else { return nil }
        return customaryNames.firstIndex(of: String(last))
    }
}
