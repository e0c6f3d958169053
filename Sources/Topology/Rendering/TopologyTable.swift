import Workspace

/// The topology as people read it: a Markdown table and the line of shared components.
package enum TopologyTable {
    /// The table, with a line break at its end.
    ///
    /// The root of a workspace is no row: it is deployed by nobody and used by nobody.
    package static func render(_ graph: TopologyGraph, names: DisplayNames) -> String {
        let rows = graph.packages.filter { !$0.isWorkspaceRoot || graph.packages.count == 1 }
        var lines = [
            "Deployment topology (monorepo: \(graph.isMonorepo)):",
            "| Package | Path | Type | Deploys Independently | Platform |",
            "|---------|------|------|-----------------------|----------|",
        ]
        lines += rows.map { row($0, names) }
        lines += ["", "Shared infra: " + shared(graph, names)]
        return lines.joined(separator: "\n") + "\n"
    }

    private static func row(_ package: PackageNode, _ names: DisplayNames) -> String {
        let cells = [
            PackageTitle.short(package.name), package.path, package.type.title,
            package.deploysIndependently ? "Yes" : "No", platform(package, names),
        ]
        return "| " + cells.map { MarkdownText.cell($0) }.joined(separator: " | ") + " |"
    }

    private static func platform(_ package: PackageNode, _ names: DisplayNames) -> String {
        if !package.platforms.isEmpty, package.deploysIndependently {
            return package.platforms.map(names.platform).joined(separator: ", ")
        }
        return package.type == .library ? "(built only)" : "-"
    }

    private static func shared(_ graph: TopologyGraph, _ names: DisplayNames) -> String {
        guard !graph.shared.isEmpty else { return "none" }
        return graph.shared.sorted { ($0.kind.rank, $0.id) < ($1.kind.rank, $1.id) }
            .map { "\(names.component($0)) \(place($0))" }.joined(separator: ", ")
    }

    private static func place(_ component: SharedComponent) -> String {
        let path = component.owner ?? (component.usedBy.count == 1 ? component.usedBy[0] : nil)
        return path.map { "(\($0))" } ?? InfrastructureRow.shared
    }
}

/// How a package is called where there is little room.
package enum PackageTitle {
    /// The name without the scope of npm, on one line.
    package static func short(_ name: String) -> String {
        guard name.hasPrefix("@"), let slash = name.firstIndex(of: "/"), name.index(after: slash) < name.endIndex else {
            return name
        }
        return String(name[name.index(after: slash)...])
    }
}

extension ComponentKind {
    /// The place in the order of the contract, databases first.
    var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
