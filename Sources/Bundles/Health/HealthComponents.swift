import Topology

/// Which components a unit's health answer names, and how.
enum HealthComponents {
    /// Databases and caches of a unit: `database` and `cache` for the first of each, the component's id for others.
    /// A database is required; without a cache the unit is only degraded.
    static func of(_ unit: DeployableUnit) -> [HealthComponent] {
        var components: [HealthComponent] = []
        for component in unit.checkedComponents {
            guard let engine = component.engine else { continue }
            let key = component.kind == .database ? "database" : "cache"
            let isFirst = !components.contains { $0.key == key }
            components.append(
                HealthComponent(
                    key: isFirst ? key : component.id, id: component.id, engine: engine,
                    isRequired: component.kind == .database))
        }
        return components
    }

    /// The word of a component in a report: `DB` and `cache`, or its id.
    static func word(_ component: HealthComponent) -> String {
        switch component.key {
        case "database": "DB"
        case "cache": "cache"
        default: component.id
        }
    }
}
