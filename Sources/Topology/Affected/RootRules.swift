import Workspace

/// What a changed file above packages selects below it.
struct RootRules: Sendable {
    private let before: AffectedMap
    private let after: AffectedMap
    /// The packages of both states, sorted by path.
    private let packages: [AffectedPackage]

    /// Makes the rules for two states.
    init(before: AffectedMap, after: AffectedMap) {
        self.before = before
        self.after = after
        packages = before.packages.merging(after.packages) { $1 }.values.sorted { $0.path < $1.path }
    }

    /// Whether the files of a package count for packages below it.
    func isWorkspaceRoot(_ path: String) -> Bool {
        before.packages[path]?.isWorkspaceRoot ?? false || after.packages[path]?.isWorkspaceRoot ?? false
    }

    /// What a file selects.
    ///
    /// - Parameters:
    ///   - file: Its path.
    ///   - input: What it means.
    ///   - scope: The folder that it counts for.
    ///   - versions: What it was and is.
    /// - Returns: Paths of packages with the reason for each.
    func selected(
        by file: String, _ input: RootInput, _ scope: String, _ versions: FileVersions
    ) -> [(path: String, reason: AffectedReason)] {
        switch input {
        case .lock(let ecosystem): lock(file, ecosystem, scope, versions)
        case .toolVersion(let ecosystem): all(scope, ecosystem, AffectedReason(.toolVersion, file: file))
        case .toolVersions: toolVersions(file, scope, versions)
        case .configuration(let ecosystem): all(scope, ecosystem, AffectedReason(.rootConfiguration, file: file))
        case .taskRunner: all(scope, nil, AffectedReason(.rootConfiguration, file: file))
        case .manifest(let ecosystem): manifest(file, ecosystem, scope, versions)
        }
    }

    /// Every package below a folder that has an ecosystem; every one below it without one.
    ///
    /// A lock file does not count for packages that have a nearer one.
    private func all(
        _ scope: String, _ ecosystem: Ecosystem?, _ reason: AffectedReason, isLock: Bool = false
    ) -> [(path: String, reason: AffectedReason)] {
        let locks = isLock ? ecosystem.flatMap { after.lockFolders[$0] } ?? [] : []
        let nearer = locks.filter { $0 != scope && RelativePath.isInside($0, scope) }
        return packages.filter { package in
            RelativePath.isInside(package.path, scope) && ecosystem.map(package.ecosystems.contains) ?? true
                && !nearer.contains { RelativePath.isInside(package.path, $0) }
        }.map { ($0.path, reason) }
    }
}

// MARK: - Manifests and tools

extension RootRules {
    private func manifest(
        _ file: String, _ ecosystem: Ecosystem, _ scope: String, _ versions: FileVersions
    ) -> [(path: String, reason: AffectedReason)] {
        var reason = AffectedReason(.rootConfiguration, file: file)
        guard let (old, new) = versions.both, let difference = ManifestParts.difference(file, old, new) else {
            return all(scope, ecosystem, reason)
        }
        switch difference {
        case .nothing: return []
        case .parts(let parts):
            reason.detail = parts.joined(separator: ", ")
            return all(scope, ecosystem, reason)
        case .catalogEntries(let entries):
            return packages.compactMap { package in
                let used = package.catalogEntries.intersection(entries).sorted()
                guard !used.isEmpty, RelativePath.isInside(package.path, scope) else { return nil }
                return (
                    package.path, AffectedReason(.rootConfiguration, file: file, detail: used.joined(separator: ", "))
                )
            }
        }
    }

    /// The tools that asdf and mise install, by the names of their plugins.
    private static let tools: [String: Ecosystem] = [
        "nodejs": .node, "node": .node, "npm": .node, "pnpm": .node, "yarn": .node, "bun": .node, "python": .python,
        "uv": .python, "poetry": .python, "golang": .go, "go": .go, "rust": .rust, "ruby": .ruby, "php": .php,
        "java": .jvm, "maven": .jvm, "gradle": .jvm, "kotlin": .jvm, "dotnet": .dotnet, "dotnet-core": .dotnet,
        "elixir": .elixir, "erlang": .elixir, "swift": .swift, "deno": .deno, "dart": .dart, "flutter": .dart,
    ]

