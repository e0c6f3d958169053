/// Deno workspaces: `workspace` of `deno.json` or `deno.jsonc` (docs.deno.com, "Workspaces and monorepos").
///
/// A member is a folder with a `deno.json` or a `package.json`. `imports` of a member, or of the root for all of them,
/// lead to a member by `jsr:@scope/name` or by a path.
struct DenoManifest: WorkspaceKind {
    let id = "deno"
    let manifestNames = ["deno.json", "deno.jsonc", "package.json"]

    func read(_ manifests: ManifestStore) -> WorkspaceReading {
        var reading = WorkspaceReading()
        var members: Set<String> = []
        let folders = Self.folders(in: manifests)
        for folder in folders {
            if let failure = DenoProject.failure(in: folder, manifests) { reading.diagnostics.append(failure) }
            guard let root = DenoProject(in: folder, manifests), let patterns = root.workspace else { continue }
            let found = Self.members(patterns, of: folder, in: manifests)
            members.formUnion([folder] + found)
            reading.declarations.append(WorkspaceDeclaration(kind: id, manifest: root.path))
            let projects = ([folder] + found).compactMap { DenoProject(in: $0, manifests) }
            reading.packages += projects.map { claim($0, isMember: true) }
            reading.packages += found.filter { DenoProject(in: $0, manifests) == nil }.compactMap { folder in
                manifests.nodeManifest(in: folder).map {
                    NodeWorkspace.claim($0, kind: id, isMember: true, in: manifests)
                }
            }
            reading.dependencies += edges(of: projects)
        }
        for folder in folders where !members.contains(folder) && !ToolFolders.isAside(folder) {
            guard let project = DenoProject(in: folder, manifests), project.isPackage else { continue }
            reading.packages.append(claim(project, isMember: false))
            reading.dependencies += edges(of: [project])
        }
        return reading
    }

    private static func folders(in manifests: ManifestStore) -> [String] {
        let paths = manifests.files.named("deno.json") + manifests.files.named("deno.jsonc")
        return Set(paths.map { RelativePath.folder(of: $0) }).filter { !ToolFolders.isInstalled($0) }.sorted()
    }

    private static func members(_ patterns: [String], of root: String, in manifests: ManifestStore) -> [String] {
        let candidates = Set(folders(in: manifests)).union(NodeWorkspaces.folders(in: manifests)).sorted()
        let rules = patterns.compactMap { pattern -> (glob: PathGlob, isExclusion: Bool)? in
            let isExclusion = pattern.hasPrefix("!")
            return RelativePath.join(root, String(isExclusion ? pattern.dropFirst() : pattern[...])).map {
                (PathGlob($0), isExclusion)
            }
        }
        return candidates.filter { folder in
            folder != root && rules.contains { !$0.isExclusion && $0.glob.matches(folder) }
                && !rules.contains { $0.isExclusion && $0.glob.matches(folder) }
        }
    }

    private func claim(_ project: DenoProject, isMember: Bool) -> PackageClaim {
        PackageClaim(
            path: project.folder, name: project.name, kind: id, manifest: project.place, isMember: isMember,
            language: "typescript", packageManager: id)
    }

    private func edges(of projects: [DenoProject]) -> [DependencyClaim] {
        let byName = Dictionary(
            projects.compactMap { project in project.name.map { ($0, project) } },
            uniquingKeysWith: { first, _ in first })
        let folders = Set(projects.map(\.folder))
        return projects.flatMap { project in
            project.imports.compactMap { entry in
                let target: String?
                if let path = entry.path(in: project.folder) {
                    target = Self.enclosing(path, among: folders)
                } else {
                    target = entry.jsrPackage.flatMap { name, range in
                        byName[name].flatMap { $0.satisfies(range) ? $0.folder : nil }
                    }
                }
                guard let target, target != project.folder else { return nil }
                return DependencyClaim(from: project.folder, to: target, kind: .production, place: entry.place)
            }
        }
    }

    /// The innermost of some folders that holds a path.
    private static func enclosing(_ path: String, among folders: Set<String>) -> String? {
        var folder = path
        while folder != "." {
            if folders.contains(folder) { return folder }
            folder = RelativePath.folder(of: folder)
        }
        return nil
    }
}
