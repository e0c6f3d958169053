/// Python code that imports a package of another folder which no manifest declares: it works because somebody put that
/// folder on the path.
struct PythonSiblingImports: ImpliedEdgeReader {
    /// More files are not looked at: what is imported is seen in the first ones.
    private static let maximumFiles = 4_000
    /// Module names that every project has for itself.
    private static let commonNames: Set<String> = [
        "tests", "test", "docs", "scripts", "app", "src", "migrations", "config", "utils", "examples", "tools",
    ]

    func read(_ packages: PackageFolders, _ manifests: ManifestStore) -> [DependencyClaim] {
        let projects = packages.packages.filter { $0.claims.contains { $0.language == "python" } }.map(\.path)
        guard projects.count > 1 else { return [] }
        let owners = modules(of: projects, manifests.files)
        guard !owners.isEmpty else { return [] }
        let names = Dictionary(grouping: owners.keys) { $0.utf8.first ?? 0 }
        var found: [DependencyClaim] = []
        var looked = 0
        for path in manifests.files.paths
        where path.utf8.last == UInt8(ascii: "y") && path.hasSuffix(".py") && !ToolFolders.isInstalled(path) {
            guard looked < Self.maximumFiles else { break }
            guard let owner = packages.owner(of: RelativePath.folder(of: path)) else { continue }
            looked += 1
            guard let bytes = manifests.files.contents(path) else { continue }
            for (name, line) in imports(bytes, names) {
                guard let target = owners[name], target != owner, !isOwn(name, owner, manifests.files) else { continue }
                found.append(
                    DependencyClaim(from: owner, to: target, kind: .implicit, place: FilePlace(path, line: line)))
            }
        }
        return found
    }

    /// The folder of the project that alone has a package of a name, in its root or in `src`.
    private func modules(of projects: [String], _ files: RepositoryFiles) -> [String: String] {
        var owners: [String: String] = [:]
        var repeated: Set<String> = []
        let roots = Dictionary(
            projects.flatMap { [($0, $0), (RelativePath.join($0, "src") ?? $0, $0)] },
            uniquingKeysWith: { first, _ in first })
        for path in files.named("__init__.py") {
            let folder = RelativePath.folder(of: path)
            guard let owner = roots[RelativePath.folder(of: folder)], folder != "." else { continue }
            let name = RelativePath.baseName(of: folder)
            guard !Self.commonNames.contains(name) else { continue }
            if let other = owners[name], other != owner { repeated.insert(name) }
            owners[name] = owner
        }
        return owners.filter { !repeated.contains($0.key) }
    }

    private func isOwn(_ name: String, _ owner: String, _ files: RepositoryFiles) -> Bool {
        ["\(name).py", "src/\(name).py", "\(name)/__init__.py", "src/\(name)/__init__.py"].contains {
            files.contains(ManifestStore.path($0, in: owner))
        }
    }

    /// The names of modules that lines starting with `import` or `from` bring in, with their lines.
    private func imports(_ bytes: [UInt8], _ names: [UInt8: [String]]) -> [(name: String, line: Int)] {
        var found: [(name: String, line: Int)] = []
        var line = 0
        for text in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            line += 1
            let rest: ArraySlice<UInt8>
            if text.starts(with: "import ".utf8) {
                rest = text.dropFirst(7)
            } else if text.starts(with: "from ".utf8) {
                rest = text.dropFirst(5)
            } else {
                continue
            }
            guard let first = rest.first, names[first] != nil else { continue }
            let name = rest.prefix { ByteClass.continuesName($0) }
            found.append((String(decoding: name, as: UTF8.self), line))
        }
        return found
    }
}
