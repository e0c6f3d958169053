import Topology
import Workspace

/// A topology in a few words, for tests of filters.
struct FilterGraph: Sendable {
    /// The topology.
    let graph: TopologyGraph

    /// Makes a topology.
    ///
    /// - Parameters:
    ///   - packages: Names by path.
    ///   - edges: Names: the first depends on the second.
    init(_ packages: KeyValuePairs<String, String>, edges: [(String, String)] = []) {
        self.init(packages: packages.map { ($0.value, $0.key) }, edges: edges)
    }

    /// Makes a topology of `(name, path)` and of edges between names; without a package at `.` one is added that only
    /// holds the workspace together.
    init(packages: [(name: String, path: String)], edges: [(String, String)]) {
        let paths = Dictionary(packages.map { ($0.name, $0.path) }) { first, _ in first }
        var nodes = packages.map { PackageNode(name: $0.name, path: $0.path, type: .library) }
        if !nodes.contains(where: { $0.path == "." }) {
            var root = PackageNode(name: "made-root", path: ".", type: .tooling)
            root.isWorkspaceRoot = true
            nodes.append(root)
        }
        for index in nodes.indices {
            nodes[index].dependencies = edges.filter { $0.0 == nodes[index].name }.compactMap { edge in
                paths[edge.1].map { DependencyEdge(path: $0, kind: .production) }
            }
        }
        nodes.sort { ($0.path, $0.name) < ($1.path, $1.name) }
        graph = TopologyGraph(isMonorepo: true, workspaces: [], packages: nodes, shared: [])
    }

    /// The names that filters choose, sorted; the root that only holds the workspace together is `//`.
    func select(
        _ filters: [String], from folder: String = ".", changed: [String: Set<String>] = [:]
    ) async throws(Diagnostic) -> [String] {
        let selection = try await PackageFilter.select(filters, in: graph, from: folder) {
            (range) throws(Diagnostic) in
            guard let names = changed[range.text] else {
                throw Diagnostic.error("unknown-ref", "`\(range.text)` names no commit", remedy: "fetch it")
            }
            return paths(of: names)
        }
        return selection.packages.map { $0.isWorkspaceRoot ? "//" : $0.name }.sorted()
    }

    /// The paths of packages that are named; `//` is the root.
    func paths(of names: Set<String>) -> Set<String> {
        Set(graph.packages.filter { names.contains($0.name) || $0.path == "." && names.contains("//") }.map(\.path))
    }
}
