import Topology
import Workspace

/// One package of the Node.js world as its sources say: each module is read once, and imports are followed to files.
final class NodeProject: Sendable {
    /// The package's own files.
    let contents: PackageContents
    /// Its `package.json`.
    let manifest: NodeManifest?
    /// Own sources of production, relative to the root, sorted.
    var sources: [String] {
        contents.parsed.value("sources") { contents.sources(withExtensions: Self.endings) }
    }
    private var aliases: [NodeAlias] { contents.parsed.value("aliases") { NodeAlias.read(contents) } }
    /// What Nx says about it; nil outside Nx workspaces.
    var nx: NxProjectFacts? { contents.parsed.value("nx") { NxProjectFacts(contents) } }

    /// Endings of source files, in the order in which an import without an ending is tried.
    static let endings: [String] = ["ts", "tsx", "mts", "cts", "js", "mjs", "cjs", "jsx"]

    /// Opens a package; nothing is read yet but its configuration.
    init(_ contents: PackageContents) {
        self.contents = contents
        manifest = contents.nodeManifest
    }

    /// The module at a path relative to the root; a file without an ending is read as JavaScript.
    func module(_ path: String) -> JavaScriptModule? {
        contents.parsed.value("module \(path)") {
            contents.files.contents(path).map { JavaScriptModule($0, SourceLanguage(path: path) ?? .javaScript) }
        }
    }

    /// Whether a package is among the declared dependencies of any kind.
    func depends(on name: String) -> Bool { contents.dependency(name, in: .node) != nil }

    /// Whether its own manifest declares a dependency, of any kind.
    func declares(_ name: String) -> Bool { contents.ownDependency(name, in: .node) != nil }

    /// The file that an import means: relative, by an alias of tsconfig.json, by `imports`, or a package of the
    /// repository; nil for a package from elsewhere.
    func resolve(_ specifier: String, from file: String) -> String? {
        if specifier.hasPrefix(".") {
            return RelativePath.join(RelativePath.folder(of: file), specifier).flatMap(existing)
        }
        for alias in aliases {
            for candidate in alias.targets(of: specifier) {
                if let found = RelativePath.normal(candidate).flatMap(existing) { return found }
            }
        }
        return memberFile(specifier)
    }

    /// The file of another package of the repository, which dependencies name by `workspace:`, `*`, `file:` or `link:`.
    private func memberFile(_ specifier: String) -> String? {
        let parts = specifier.split(separator: "/", omittingEmptySubsequences: false)
        let count = specifier.hasPrefix("@") ? 2 : 1
        let name = parts.prefix(count).joined(separator: "/")
        guard let requirement = contents.dependency(name, in: .node)?.requirement,
            ["workspace:", "*", "file:", "link:", "portal:"].contains(where: { requirement.hasPrefix($0) }),
            let path = contents.files.named("package.json").first(where: {
                contents.manifests.nodeManifest(in: RelativePath.folder(of: $0))?.name == name
            })
        else { return nil }
        let folder = RelativePath.folder(of: path)
        let rest = parts.dropFirst(count).joined(separator: "/")
        if !rest.isEmpty {
            return [rest, "src/" + rest].lazy.compactMap { RelativePath.join(folder, $0).flatMap(self.existing) }.first
        }
        let root = contents.manifests.document(path)?.root
        let main = root?["main"]?.string ?? root?["module"]?.string ?? root?["exports"]?.string
        return [main, "src/index", "index"].lazy.compactMap(\.self)
            .compactMap { RelativePath.join(folder, $0).flatMap(self.existing) }.first
    }

    /// The source file behind a path relative to the root: itself, with an ending, with another one (`x.js` is written
    /// for `x.ts`), or the `index` of a folder.
    func existing(_ path: String) -> String? {
        let files = contents.files
        if files.contains(path) { return path }
        for ending in Self.endings where files.contains("\(path).\(ending)") { return "\(path).\(ending)" }
        for (written, meant) in [("js", ["ts", "tsx"]), ("mjs", ["mts"]), ("cjs", ["cts"]), ("jsx", ["tsx"])]
        where path.hasSuffix("." + written) {
            let stem = path.dropLast(written.count)
            for ending in meant where files.contains(stem + ending) { return stem + ending }
        }
        for ending in Self.endings {
            let index = RelativePath.join(path, "index.\(ending)") ?? path
            if files.contains(index) { return index }
        }
        return nil
    }

    /// The source of a file that a build makes, both relative to the package: `src/server.ts` for `dist/server.js`.
    ///
    /// - Returns: A path relative to the root; the file itself where it is there.
    func source(ofBuilt relative: String) -> String? {
        guard let path = contents.repositoryPath(relative) else { return nil }
        if let found = existing(path) { return found }
        var parts = RelativePath.relative(path, to: contents.path).split(separator: "/")
        guard let first = parts.first, Self.outputFolders.contains(String(first)) else { return nil }
        parts.removeFirst()
        let rest = parts.isEmpty ? "index" : parts.joined(separator: "/")
        let inSources = rest.hasPrefix("src/") ? [rest] : ["src/" + rest, rest]
        return inSources.lazy.compactMap { self.contents.repositoryPath($0).flatMap(self.existing) }.first
    }

    /// Folders into which builds write by custom.
    private static let outputFolders: Set<String> = ["dist", "build", "lib", "out", "output", "compiled"]

    /// The files that a file loads, itself included, through at most `depth` imports, each once, nearest first.
    func reachable(from file: String, depth: Int) -> [String] {
        contents.parsed.value("reachable \(depth) \(file)") { follow(file, depth) }
    }

    private func follow(_ file: String, _ depth: Int) -> [String] {
        var found = [file]
        var seen: Set<String> = [file]
        var level = [file]
        for _ in 0..<depth {
            var next: [String] = []
            for path in level {
                for load in module(path)?.imports ?? [] where !load.isTypeOnly {
                    guard let target = resolve(load.module, from: path), seen.insert(target).inserted else { continue }
                    next.append(target)
                }
            }
            found += next
            level = next
        }
        return found
    }
}
