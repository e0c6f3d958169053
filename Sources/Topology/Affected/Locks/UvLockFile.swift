import Workspace

/// `uv.lock` (docs.astral.sh/uv, "Locking and syncing").
struct UvLockFile: LockFileReader {
    let names = ["uv.lock"]

    func read(_ bytes: [UInt8], path: String) throws(Diagnostic) -> LockGraph {
        let root = try TOMLParser.parse(bytes, path: path).root
        guard root["version"] != nil, let packages = root["package"]?.elements else { throw .unknownLockForm(path) }
        var graph = LockGraph()
        var keys: [String: [String]] = [:]
        for package in packages where Self.folder(of: package) == nil {
            let key = Self.key(of: package)
            keys[package["name"]?.string ?? "", default: []].append(key)
            graph.resolved[key] = LockGraph.Node(text: package.canonicalText)
        }
        for package in packages {
            let needs = Self.needs(of: package, keys)
            if let folder = Self.folder(of: package) {
                let sections = ["dependencies", "optional-dependencies", "dev-dependencies", "metadata"]
                graph.importers[folder] = LockGraph.Node(
                    text: sections.map { package[$0]?.canonicalText ?? "" }.joined(separator: "\n"), needs: needs)
            } else {
                graph.resolved[Self.key(of: package)]?.needs = needs
            }
        }
        return graph
    }

    /// The folder of a package of the repository; nil for one that comes from elsewhere.
    private static func folder(of package: DocumentNode) -> String? {
        ["editable", "virtual", "directory"].lazy.compactMap { package["source"]?[$0]?.string }.first
    }

    private static func key(of package: DocumentNode) -> String {
        let source = package["source"]?.canonicalText ?? ""
        return "\(package["name"]?.string ?? "") \(package["version"]?.string ?? "") \(source)"
    }

    private static func needs(of package: DocumentNode, _ keys: [String: [String]]) -> Set<String> {
        var entries = package["dependencies"]?.elements ?? []
        for section in ["optional-dependencies", "dev-dependencies"] {
            entries += package[section]?.members.flatMap(\.value.elements) ?? []
        }
        // Where several versions of one name are resolved, all of them count.
        return Set(entries.compactMap { $0["name"]?.string }.flatMap { keys[$0] ?? [] })
    }
}
