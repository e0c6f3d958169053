import Topology
import Workspace

/// Routes that Ruby or Elixir code declares with `get`.
enum RubyRoutes {
    /// The routes of a file, below the `namespace` and `scope` blocks around them.
    static func routes(in file: TokenSources.File) -> [HealthRoute] { routes(in: file, methods: ["get"]) }

    /// The routes that are declared by some methods, below the `namespace` and `scope` blocks around them.
    static func routes(in file: TokenSources.File, methods: Set<String>) -> [HealthRoute] {
        file.calls.calls.compactMap { site in
            guard methods.contains(site.callee), let path = path(of: site, in: file) else { return nil }
            return HealthRoute(path: path, place: file.place(site.line))
        }
    }

    /// The path that is a call's first argument, below the blocks around it; nil where it is none.
    static func path(of site: CallSite, in file: TokenSources.File) -> String? {
        guard let first = site.arguments.first, let path = file.calls.tokens.stringValue(first.tokens.lowerBound) else {
            return nil
        }
        return TokenSources.join(prefix(above: site, in: file), path)
    }

    /// Blocks are read by their indentation: each line above that is indented less opens one.
    private static func prefix(above site: CallSite, in file: TokenSources.File) -> String {
        let text = file.calls.tokens.text
        var width = text.indentation(at: site.range.lowerBound).utf8.count
        var parts: [String] = []
        for outer in file.calls.calls.reversed() where outer.line < site.line {
            let indentation = text.indentation(at: outer.range.lowerBound).utf8.count
            guard indentation < width else { continue }
            width = indentation
            guard outer.callee == "namespace" || outer.callee == "scope", let first = outer.arguments.first else {
                continue
            }
            let tokens = file.calls.tokens
            let start = first.tokens.lowerBound
            let symbol = tokens.isSymbol(start, ":") ? tokens.spelling(start + 1) : ""
            parts.insert(tokens.stringValue(start) ?? (outer.callee == "namespace" ? symbol : ""), at: 0)
        }
        return parts.joined(separator: "/")
    }
}
