import Bundles
import Topology
import Workspace

extension FuzzTarget {
    /// Filter expressions, one on each line, on a graph with a cycle.
    static let filter = FuzzTarget(
        "filter",
        suspending: { bytes in
            let expressions = text(bytes).split(separator: "\n", omittingEmptySubsequences: false).prefix(4).map(
                String.init)
            let graph = exampleGraph()
            var answers: [[String]?] = []
            for _ in 0..<2 {
                let selection = try? await PackageFilter.select(expressions, in: graph, from: "apps") {
                    _ throws(Diagnostic) in ["packages/b"]
                }
                answers.append(selection?.packages.map(\.path))
            }
            guard answers[0] == answers[1] else { return "a second selection differs" }
            let known = Set(graph.packages.map(\.path))
            return answers[0]?.allSatisfy(known.contains) ?? true ? nil : "a package that is not in the graph"
        })

    /// Globs of workspaces and path patterns of GitHub Actions: the first line is the pattern, the others are paths.
    static let patterns = FuzzTarget("patterns") { bytes in
        let lines = text(bytes).split(separator: "\n", omittingEmptySubsequences: false).prefix(8).map(String.init)
        guard let pattern = lines.first else { return nil }
        let globs = [PathGlob(pattern), PathGlob(pattern, matchesHiddenNames: true)]
        let trigger = GitHubPathPattern(pattern)
        let members = WorkspacePatterns([pattern], in: "a", manifest: "package.json", exclusion: .inOrder)
        for path in lines {
            if globs[0].matches(path), !globs[1].matches(path) { return "hidden names take a match away: \(path)" }
            _ = members.include(path)
            guard trigger.matches(path) == GitHubPathPattern(pattern).matches(path) else { return "two answers" }
        }
        // What has no meaning in a pattern matches itself.
        let isPlain = pattern.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "/") }
        guard isPlain, !pattern.isEmpty else { return nil }
        return trigger.matches(pattern) ? nil : "a plain path does not match itself"
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private static func exampleGraph() -> TopologyGraph {
        let edges: [(name: String, path: String, to: [String])] = [
            ("web", "apps/web", ["packages/a"]), ("@x/a", "packages/a", ["packages/b"]),
            ("b", "packages/b", ["packages/a"]), ("root", ".", []),
        ]
        let packages = edges.map { edge in
            var node = PackageNode(name: edge.name, path: edge.path, type: .library)
            node.dependencies = edge.to.map { DependencyEdge(path: $0, kind: .production) }
            return node
        }
        return TopologyGraph(
            isMonorepo: true, workspaces: [], packages: packages.sorted { $0.path < $1.path }, shared: [])
    }
}
