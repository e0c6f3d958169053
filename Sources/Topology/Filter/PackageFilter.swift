package import Workspace

/// What several filters choose.
package struct FilterSelection: Sendable {
    /// The chosen packages, in the order of the graph.
    package var packages: [PackageNode]
    /// One sentence for each `[ref]` filter that chose nothing because nothing changed.
    package var notes: [String]

    /// Makes a selection.
    package init(packages: [PackageNode], notes: [String] = []) {
        self.packages = packages
        self.notes = notes
    }
}

/// Chooses packages by `--filter` expressions.
package struct PackageFilter: Sendable {
    /// Looks up the paths of the packages that changed in a range.
    ///
    /// It throws where a ref means no commit: a filter that cannot be understood changes nothing.
    package typealias ChangeLookup = @Sendable (FilterRange) async throws(Diagnostic) -> Set<String>

    private let graph: TopologyGraph
    private let folder: String
    private let reach: PackageReach
    private let changed: [FilterRange: Set<String>]

    /// The packages that several expressions choose: filters add up, exclusions take away, whatever the order.
    ///
    /// - Parameters:
    ///   - expressions: What was written; none chooses everything, exclusions alone choose everything else, but for a
    ///     root that only holds the workspace together.
    ///   - graph: The topology.
    ///   - folder: The working directory relative to the root, for paths; `.` where it lies outside.
    ///   - changes: Answers what changed since a ref; asked once for each range.
    /// - Returns: The chosen packages in the order of the graph.
    /// - Throws: `filter/...` for an expression that says nothing, `filter/no-match` with the nearest names,
    ///   `filter/ambiguous`, and what `changes` throws.
    package static func select(
        _ expressions: [String], in graph: TopologyGraph, from folder: String = ".", changes: ChangeLookup
    ) async throws(Diagnostic) -> FilterSelection {
        guard !expressions.isEmpty else { return FilterSelection(packages: graph.packages) }
        var parsed: [FilterExpression] = []
        for text in expressions { parsed.append(try FilterExpression(text)) }
        // Names first: a mistyped one is reported before git is asked anything.
        for expression in parsed { _ = try subjects(of: expression, in: graph, from: folder) }
        var changed: [FilterRange: Set<String>] = [:]
        for range in parsed.compactMap(\.range) where changed[range] == nil {
            changed[range] = try await changes(range)
        }
        let filter = PackageFilter(
            graph: graph, folder: folder, reach: PackageReach(graph.packages), changed: changed)
        return try filter.select(parsed)
    }

    private func select(_ expressions: [FilterExpression]) throws(Diagnostic) -> FilterSelection {
        var included: Set<String> = []
        var excluded: Set<String> = []
        var notes: [String] = []
        for expression in expressions {
            let entries = try entries(of: expression)
            if entries.isEmpty, let range = expression.range { notes.append(Self.nothing(expression, range)) }
            let expanded = expand(entries, by: expression)
            if expression.isExclusion { excluded.formUnion(expanded) } else { included.formUnion(expanded) }
        }
        if expressions.allSatisfy(\.isExclusion) {
            included = Set(graph.packages.filter { !$0.isWorkspaceRoot }.map(\.path))
        }
        return FilterSelection(
            packages: graph.packages.filter { included.contains($0.path) && !excluded.contains($0.path) },
            notes: notes)
    }

    /// The packages that an expression names, before anything comes with them.
    private func entries(of expression: FilterExpression) throws(Diagnostic) -> Set<String> {
        let subjects = Set(try Self.subjects(of: expression, in: graph, from: folder).map(\.path))
        guard let range = expression.range else { return subjects }
        let changed = changed[range] ?? []
        return subjects.intersection(expression.matchesChangedDependencies ? reach.withDependents(changed) : changed)
    }

    /// The packages and what comes with them.
    private func expand(_ entries: Set<String>, by expression: FilterExpression) -> Set<String> {
        guard expression.includesDependencies || expression.includesDependents else { return entries }
        var chosen: Set<String> = expression.excludesItself ? [] : entries
        for entry in entries {
            if expression.includesDependencies { chosen.formUnion(reach.dependencies(of: entry)) }
            guard expression.includesDependents else { continue }
            let dependents = reach.dependents(of: entry)
            // What a dependent needs comes with it, and the package itself that way, whatever the caret says.
            chosen.formUnion(expression.includesDependencies ? reach.withDependencies(dependents) : dependents)
        }
        return chosen
    }

    private static func nothing(_ expression: FilterExpression, _ range: FilterRange) -> String {
        let span = range.to.map { "between `\(range.from)` and `\($0)`" } ?? "since `\(range.from)`"
        return "the filter `\(expression.text)` selects nothing: none of its packages changed \(span)"
    }
}

