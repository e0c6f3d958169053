package import Workspace

/// One `--filter` expression: an exact name, or the path of a package.
package struct PackageFilter: Sendable, Hashable {
    /// The expression as it was written.
    package let expression: String
    /// Whether it takes packages away (`!`).
    package let isExclusion: Bool
    private let subject: String

    /// Reads an expression.
    package init(_ expression: String) {
        self.expression = expression
        isExclusion = expression.hasPrefix("!")
        subject = isExclusion ? String(expression.dropFirst()) : expression
    }

    /// The packages that several expressions choose: filters add up, exclusions take away, whatever the order.
    ///
    /// - Parameters:
    ///   - expressions: What was written; none chooses everything, exclusions alone choose everything else.
    ///   - graph: The topology.
    ///   - folder: The working directory relative to the root, for paths; `.` where it lies outside.
    /// - Returns: The chosen packages in the order of the graph.
    /// - Throws: `filter/no-match` with the nearest names, `filter/ambiguous`.
    package static func select(
        _ expressions: [String], in graph: TopologyGraph, from folder: String = "."
    ) throws(Diagnostic) -> [PackageNode] {
        let filters = expressions.map { PackageFilter($0) }
        var included: Set<String> = []
        var excluded: Set<String> = []
        for filter in filters {
            let paths = try filter.matches(in: graph, from: folder).map(\.path)
            if filter.isExclusion { excluded.formUnion(paths) } else { included.formUnion(paths) }
        }
        if filters.allSatisfy(\.isExclusion) { included = Set(graph.packages.map(\.path)) }
        return graph.packages.filter { included.contains($0.path) && !excluded.contains($0.path) }
    }

    /// The packages that one expression names.
    private func matches(in graph: TopologyGraph, from folder: String) throws(Diagnostic) -> [PackageNode] {
        if subject == "//" { return try found(graph.packages.filter { $0.path == "." }, graph) }
        let named = graph.packages.filter { $0.name == subject }
        if !named.isEmpty { return named }
        // A name without its scope counts where no package has it exactly and only one has it without.
        let unscoped = graph.packages.filter { PackageTitle.short($0.name) == subject && $0.name.hasPrefix("@") }
        if unscoped.count == 1 { return unscoped }
        if unscoped.count > 1 { throw .ambiguous(expression, among: unscoped.map(\.name)) }
        let path = RelativePath.join(folder, subject.hasSuffix("/") ? String(subject.dropLast()) : subject)
        return try found(graph.packages.filter { $0.path == path }, graph)
    }

    private func found(_ packages: [PackageNode], _ graph: TopologyGraph) throws(Diagnostic) -> [PackageNode] {
        guard packages.isEmpty else { return packages }
        let known = graph.packages.flatMap { [$0.name, PackageTitle.short($0.name), $0.path] }
        throw .noMatch(expression, nearest: NearestNames.to(subject, among: known, limit: 3), known: graph.packages)
    }
}

extension TopologyGraph {
    /// The part of the topology that concerns some packages: they, and the components that they use.
    package func restricted(to packages: [PackageNode]) -> TopologyGraph {
        let paths = Set(packages.map(\.path))
        var part = self
        part.packages = packages
        part.shared = shared.filter { component in component.usedBy.contains { paths.contains($0) } }
        return part
    }
}

extension Diagnostic {
    fileprivate static func noMatch(_ expression: String, nearest: [String], known: [PackageNode]) -> Diagnostic {
        let names = nearest.isEmpty ? known.prefix(8).map { PackageTitle.short($0.name) } : nearest
        let list = names.map { "`\($0)`" }.joined(separator: ", ")
        let remedy = nearest.isEmpty ? "there are \(list.isEmpty ? "no packages" : list)" : "did you mean \(list)?"
        return .error("filter/no-match", "no package matches the filter `\(expression)`", remedy: remedy)
    }

    fileprivate static func ambiguous(_ expression: String, among names: [String]) -> Diagnostic {
        .error(
            "filter/ambiguous", "several packages match the filter `\(expression)`",
            remedy: "name one of \(names.map { "`\($0)`" }.joined(separator: ", "))")
    }
}
