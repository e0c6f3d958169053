package import Topology
package import Workspace

/// What the Health bundle asks of a framework.
package protocol HealthAnswers: Sendable {
    /// The endpoint that the code has today and which components it asks.
    func healthInCode(of unit: DeployableUnit) -> HealthInCode
    /// The ways to add what is lacking, best first. Empty where this framework cannot get an endpoint from us.
    func healthApproaches(for unit: DeployableUnit) -> [Approach]
    /// The edits that one approach makes. Pure: nothing is written.
    ///
    /// - Throws: `health/...` where this approach does not fit the code; the next one is then tried.
    func planHealth(_ request: HealthRequest) throws(Diagnostic) -> HealthEdits
}

/// The health endpoint of a unit as its code has it.
package struct HealthInCode: Sendable {
    /// The route; nil where there is none.
    package var route: HealthRoute?
    /// The line of the driver call that checks a component, by component id. A component without an entry is not
    /// checked, as far as the code shows.
    package var checks: [String: FilePlace]

    /// Makes an answer.
    package init(route: HealthRoute? = nil, checks: [String: FilePlace] = [:]) {
        self.route = route
        self.checks = checks
    }
}

/// What a framework is asked to add.
package struct HealthRequest: Sendable {
    /// The unit.
    package var unit: DeployableUnit
    /// What its code has.
    package var existing: HealthInCode
    /// The components to check: databases first (required: down means 503), then caches (down means degraded).
    package var components: [HealthComponent]
    /// Which approach to follow: an id of `healthApproaches`.
    package var approach: Approach
    /// Whether an endpoint that this program generated before did not hold: the edits then bring the generated file
    /// back to what it should say, replacing what it says now.
    package var isRepair: Bool

    /// Makes a request.
    package init(
        unit: DeployableUnit, existing: HealthInCode, components: [HealthComponent], approach: Approach,
        isRepair: Bool = false
    ) {
        self.unit = unit
        self.existing = existing
        self.components = components
        self.approach = approach
        self.isRepair = isRepair
    }
}

/// A component as the health answer names it.
package struct HealthComponent: Sendable, Hashable {
    /// The key in the answer: `database`, `cache`, or the component's id for further ones.
    package var key: String
    /// Id of the component in the topology.
    package var id: String
    /// Engine id, such as `postgresql`.
    package var engine: String
    /// Whether the unit is unhealthy (503) without it; a cache only degrades it.
    package var isRequired: Bool

    /// Makes a component.
    package init(key: String, id: String, engine: String, isRequired: Bool) {
        self.key = key
        self.id = id
        self.engine = engine
        self.isRequired = isRequired
    }
}

/// The edits that give a unit its health endpoint.
package struct HealthEdits: Sendable {
    /// Files to create and to edit.
    package var changes: [FileChange]
    /// URL path that the endpoint has then.
    package var path: String
    /// The file that holds the endpoint, relative to the root, for the report.
    package var file: String

    /// Makes the edits.
    package init(changes: [FileChange], path: String, file: String) {
        self.changes = changes
        self.path = path
        self.file = file
    }
}
