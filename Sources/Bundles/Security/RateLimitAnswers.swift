package import Topology
package import Workspace

/// What the Security bundle asks of a framework.
package protocol RateLimitAnswers: Sendable {
    /// The rate limiting that the code has today; nil where it has none.
    func rateLimitInCode(of unit: DeployableUnit) -> RateLimitInCode?
    /// The ways to add it, best first. Empty where this framework cannot get it from us.
    func rateLimitApproaches(for need: RateLimitNeed) -> [Approach]
    /// The edits that one approach makes. Pure: nothing is written.
    ///
    /// - Throws: `rate-limit/...` where this approach does not fit the code; the next one is then tried.
    func planRateLimit(_ need: RateLimitNeed, approach: Approach) throws(Diagnostic) -> RateLimitEdits
    /// The edits that correct what validation saw; nil where none is known.
    ///
    /// - Throws: `rate-limit/...` where the code cannot be edited.
    func repairRateLimit(_ need: RateLimitNeed, of faults: Set<RateLimitFault>) throws(Diagnostic) -> RateLimitEdits?
}

extension RateLimitAnswers {
    /// None is known.
    package func rateLimitInCode(of unit: DeployableUnit) -> RateLimitInCode? { nil }
    /// None.
    package func rateLimitApproaches(for need: RateLimitNeed) -> [Approach] { [] }
    /// No approach fits.
    package func planRateLimit(_ need: RateLimitNeed, approach: Approach) throws(Diagnostic) -> RateLimitEdits {
        throw .error("rate-limit/approach", "no way to add rate limiting is known", at: FilePlace(need.unit.path))
    }
    /// None is known.
    package func repairRateLimit(
        _ need: RateLimitNeed, of faults: Set<RateLimitFault>
    ) throws(Diagnostic) -> RateLimitEdits? { nil }
}

/// Rate limiting as the code of a unit has it.
package struct RateLimitInCode: Sendable {
    /// The library for the table, such as `slowapi`; what it is called where none is used.
    package var provider: String
    /// The line that shows it.
    package var place: FilePlace
    /// What the code documents; nil where it does not show it.
    package var policy: RateLimitPolicy?
    /// URL path of a cheap route for GET that is limited; nil where every path is, known or not.
    package var path: String?
    /// Routes that the limit leaves out though it is made route by route, such as `GET /notes`, with their lines.
    package var unlimited: [FindingPart]
    /// Lines that would explain a fault, should validation see it.
    package var suspects: [RateLimitFault: RateLimitSuspect]

    /// Makes an answer.
    package init(
        provider: String, place: FilePlace, policy: RateLimitPolicy?, path: String? = nil,
        unlimited: [FindingPart] = [], suspects: [RateLimitFault: RateLimitSuspect] = [:]
    ) {
        self.provider = provider
        self.place = place
        self.policy = policy
        self.path = path
        self.unlimited = unlimited
        self.suspects = suspects
    }
}

/// What can be wrong with a rate limit that is there.
package enum RateLimitFault: String, Sendable, Hashable, CaseIterable {
    /// No request is ever limited.
    case neverLimits
    /// The limit comes at another count than the documented one.
    case otherCount
    /// The answer does not say when to come back.
    case noRetryAfter
    /// All clients count as one, because the address of the proxy is counted.
    case countsProxy
    /// A forged header gets a limit of its own.
    case isEvaded
    /// The health path is limited too.
    case limitsHealth
    /// It does not end with its window.
    case neverEnds
}

/// A line that explains a fault.
package struct RateLimitSuspect: Sendable, Hashable {
    /// The line.
    package var place: FilePlace
    /// What is wrong there, in one sentence without the place.
    package var sentence: String

    /// Makes a suspect.
    package init(_ sentence: String, at place: FilePlace) {
        self.sentence = sentence
        self.place = place
    }
}

/// What a rate limit for a unit has to respect.
package struct RateLimitNeed: Sendable {
    /// The unit.
    package var unit: DeployableUnit
    /// The limit that it gets unless `RATE_LIMIT` says otherwise.
    package var policy: RateLimitPolicy
    /// Where the address of the client is found.
    package var client: ClientAddress
    /// Why there: the platform or CDN that writes it, for the comment in the file, such as `Fly.io`.
    package var clientSource: String?
    /// The cache that all runs of the unit share; nil where a count in memory is the whole or there is none.
    package var store: SharedComponent?
    /// URL paths that are never limited, because probes ask for them.
    package var exempt: [String]

    /// Makes a need.
    package init(
        unit: DeployableUnit, policy: RateLimitPolicy = .standard, client: ClientAddress, clientSource: String? = nil,
        store: SharedComponent? = nil, exempt: [String]
    ) {
        self.unit = unit
        self.policy = policy
        self.client = client
        self.clientSource = clientSource
        self.store = store
        self.exempt = exempt
    }
}

/// The edits that give a unit its rate limit.
package struct RateLimitEdits: Sendable {
    /// Files to create and to edit.
    package var changes: [FileChange]
    /// The library for the table, such as `slowapi`.
    package var provider: String
    /// Dependencies to add by the unit's package manager.
    package var dependencies: [String]
    /// What is done, for the report, such as `slowapi on 3 routes`.
    package var summary: String

    /// Makes the edits.
    package init(changes: [FileChange], provider: String, dependencies: [String] = [], summary: String) {
        self.changes = changes
        self.provider = provider
        self.dependencies = dependencies
        self.summary = summary
    }
}
