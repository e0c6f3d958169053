/// A version catalog: `gradle/libs.versions.toml` (docs.gradle.org, "Version catalogs").
package struct GradleCatalog: Sendable {
    private var libraries: [String: (module: String, version: String)] = [:]
    private var plugins: [String: (id: String, version: String)] = [:]
    private var bundles: [String: [String]] = [:]

    /// Reads a parsed catalog.
    init(_ document: Document) {
        let root = document.root
        var versions: [String: String] = [:]
        for member in root["versions"]?.members ?? [] { versions[member.key] = Self.version(member.value, [:]) }
        for member in root["libraries"]?.members ?? [] {
            let parts = (member.value.string ?? "").split(separator: ":", maxSplits: 2).map(String.init)
            let named = (member.value["group"]?.string ?? "") + ":" + (member.value["name"]?.string ?? "")
            let module = parts.count >= 2 ? parts[0] + ":" + parts[1] : member.value["module"]?.string ?? named
            let version = parts.count > 2 ? parts[2] : Self.version(member.value["version"], versions)
            libraries[Self.normal(member.key)] = (module, version)
        }
        for member in root["plugins"]?.members ?? [] {
            let parts = (member.value.string ?? "").split(separator: ":", maxSplits: 1).map(String.init)
            let id = parts.first ?? member.value["id"]?.string ?? ""
            let version = parts.count > 1 ? parts[1] : Self.version(member.value["version"], versions)
            plugins[Self.normal(member.key)] = (id, version)
        }
        for member in root["bundles"]?.members ?? [] {
            bundles[Self.normal(member.key)] = member.value.elements.compactMap(\.string).map(Self.normal)
        }
    }

    /// The modules, or the plugin, behind an accessor such as `spring.web`, `bundles.web` or `plugins.spring.boot`.
    package func modules(of names: [String]) -> [(String, String)] {
        let rest = names.dropFirst().joined(separator: ".")
        if names.first == "plugins" { return plugins[rest].map { [($0.id, $0.version)] } ?? [] }
        if names.first == "bundles" {
            return (bundles[rest] ?? []).compactMap { libraries[$0] }.map { ($0.module, $0.version) }
        }
        return libraries[names.joined(separator: ".")].map { [($0.module, $0.version)] } ?? []
    }

    /// A version: text, `{ ref = "x" }`, or one with `strictly`, `require` or `prefer`.
    private static func version(_ node: DocumentNode?, _ known: [String: String]) -> String {
        guard let node else { return "" }
        if let text = node.string { return text }
        if let reference = node["ref"]?.string { return known[reference] ?? "" }
        return ["strictly", "require", "prefer"].lazy.compactMap { node[$0]?.string }.first ?? ""
    }

    /// Aliases are set apart by `-`, `_` and `.` alike.
    private static func normal(_ alias: String) -> String {
        String(alias.map { $0 == "-" || $0 == "_" ? "." : $0 })
    }
}

extension ManifestStore {
    /// The version catalog of a build in a folder; nil where there is none.
    package func gradleCatalog(in folder: String) -> GradleCatalog? {
        guard files.lists("libs.versions.toml", in: Self.path("gradle", in: folder)) else { return nil }
        return derived("gradle:catalog:" + folder) {
            document(Self.path("gradle/libs.versions.toml", in: folder)).map { GradleCatalog($0) }
        }
    }
}