// MARK: - Names and folders

extension PackageFilter {
    /// The packages that the name and the folder of an expression match; all where it has neither.
    private static func subjects(
        of expression: FilterExpression, in graph: TopologyGraph, from folder: String
    ) throws(Diagnostic) -> [PackageNode] {
        var packages = graph.packages
        if let name = expression.name {
            packages = try named(name, in: packages, for: expression)
            guard !packages.isEmpty else { throw .noMatch(expression, graph.packages) }
        }
        if let directory = expression.directory {
            packages = located(directory, in: packages, from: folder)
            guard !packages.isEmpty else { throw .noMatch(expression, graph.packages) }
        }
        return packages
    }

    private static func named(
        _ name: String, in packages: [PackageNode], for expression: FilterExpression
    ) throws(Diagnostic) -> [PackageNode] {
        let pattern = NamePattern(name)
        guard pattern.isLiteral else {
            return packages.filter { package in
                let isRoot = package.path == "."
                return isRoot && pattern.matches("//") || !package.isWorkspaceRoot && pattern.matches(package.name)
            }
        }
        let exact = packages.filter { $0.name == name || $0.path == "." && name == "//" }
        if !exact.isEmpty { return exact }
        // A name without its scope counts where no package has it exactly and only one has it without.
        let unscoped = packages.filter { $0.name.hasPrefix("@") && PackageTitle.short($0.name) == name }
        if unscoped.count > 1 { throw .ambiguous(expression, among: unscoped.map(\.name)) }
        return unscoped
    }

    private static func located(_ directory: String, in packages: [PackageNode], from folder: String) -> [PackageNode] {
        guard let path = RelativePath.join(folder, directory) else { return [] }
        let glob = RelativePath.join(escaped(folder), directory).map { PathGlob($0, matchesHiddenNames: true) }
        return packages.filter { $0.path == path || glob?.matches($0.path) ?? false }
    }

    /// A folder's name is no pattern.
    private static func escaped(_ folder: String) -> String {
        folder.reduce(into: "") { text, character in
            if "*?[\\".contains(character) { text.append("\\") }
            text.append(character)
        }
    }
}

extension TopologyGraph {
    /// The packages that are meant by an argument: the path of one, or a filter expression.
    ///
    /// - Parameters:
    ///   - text: What was written; a path may be relative to `folder` or to the root.
    ///   - folder: The working directory relative to the root.
    ///   - changes: Answers what changed since a ref.
    /// - Returns: The packages, in the order of the graph.
    /// - Throws: What `PackageFilter.select` throws.
    package func packages(
        meant text: String, from folder: String = ".", changes: PackageFilter.ChangeLookup
    ) async throws(Diagnostic) -> [PackageNode] {
        if !packages.contains(where: { $0.name == text }) {
            for path in [RelativePath.join(folder, text), RelativePath.normal(text)] {
                if let package = path.flatMap(package(at:)) { return [package] }
            }
        }
        return try await PackageFilter.select([text], in: self, from: folder, changes: changes).packages
    }

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
    fileprivate static func noMatch(_ expression: FilterExpression, _ packages: [PackageNode]) -> Diagnostic {
        let names = packages.flatMap { [$0.name, PackageTitle.short($0.name)] }
        var nearest = expression.name.map { NearestNames.to($0, among: names, limit: 3) } ?? []
        let places = packages.map { "./" + $0.path }
        if let directory = expression.directory ?? expression.name.map({ "./" + $0 }) {
            nearest += NearestNames.to(directory, among: places, limit: 3)
        }
        let shown = nearest.isEmpty ? packages.prefix(8).map { PackageTitle.short($0.name) } : Array(nearest.prefix(3))
        let list = shown.map { "`\($0)`" }.joined(separator: ", ")
        let remedy = nearest.isEmpty ? "there are \(list.isEmpty ? "no packages" : list)" : "did you mean \(list)?"
        return .error("filter/no-match", "no package matches the filter `\(expression.text)`", remedy: remedy)
    }

    fileprivate static func ambiguous(_ expression: FilterExpression, among names: [String]) -> Diagnostic {
        .error(
            "filter/ambiguous", "several packages match the filter `\(expression.text)`",
            remedy: "name one of \(names.map { "`\($0)`" }.joined(separator: ", "))")
    }
}
