import Workspace

/// The topology as a picture, in the languages of Graphviz and Mermaid.
package enum TopologyDiagram {
    /// The graph in the DOT language (graphviz.org, "DOT Language"), with a line break at its end.
    ///
    /// Units are boxes, libraries ellipses, components cylinders; what is not needed at run time is dashed.
    package static func dot(_ graph: TopologyGraph, names: DisplayNames) -> String {
        var lines = ["digraph topology {", "  rankdir=LR;"]
        for package in graph.packages {
            let shape = package.deploysIndependently ? "box" : "ellipse"
            lines.append("  \(quoted(package.path)) [label=\(quoted(package.name)), shape=\(shape)];")
        }
        for component in graph.shared {
            lines.append(
                "  \(quoted("shared:" + component.id)) [label=\(quoted(names.component(component))), shape=cylinder];")
        }
        for package in graph.packages {
            lines += edges(of: package).map { target, isDashed in
                "  \(quoted(package.path)) -> \(quoted(target))\(isDashed ? " [style=dashed]" : "");"
            }
            lines += package.uses.map { "  \(quoted(package.path)) -> \(quoted("shared:" + $0));" }
        }
        return (lines + ["}"]).joined(separator: "\n") + "\n"
    }

    /// The graph as a Mermaid flowchart (mermaid.js.org, "Flowcharts"), with a line break at its end.
    package static func mermaid(_ graph: TopologyGraph, names: DisplayNames) -> String {
        var ids: [String: String] = [:]
        var lines = ["flowchart LR"]
        for (index, package) in graph.packages.enumerated() {
            ids[package.path] = "p\(index)"
            let label = mermaidText(package.name)
            lines.append("  p\(index)" + (package.deploysIndependently ? "[\(label)]" : "([\(label)])"))
        }
        for (index, component) in graph.shared.enumerated() {
            ids["shared:" + component.id] = "s\(index)"
            lines.append("  s\(index)[(\(mermaidText(names.component(component))))]")
        }
        for package in graph.packages {
            guard let from = ids[package.path] else { continue }
            for (target, isDashed) in edges(of: package) {
                if let to = ids[target] { lines.append("  \(from) \(isDashed ? "-.->" : "-->") \(to)") }
            }
            lines += package.uses.compactMap { ids["shared:" + $0] }.map { "  \(from) --> \($0)" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Each package that is depended on once: solid if any edge counts at run time.
    private static func edges(of package: PackageNode) -> [(target: String, isDashed: Bool)] {
        let groups = Dictionary(grouping: package.dependencies, by: \.path)
        return groups.sorted { $0.key < $1.key }.map { path, edges in
            (path, !edges.contains { $0.kind.isNeededAtRunTime })
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": result += "\\" + String(scalar)
            case _ where scalar.value < 32: result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// Mermaid knows `#name;` for characters that mean something.
    private static func mermaidText(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            let isPlain =
                scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                || " -_./@".unicodeScalars.contains(scalar)
            if isPlain { result.unicodeScalars.append(scalar) } else { result += "#\(scalar.value);" }
        }
        return result + "\""
    }
}
