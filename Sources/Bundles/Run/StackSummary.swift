import Topology
import Workspace

/// The lines under `Stack detected:` of the preview.
package enum StackSummary {
    /// CDN, platforms, databases, caches and queues, each with the packages that it is for in a monorepo.
    package static func lines(of context: BundleContext) -> [PreviewText.StackLine] {
        let graph = context.graph
        var lines: [PreviewText.StackLine] = []
        for component in graph.shared where component.kind == .cdn {
            lines.append(.init(role: "CDN", value: name(of: component, in: context)))
        }
        lines += context.repository.conventions.filter { $0.kind == .cdn && !$0.provider.isEmpty }
            .map { .init(role: "CDN", value: $0.provider) }
        let used = Set(graph.packages.flatMap(\.platforms))
        for platform in context.catalogue.platforms where used.contains(platform.id) {
            let paths = graph.packages.filter { $0.platforms.contains(platform.id) }.map(\.path)
            lines.append(.init(role: "Platform", value: platform.name + suffix(paths, graph)))
        }
        let roles: [(ComponentKind, String)] = [
            (.database, "Database"), (.cache, "Cache"), (.queue, "Queue"), (.search, "Search"),
            (.objectStore, "Object store"),
        ]
        for (kind, role) in roles {
            lines += graph.shared.filter { $0.kind == kind }.map { component in
                .init(role: role, value: name(of: component, in: context) + suffix(component.usedBy, graph))
            }
        }
        lines += Set(graph.evidence.filter { $0.fact == "iac" }.map(\.value)).sorted()
            .map { .init(role: "Infrastructure as code", value: $0) }
        return lines
    }

    private static func name(of component: SharedComponent, in context: BundleContext) -> String {
        let name =
            context.catalogue.datastore(component.engine)?.name
            ?? component.engine.flatMap { ContentNetwork.names[$0] } ?? component.engine ?? component.id
        return name + (component.version.map { " \($0)" } ?? "")
    }

    private static func suffix(_ paths: [String], _ graph: TopologyGraph) -> String {
        graph.isMonorepo && !paths.isEmpty ? " (\(paths.joined(separator: ", ")))" : ""
    }
}
