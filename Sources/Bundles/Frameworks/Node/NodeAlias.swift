import Topology
import Workspace

/// A name under which imports reach files: an entry of `paths` in tsconfig.json (typescriptlang.org/tsconfig/#paths)
/// or of `imports` in package.json (nodejs.org/api/packages.html, "Subpath imports").
struct NodeAlias: Sendable {
    /// The text before the `*`, or the whole name.
    let prefix: String
    /// The text after the `*`; nil for a whole name.
    let suffix: String?
    /// Paths relative to the root, with one `*` where the pattern has one.
    let paths: [String]

    /// The files that a specifier may mean.
    func targets(of specifier: String) -> [String] {
        guard let suffix else { return specifier == prefix ? paths : [] }
        guard specifier.hasPrefix(prefix), specifier.hasSuffix(suffix),
            specifier.utf8.count >= prefix.utf8.count + suffix.utf8.count
        else { return [] }
        let middle = specifier.dropFirst(prefix.count).dropLast(suffix.count)
        return paths.map { path in
            guard let star = path.firstIndex(of: "*") else { return path }
            return String(path[..<star] + middle + path[path.index(after: star)...])
        }
    }

    /// The aliases of a package. `@/x` and `~/x` mean `src/x` or `x` where nothing says otherwise.
    static func read(_ contents: PackageContents) -> [NodeAlias] {
        var aliases: [NodeAlias] = []
        for name in ["tsconfig.json", "jsconfig.json"] {
            guard let path = contents.repositoryPath(name) else { continue }
            aliases += configured(path, contents, depth: 0)
        }
        if let document = contents.repositoryPath("package.json").flatMap({ contents.manifests.document($0) }) {
            for member in document.root["imports"]?.members ?? [] {
                let target = member.value.string ?? member.value["default"]?.string ?? member.value["import"]?.string
                if let target { aliases.append(make(member.key, [target], contents)) }
            }
        }
        aliases.append(make("@/*", ["src/*", "*"], contents))
        aliases.append(make("~/*", ["src/*", "app/*", "*"], contents))
        return aliases
    }

    /// The `paths` of a configuration, or of the nearest one that it extends (typescriptlang.org/tsconfig/#extends):
    /// they are relative to `baseUrl`, or to the file that has them.
    private static func configured(_ path: String, _ contents: PackageContents, depth: Int) -> [NodeAlias] {
        guard depth < maximumExtensions, let document = contents.manifests.lenientDocument(path) else { return [] }
        let folder = RelativePath.folder(of: path)
        let base = document.root[path: "compilerOptions", "baseUrl"]?.string ?? "."
        if let paths = document.root[path: "compilerOptions", "paths"] {
            return paths.members.map { member in
                let targets = member.value.elements.compactMap(\.string)
                    .compactMap { RelativePath.join(folder, base + "/" + $0) }
                return NodeAlias(member.key, paths: targets)
            }
        }
        let extended = document.root["extends"]
        let bases = extended?.string.map { [$0] } ?? extended?.elements.compactMap(\.string) ?? []
        for written in bases.reversed() where written.hasPrefix(".") {
            guard let next = RelativePath.join(folder, written) else { continue }
            let found = configured(next.hasSuffix(".json") ? next : next + ".json", contents, depth: depth + 1)
            if !found.isEmpty { return found }
        }
        return []
    }

    /// How many configurations may extend one another; a circle ends there.
    private static let maximumExtensions = 6

    private static func make(_ pattern: String, _ targets: [String], _ contents: PackageContents) -> NodeAlias {
        NodeAlias(pattern, paths: targets.compactMap { contents.repositoryPath($0) })
    }

    /// Makes an alias of a pattern with one `*` at most.
    private init(_ pattern: String, paths: [String]) {
        self.paths = paths
        let star = pattern.firstIndex(of: "*")
        prefix = star.map { String(pattern[..<$0]) } ?? pattern
        suffix = star.map { String(pattern[pattern.index(after: $0)...]) }
    }
}
