import Workspace

/// Every fact that is held about a package, each with the file and line that it comes from.
package enum ExplainText {
    /// The page of one package, with a line break at its end.
    package static func render(_ package: PackageNode, in graph: TopologyGraph, names: DisplayNames) -> String {
        var lines = ["\(package.name) (\(package.path))"]
        lines += facts(package, names).map { "  \($0): \($1)" }
        lines += section(
            "Dependencies", package.dependencies.map { "\($0.path) (\($0.kind.rawValue))\(place($0.place))" })
        lines += section("Dependents", dependents(of: package, in: graph))
        lines += section(
            "Uses",
            graph.components(usedBy: package.path).flatMap { component in
                let version = component.version.map { " " + $0 } ?? ""
                let owner = component.owner.map { ", owned by \($0)" } ?? ""
                return ["\(component.id): \(names.component(component))\(version)\(owner)"]
                    + component.evidence.map { "  \($0.fact) \($0.value)\(place($0.place))" }
            })
        lines += section("Evidence", package.evidence.map { "\($0.fact) = \($0.value)\(place($0.place))" })
        let warnings = graph.warnings.filter { warning in
            warning.place.map { RelativePath.isInside($0.path, package.path) && package.path != "." } ?? false
        }
        lines += section("Warnings", warnings.map { "\($0.message)\(place($0.place))" })
        return lines.joined(separator: "\n") + "\n"
    }

    private static func facts(_ package: PackageNode, _ names: DisplayNames) -> [(String, String)] {
        var facts: [(String, String)] = [
            ("type", package.type.rawValue),
            ("deploys independently", package.deploysIndependently ? "yes" : "no"),
        ]
        let optional: [(String, String?)] = [
            ("language", package.language), ("framework", package.framework.map(names.framework)),
            ("package manager", package.packageManager), ("start", package.start),
            ("port", package.port.map { String($0) }), ("health path", package.healthPath),
            ("platforms", list(package.platforms.map(names.platform))), ("workspaces", list(package.workspaces)),
        ]
        facts += optional.compactMap { name, value in value.map { (name, $0) } }
        return facts
    }

    private static func dependents(of package: PackageNode, in graph: TopologyGraph) -> [String] {
        graph.packages.flatMap { other in
            other.dependencies.filter { $0.path == package.path }.map {
                "\(other.path) (\($0.kind.rawValue))\(place($0.place))"
            }
        }
    }

    private static func section(_ title: String, _ lines: [String]) -> [String] {
        lines.isEmpty ? [] : ["", title + ":"] + lines.map { "  " + $0 }
    }

    private static func list(_ words: [String]) -> String? {
        words.isEmpty ? nil : words.joined(separator: ", ")
    }

    private static func place(_ place: FilePlace?) -> String {
        place.map { "  \($0)" } ?? ""
    }
}
