/// One workspace of the Node world: its root, its members, and how a dependency is resolved to a member.
struct NodeWorkspace: Sendable {
    /// Id of the package manager.
    var manager: String
    /// Folder of its root, relative to the root of the repository.
    var folder: String
    /// The file that declares it.
    var manifest: String
    /// Folders of its members, the root first, then sorted.
    var members: [String]
    /// How ranges are resolved.
    var linking = Linking()
    /// Ranges behind `catalog:NAME`, by catalog (`default` for `catalog:`) and package.
    var catalogs: [String: [String: String]] = [:]

    /// How a manager resolves a version range to a member.
    struct Linking: Sendable {
        /// Whether a plain range that the member's version satisfies is resolved to it.
        var ranges = true
        /// Whether prereleases satisfy plain ranges.
        var includesPrereleases = false
    }

    /// The claims and edges of the workspace.
    func reading(_ store: ManifestStore) -> WorkspaceReading {
        var reading = WorkspaceReading()
        reading.declarations = [WorkspaceDeclaration(kind: manager, manifest: manifest)]
        let found = members.map { (folder: $0, manifest: store.nodeManifest(in: $0)) }
        let manifests = found.compactMap(\.manifest)
        reading.packages = manifests.map { Self.claim($0, kind: manager, isMember: true, in: store) }
        reading.diagnostics = found.filter { $0.manifest == nil }.compactMap {
            store.failure(ManifestStore.path("package.json", in: $0.folder))
        }
        let byName = Dictionary(
            manifests.compactMap { manifest in manifest.name.map { ($0, manifest) } },
            uniquingKeysWith: { first, _ in first })
        for manifest in manifests {
            for dependency in manifest.dependencies {
                guard let target = target(of: dependency, in: manifest, byName, store), target != manifest.folder
                else { continue }
                reading.dependencies.append(
                    DependencyClaim(
                        from: manifest.folder, to: target, kind: dependency.kind, place: dependency.place))
            }
        }
        return reading
    }

    /// The claim of one manifest.
    static func claim(
        _ manifest: NodeManifest, kind: String, isMember: Bool, in store: ManifestStore
    ) -> PackageClaim {
        let isTyped =
            store.files.lists("tsconfig.json", in: manifest.folder)
            && store.files.contains(ManifestStore.path("tsconfig.json", in: manifest.folder))
            || manifest.dependencies.contains { $0.name == "typescript" }
        return PackageClaim(
            path: manifest.folder, name: manifest.name, kind: kind, manifest: manifest.place, isMember: isMember,
            language: isTyped ? "typescript" : "javascript", packageManager: kind, isPrivate: manifest.isPrivate)
    }

    /// The folder that a dependency leads to without any workspace: `file:`, `link:`, `portal:` and plain paths.
    static func pathTarget(of requirement: String, from folder: String, in store: ManifestStore) -> String? {
        var path = requirement[...]
        for scheme in ["workspace:", "file:", "link:", "portal:"] where path.hasPrefix(scheme) {
            path = path.dropFirst(scheme.count)
        }
        guard path.hasPrefix(".") || path.count < requirement.count && !requirement.hasPrefix("workspace:"),
            let target = RelativePath.join(folder, String(path)),
            store.files.contains(ManifestStore.path("package.json", in: target))
        else { return nil }
        return target
    }

    private func target(
        of dependency: NodeDependency, in manifest: NodeManifest, _ byName: [String: NodeManifest],
        _ store: ManifestStore
    ) -> String? {
        if let folder = Self.pathTarget(of: dependency.requirement, from: manifest.folder, in: store) { return folder }
        if dependency.requirement.hasPrefix("workspace:") {
            return byName[workspaceName(of: dependency)]?.folder
        }
        guard linking.ranges, let member = byName[dependency.name] else { return nil }
        return satisfies(member, resolved(dependency)) ? member.folder : nil
    }

    /// `workspace:other@^1` names another package than its key does.
    private func workspaceName(of dependency: NodeDependency) -> String {
        let rest = dependency.requirement.dropFirst("workspace:".count)
        guard let at = rest.lastIndex(of: "@"), at != rest.startIndex else { return dependency.name }
        return String(rest[..<at])
    }

    private func resolved(_ dependency: NodeDependency) -> String {
        guard dependency.requirement.hasPrefix("catalog:") else { return dependency.requirement }
        let name = String(dependency.requirement.dropFirst("catalog:".count))
        return catalogs[name.isEmpty ? "default" : name]?[dependency.name] ?? dependency.requirement
    }

    /// A member without a version satisfies only what asks for any version.
    private func satisfies(_ member: NodeManifest, _ requirement: String) -> Bool {
        if requirement == "*" || requirement.isEmpty { return true }
        guard let version = member.version.flatMap({ SemanticVersion($0) }), let range = SemanticRange(requirement)
        else { return false }
        return range.contains(version, includesPrereleases: linking.includesPrereleases)
    }
}
