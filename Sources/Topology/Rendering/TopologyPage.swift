import Workspace

/// The topology as one page of HTML without outside parts.
package enum TopologyPage {
    /// The page, with a line break at its end.
    package static func html(_ graph: TopologyGraph, names: DisplayNames) -> String {
        let rows = graph.packages.map { package in
            row([
                package.name, package.path, package.type.title, package.deploysIndependently ? "Yes" : "No",
                package.platforms.map(names.platform).joined(separator: ", "),
                package.framework.map(names.framework) ?? "",
                package.dependencies.map(\.path).removingRepetition().joined(separator: ", "),
                package.uses.joined(separator: ", "),
            ])
        }
        let shared = graph.shared.map { component in
            row([
                component.id, names.component(component), component.version ?? "", component.owner ?? "",
                component.usedBy.joined(separator: ", "),
            ])
        }
        return """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <title>Deployment topology</title>
            <style>body{font:15px system-ui;margin:2em}table{border-collapse:collapse;margin:1em 0}
            td,th{border:1px solid #ccc;padding:.3em .6em;text-align:left}</style>
            <h1>Deployment topology</h1>
            <p>monorepo: \(graph.isMonorepo)</p>
            <table>
            \(heading(["Package", "Path", "Type", "Deploys Independently", "Platform", "Framework", "Depends on", "Uses"]))
            \(rows.joined(separator: "\n"))
            </table>
            <h2>Shared infra</h2>
            <table>
            \(heading(["Component", "Engine", "Version", "Owner", "Used by"]))
            \(shared.joined(separator: "\n"))
            </table>
            </html>

            """
    }

    private static func row(_ cells: [String]) -> String {
        "<tr>" + cells.map { "<td>\(escaped($0))</td>" }.joined() + "</tr>"
    }

    private static func heading(_ cells: [String]) -> String {
        "<tr>" + cells.map { "<th>\(escaped($0))</th>" }.joined() + "</tr>"
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case _ where scalar.value < 32: result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
