import Workspace

/// `package-lock.json` and `npm-shrinkwrap.json`, versions 2 and 3 (docs.npmjs.com, "package-lock.json").
struct NpmLockFile: LockFileReader {
    let names = ["package-lock.json", "npm-shrinkwrap.json"]

    private static let sections = ["dependencies", "optionalDependencies", "peerDependencies"]

    func read(_ bytes: [UInt8], path: String) throws(Diagnostic) -> LockGraph {
        let root = try JSONParser.parse(bytes, path: path).root
        // Version 1 has no section `packages`, and does not say which package of the repository asks for what.
        guard let packages = root["packages"]?.members else { throw .unknownLockForm(path) }
        var graph = LockGraph()
        for member in packages where Self.isResolved(member.key) {
            // What a link leads to is a package of the repository, which the graph of packages knows.
            graph.resolved[member.key] = LockGraph.Node(text: member.value.canonicalText)
        }
        for member in packages {
            if Self.isResolved(member.key) {
                let needs = Self.needs(of: member.value, at: member.key, Self.sections, in: graph)
                graph.resolved[member.key]?.needs = needs
                continue
            }
            let sections = Self.sections + ["devDependencies"]
            graph.importers[member.key.isEmpty ? "." : member.key] = LockGraph.Node(
                text: sections.map { member.value[$0]?.canonicalText ?? "" }.joined(separator: "\n"),
                needs: Self.needs(of: member.value, at: member.key, sections, in: graph))
        }
        return graph
    }

    private static func isResolved(_ key: String) -> Bool {
        key.hasPrefix("node_modules/") || key.utf8.count > 14 && contains(key, "/node_modules/")
    }

    private static func contains(_ text: String, _ part: String) -> Bool {
        let (bytes, wanted) = (Array(text.utf8), Array(part.utf8))
        guard bytes.count >= wanted.count else { return false }
        return (0...(bytes.count - wanted.count)).contains { bytes[$0..<($0 + wanted.count)].elementsEqual(wanted) }
    }

    private static func needs(
        of node: DocumentNode, at key: String, _ sections: [String], in graph: LockGraph
    ) -> Set<String> {
        var needs: Set<String> = []
        for name in sections.flatMap({ node[$0]?.members.map(\.key) ?? [] }) {
            if let found = resolve(name, from: key, in: graph) { needs.insert(found) }
        }
        return needs
    }

    /// Looks for a name as Node does: in `node_modules` of the folder and of every folder above it.
    private static func resolve(_ name: String, from key: String, in graph: LockGraph) -> String? {
        var folder = key
        while true {
            let candidate = folder.isEmpty ? "node_modules/\(name)" : "\(folder)/node_modules/\(name)"
            if graph.resolved[candidate] != nil { return candidate }
            if folder.isEmpty { return nil }
            folder = folder.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(folder[..<$0]) } ?? ""
        }
    }
}
