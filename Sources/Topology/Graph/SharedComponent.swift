/// What a component is for.
package enum ComponentKind: String, Sendable, Hashable, CaseIterable {
    /// Holds the truth; losing it is losing data.
    case database
    /// Holds copies that can be made again.
    case cache
    /// Carries messages between packages.
    case queue
    /// Answers searches over copies of data.
    case search
    /// Holds files.
    case objectStore = "object-store"
    /// Serves copies near the user.
    case cdn
    /// A name under which units are reached.
    case domain
}

/// A database, cache, queue, ... that serves one or more units.
package struct SharedComponent: Sendable {
    /// `<owner slug>-<engine>`, or the compose service's name where several packages share it.
    package var id: String
    /// What it is for.
    package var kind: ComponentKind
    /// Lower-case engine id, such as `postgresql`; nil for a domain.
    package var engine: String?
    /// Version where it is pinned, such as `16`.
    package var version: String?
    /// Path of the package that owns it; nil where none does.
    package var owner: String?
    /// Paths of the packages that use it, sorted.
    package var usedBy: [String]
    /// Where it was seen.
    package var evidence: [Evidence]

    /// Makes a component.
    package init(
        id: String, kind: ComponentKind, engine: String?, version: String? = nil, owner: String? = nil,
        usedBy: [String], evidence: [Evidence] = []
    ) {
        self.id = id
        self.kind = kind
        self.engine = engine
        self.version = version
        self.owner = owner
        self.usedBy = usedBy
        self.evidence = evidence
    }
}
