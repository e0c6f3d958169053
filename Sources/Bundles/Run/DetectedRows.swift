import Topology
package import Workspace

/// Rows of the Infrastructure table that follow from the topology alone: where units run and what they share.
package enum DetectedRows {
    /// Hosting, database, cache and queue rows; a row that is there already stays as it is.
    package static func entries(of context: BundleContext) -> [InfrastructureEntry] {
        hosting(context) + components(context)
    }

    private static func hosting(_ context: BundleContext) -> [InfrastructureEntry] {
        context.graph.packages.filter(\.deploysIndependently).flatMap { package in
            package.platforms.compactMap { context.catalogue.platform($0) }.prefix(1).map { platform in
                InfrastructureEntry(
                    InfrastructureRow(.hosting, package: package.path, provider: platform.name, details: "-"))
            }
        }
    }

    private static func components(_ context: BundleContext) -> [InfrastructureEntry] {
        context.graph.shared.compactMap { component in
            guard let kind = tableComponent(component.kind) else { return nil }
            let name =
                context.catalogue.datastore(component.engine)?.name
                ?? component.engine.flatMap { ContentNetwork.names[$0] } ?? component.engine ?? component.id
            let version = component.version.map { " \($0)" } ?? ""
            let owner = component.usedBy.count == 1 ? component.usedBy.first : nil
            let details = owner == nil ? component.usedBy.joined(separator: ", ") : "-"
            return InfrastructureEntry(
                InfrastructureRow(
                    kind, package: owner, provider: name + version, details: details.isEmpty ? "-" : details))
        }
    }

    private static func tableComponent(_ kind: ComponentKind) -> InfrastructureComponent? {
        switch kind {
        case .database: .database
        case .cache: .cache
        case .queue: .queue
        case .cdn: .cdn
        // The table names who serves, not under which names.
        case .domain, .search, .objectStore: nil
        }
    }
}
