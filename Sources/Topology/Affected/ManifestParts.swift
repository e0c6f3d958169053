import Workspace

/// Which parts of a root manifest matter to the packages below it.
enum ManifestParts {
    /// What changed between two versions of a root manifest.
    enum Difference: Sendable, Hashable {
        /// Nothing that matters to packages below it.
        case nothing
        /// These parts, sorted.
        case parts([String])
        /// Only entries of pnpm's catalogs: `NAME/DEPENDENCY`.
        case catalogEntries(Set<String>)
    }

    /// What else a root manifest holds is its own: scripts, its own dependencies (those of the lock file count), the
    /// members (the graph of packages knows them).
    private static let parts: [String: [[String]]] = [
        "package.json": [
            ["packageManager"], ["devEngines"], ["engines"], ["volta"], ["overrides"], ["resolutions"], ["pnpm"],
            ["type"],
            ["browserslist"], ["babel"], ["postcss"], ["imports"],
        ],
        "pyproject.toml": [
            ["tool", "uv"], ["tool", "poetry"], ["tool", "pdm"], ["tool", "hatch"], ["tool", "setuptools"],
            ["build-system"], ["project", "requires-python"],
        ],
        "Cargo.toml": [
            ["workspace", "dependencies"], ["workspace", "package"], ["workspace", "resolver"], ["workspace", "lints"],
            ["profile"], ["patch"], ["replace"],
        ],
    ]

    /// Compares two versions; nil where one of them cannot be read.
    static func difference(_ path: String, _ before: [UInt8], _ after: [UInt8]) -> Difference? {
        let name = RelativePath.baseName(of: path)
        guard let old = document(before, path), let new = document(after, path) else { return nil }
        if name == "pnpm-workspace.yaml" { return workspaceDifference(old, new) }
        let changed = (parts[name] ?? []).filter {
            node(at: $0, old)?.canonicalText != node(at: $0, new)?.canonicalText
        }
        return changed.isEmpty ? .nothing : .parts(changed.map { $0.joined(separator: ".") }.sorted())
    }

    private static func document(_ bytes: [UInt8], _ path: String) -> DocumentNode? {
        if path.hasSuffix(".json") { return try? JSONParser.parse(bytes, path: path).root }
        if path.hasSuffix(".toml") { return try? TOMLParser.parse(bytes, path: path).root }
        return try? YAMLParser.parse(bytes, path: path).first?.root
    }

    private static func node(at keys: [String], _ root: DocumentNode) -> DocumentNode? {
        keys.reduce(root) { $0?[$1] }
    }

    private static func workspaceDifference(_ old: DocumentNode, _ new: DocumentNode) -> Difference {
        let keys = Set((old.members + new.members).map(\.key)).subtracting(["packages", "catalog", "catalogs"])
        let changed = keys.filter { old[$0]?.canonicalText != new[$0]?.canonicalText }
        if !changed.isEmpty { return .parts(changed.sorted()) }
        let (before, after) = (catalogs(old), catalogs(new))
        let entries = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
        return entries.isEmpty ? .nothing : .catalogEntries(entries)
    }

    /// Versions by `NAME/DEPENDENCY`; the catalog without a name is `default` (pnpm.io/catalogs).
    private static func catalogs(_ root: DocumentNode) -> [String: String] {
        var entries: [String: String] = [:]
        let named = root["catalogs"]?.members.map { ($0.key, $0.value) } ?? []
        for (name, catalog) in named
            + [("default", root["catalog"])].compactMap({ pair in pair.1.map { (pair.0, $0) } })
        {
            for entry in catalog.members { entries["\(name)/\(entry.key)"] = entry.value.canonicalText }
        }
        return entries
    }
}