    private func toolVersions(
        _ file: String, _ scope: String, _ versions: FileVersions
    ) -> [(path: String, reason: AffectedReason)] {
        guard let (old, new) = versions.both else { return all(scope, nil, AffectedReason(.toolVersion, file: file)) }
        let lines = { (bytes: [UInt8]) in
            Set(bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) })
        }
        let changed = lines(old).symmetricDifference(lines(new)).compactMap { line in
            line.split { " =\t".contains($0) }.first.map { $0.filter { $0 != "\"" } }
        }
        return Set(changed).filter { !$0.hasPrefix("#") }.sorted().flatMap { tool in
            // A tool that nobody knows may be anybody's.
            all(scope, Self.tools[tool], AffectedReason(.toolVersion, file: file, detail: tool))
        }
    }
}

// MARK: - Lock files

extension RootRules {
    private func lock(
        _ file: String, _ ecosystem: Ecosystem, _ scope: String, _ versions: FileVersions
    ) -> [(path: String, reason: AffectedReason)] {
        let name = RelativePath.baseName(of: file)
        if name == "go.sum" || name == "go.work.sum" { return goSum(file, scope, versions) }
        guard let reader = LockFileReaders.reader(of: name) else {
            return all(scope, ecosystem, AffectedReason(.lockFileWithoutReader, file: file), isLock: true)
        }
        let unreadable = all(scope, ecosystem, AffectedReason(.lockFileUnreadable, file: file), isLock: true)
        guard !versions.isUnknown else { return unreadable }
        do throws(Diagnostic) {
            let graphs = (
                try Self.graph(versions.before, reader, file), try Self.graph(versions.after, reader, file)
            )
            let changes = LockGraph.changes(from: graphs.0, to: graphs.1)
            let folder = RelativePath.folder(of: file)
            return changes.sorted { $0.key < $1.key }.flatMap { importer, names in
                let reason = AffectedReason(.lockEntryChanged, file: file, detail: Self.list(names))
                let paths = importers(importer, folder, scope, isByName: graphs.0.isByName || graphs.1.isByName)
                return paths.map { (path: $0, reason: reason) }
            }
        } catch {
            return unreadable
        }
    }

    /// An absent lock file resolves nothing.
    private static func graph(
        _ version: FileVersions.Version, _ reader: any LockFileReader, _ file: String
    ) throws(Diagnostic) -> LockGraph {
        guard case .contents(let bytes) = version else { return LockGraph() }
        return try reader.read(bytes, path: file)
    }

    /// The packages that a lock file means by a folder or a name.
    private func importers(_ importer: String, _ folder: String, _ scope: String, isByName: Bool) -> [String] {
        if isByName {
            return packages.filter {
                $0.name == importer && $0.ecosystems.contains(.rust) && RelativePath.isInside($0.path, scope)
            }.map(\.path)
        }
        guard let path = RelativePath.join(folder, importer) else { return [] }
        return packages.contains { $0.path == path } ? [path] : []
    }

    private static func list(_ names: [String]) -> String? {
        guard !names.isEmpty else { return nil }
        let shown = names.prefix(5).map { $0.hasPrefix("node_modules/") ? String($0.dropFirst(13)) : $0 }
        return shown.joined(separator: ", ") + (names.count > 5 ? " and \(names.count - 5) more" : "")
    }

    /// `go.sum` counts for the packages of its module, `go.work.sum` for the modules that name a changed one.
    private func goSum(
        _ file: String, _ scope: String, _ versions: FileVersions
    ) -> [(path: String, reason: AffectedReason)] {
        guard !versions.isUnknown else { return all(scope, .go, AffectedReason(.lockFileUnreadable, file: file)) }
        let bytes = { (version: FileVersions.Version) -> [UInt8] in
            guard case .contents(let bytes) = version else { return [] }
            return bytes
        }
        let modules = GoSumFile.changedModules(from: bytes(versions.before), to: bytes(versions.after))
        guard !modules.isEmpty else { return [] }
        let reason = AffectedReason(.lockEntryChanged, file: file, detail: Self.list(modules))
        let isWork = RelativePath.baseName(of: file) == "go.work.sum"
        return packages.filter { package in
            guard RelativePath.isInside(package.path, scope), package.ecosystems.contains(.go) else { return false }
            guard let required = package.goModules else { return !isWork }
            return isWork ? !required.isDisjoint(with: modules) : package.path == scope
        }.map { ($0.path, reason) }
    }
}
