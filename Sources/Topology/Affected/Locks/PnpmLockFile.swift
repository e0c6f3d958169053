import Workspace

/// `pnpm-lock.yaml`, versions 5 to 9 (github.com/pnpm/spec, "lockfile").
struct PnpmLockFile: LockFileReader {
    let names = ["pnpm-lock.yaml"]

    private static let sections = ["dependencies", "devDependencies", "optionalDependencies"]

    func read(_ bytes: [UInt8], path: String) throws(Diagnostic) -> LockGraph {
        guard let root = try YAMLParser.parse(bytes, path: path).last?.root, root["lockfileVersion"] != nil else {
            throw .unknownLockForm(path)
        }
        var graph = LockGraph()
        let packages = root["packages"]?.members ?? []
        let contents = Dictionary(packages.map { ($0.key, $0.value) }) { first, _ in first }
        // Since version 9 what a package is and what it needs are two sections.
        let snapshots = root["snapshots"]?.members
        for member in snapshots ?? packages {
            let base = member.key.prefix { $0 != "(" }
            let text = (contents[member.key] ?? contents[String(base)])?.canonicalText ?? ""
            graph.resolved[member.key] = LockGraph.Node(text: text + member.value.canonicalText)
        }
        for member in snapshots ?? packages {
            for section in ["dependencies", "optionalDependencies"] {
                for need in member.value[section]?.members ?? [] {
                    let version = need.value.scalarText ?? ""
                    if let key = Self.key(need.key, version, in: graph) {
                        graph.resolved[member.key]?.needs.insert(key)
                    }
                }
            }
        }
        // A lock file of one package has no importers: what it asks for stands at the top.
        let importers = root["importers"]?.members.map { ($0.key, $0.value) } ?? [(".", root)]
        for (folder, importer) in importers {
            graph.importers[folder] = Self.importer(importer, catalogs: root["catalogs"], in: graph)
        }
        return graph
    }

    private static func importer(
        _ node: DocumentNode, catalogs: DocumentNode?, in graph: LockGraph
    ) -> LockGraph.Node {
        var importer = LockGraph.Node(text: node["specifiers"]?.canonicalText ?? "")
        for section in sections {
            for need in node[section]?.members ?? [] {
                let version = need.value["version"]?.scalarText ?? need.value.scalarText ?? ""
                let specifier = need.value["specifier"]?.scalarText ?? ""
                importer.text += "\(section) \(need.key) \(specifier) \(version)\n"
                if specifier.hasPrefix("catalog:") {
                    let name = specifier.dropFirst("catalog:".count)
                    let entry = catalogs?[name.isEmpty ? "default" : String(name)]?[need.key]
                    importer.text += (entry?.canonicalText ?? "") + "\n"
                }
                if let key = key(need.key, version, in: graph) { importer.needs.insert(key) }
            }
        }
        return importer
    }

    /// The key of a resolved dependency in any of the versions; nil for a link to a package of the repository.
    private static func key(_ name: String, _ version: String, in graph: LockGraph) -> String? {
        ["\(name)@\(version)", "/\(name)@\(version)", "/\(name)/\(version)", version, "/\(version)"].first {
            graph.resolved[$0] != nil
        }
    }
}
