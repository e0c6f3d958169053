/// moon: `projects` of `.moon/workspace.yml` and each project's `moon.yml` (moonrepo.dev, ".moon/workspace", "moon.yml").
///
/// `projects` is a list of folders and globs, a map of ids to folders, or both under `globs` and `sources`. A folder is a
/// project because it is named; it needs no file.
struct MoonManifest: WorkspaceKind {
    let id = "moon"
    let manifestNames = ["moon.yml", "workspace.yml", "package.json"]

    func read(_ manifests: ManifestStore) -> WorkspaceReading {
        var reading = WorkspaceReading()
        for path in manifests.files.named("workspace.yml").sorted() {
            let settings = RelativePath.folder(of: path)
            guard [".moon", "moon"].contains(RelativePath.baseName(of: settings)) else { continue }
            var base = RelativePath.folder(of: settings)
            // Since version 2 the settings may also lie in `.config/moon`.
            if RelativePath.baseName(of: settings) == "moon" {
                guard RelativePath.baseName(of: base) == ".config" else { continue }
                base = RelativePath.folder(of: base)
            }
            if let failure = manifests.failure(path) { reading.diagnostics.append(failure) }
            guard let document = manifests.document(path) else { continue }
            reading.append(self.reading(of: document, base: base, in: manifests))
        }
        return reading
    }

    private func reading(of document: Document, base: String, in manifests: ManifestStore) -> WorkspaceReading {
        var reading = WorkspaceReading()
        reading.declarations = [WorkspaceDeclaration(kind: id, manifest: document.path)]
        let projects = self.projects(of: document, base: base, in: manifests.files)
        var folders: [String: String] = [:]
        for project in projects {
            let file = ManifestStore.path("moon.yml", in: project.folder)
            if let failure = manifests.failure(file) { reading.diagnostics.append(failure) }
            let own = manifests.document(file)
            folders[own?.root["id"]?.string ?? project.id] = project.folder
            let node = manifests.nodeManifest(in: project.folder)
            reading.packages.append(
                PackageClaim(
                    path: project.folder, name: node?.name ?? own?.root["id"]?.string ?? project.id, kind: id,
                    manifest: own.map { FilePlace($0.path, line: 1) } ?? project.place,
                    language: own?.root["language"]?.string))
        }
        for project in projects {
            guard let own = manifests.document(ManifestStore.path("moon.yml", in: project.folder)) else { continue }
            reading.dependencies += (own.root["dependsOn"]?.elements ?? []).compactMap { element in
                let name = element.string ?? element["id"]?.string
                guard let target = name.flatMap({ folders[$0] }), target != project.folder else { return nil }
                return DependencyClaim(
                    from: project.folder, to: target, kind: Self.kind(element["scope"]?.string),
                    place: own.place(of: element))
            }
        }
        return reading
    }

    private static func kind(_ scope: String?) -> DependencyKind {
        switch scope {
        case "development": .development
        case "build", "root": .build
        case "peer": .peer
        default: .production
        }
    }

    /// A project with the id that the workspace gives it.
    private struct Project {
        var id: String
        var folder: String
        var place: FilePlace
    }

    private func projects(of document: Document, base: String, in files: RepositoryFiles) -> [Project] {
        guard let node = document.root["projects"] else { return [] }
        var patterns = node.elements
        var sources = node.members
        if node["globs"] != nil || node["sources"] != nil {
            patterns = node["globs"]?.elements ?? []
            sources = node["sources"]?.members ?? []
        }
        var found: [Project] = []
        var known: Set<String> = []
        for source in sources {
            guard let folder = source.value.string.flatMap({ RelativePath.join(base, $0) }),
                folder == "." || files.hasFolder(folder), known.insert(folder).inserted
            else { continue }
            found.append(Project(id: source.key, folder: folder, place: document.place(of: source)))
        }
        for folder in matches(patterns.compactMap(\.string), base: base, in: files) where known.insert(folder).inserted
        {
            found.append(
                Project(
                    id: RelativePath.baseName(of: folder), folder: folder, place: document.place(of: node)))
        }
        return found
    }

    /// Folders that a pattern names, or that hold a `moon.yml` that a pattern names.
    private func matches(_ patterns: [String], base: String, in files: RepositoryFiles) -> [String] {
        let rules = patterns.compactMap { pattern -> (glob: PathGlob, isExclusion: Bool)? in
            let isExclusion = pattern.hasPrefix("!")
            guard let full = RelativePath.join(base, String(isExclusion ? pattern.dropFirst() : pattern[...])) else {
                return nil
            }
            return (PathGlob(full), isExclusion)
        }
        guard !rules.isEmpty else { return [] }
        return FolderList.all(in: files).filter { folder in
            guard !ToolFolders.isInstalled(folder) else { return false }
            let file = ManifestStore.path("moon.yml", in: folder)
            let matches = { (glob: PathGlob) in
                glob.matches(folder) || (glob.pattern.hasSuffix(".yml") && files.contains(file) && glob.matches(file))
            }
            return rules.contains { !$0.isExclusion && matches($0.glob) }
                && !rules.contains { $0.isExclusion && matches($0.glob) }
        }
    }
}
