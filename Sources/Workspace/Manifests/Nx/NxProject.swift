/// One project of an Nx workspace.
struct NxProject: Sendable {
    /// Its name: of `project.json`, of `nx.name` or `name` of `package.json`, or that of its folder.
    var name: String
    /// Folder relative to the root of the repository.
    var folder: String
    /// Where it is declared.
    var place: FilePlace
    /// Its tags.
    var tags: [String] = []
    /// Entries of `implicitDependencies` with their lines.
    var implicitDependencies: [(text: String, place: FilePlace)] = []
}

/// Finds the projects of an Nx workspace and what they depend on by declaration.
enum NxProjects {
    /// Every project below the folder of an `nx.json`, sorted by folder, and what could not be read.
    static func find(
        below root: String, in manifests: ManifestStore
    ) -> (projects: [NxProject], failures: [Diagnostic]) {
        var projects: [String: NxProject] = [:]
        var failures: [Diagnostic] = []
        for project in listed(in: root, manifests) { projects[project.folder] = project }
        let ignored = IgnorePatterns(".nxignore", in: root, manifests.files)
        for path in manifests.files.named("project.json") {
            let folder = RelativePath.folder(of: path)
            guard RelativePath.isInside(folder, root), !ToolFolders.isInstalled(folder), !ignored.contains(path) else {
                continue
            }
            if let failure = manifests.lenientFailure(path) { failures.append(failure) }
            guard let document = manifests.lenientDocument(path) else { continue }
            projects[folder] = project(document, folder: folder, in: manifests)
        }
        let members = manifests.nodeWorkspaces.filter { $0.folder == root }.flatMap(\.members)
        for folder in members where folder != root {
            guard let document = manifests.document(ManifestStore.path("package.json", in: folder)),
                !ignored.contains(document.path)
            else { continue }
            add(document, folder: folder, to: &projects)
        }
        return (projects.values.sorted { $0.folder < $1.folder }, failures)
    }

    private static func project(
        _ document: Document, folder: String, in manifests: ManifestStore
    ) -> NxProject {
        let root = document.root
        let member = root.members.first { $0.key == "name" }
        let name = root["name"]?.string ?? manifests.nodeManifest(in: folder)?.name ?? RelativePath.baseName(of: folder)
        return NxProject(
            name: folder == "." && root["name"] == nil ? "root" : name, folder: folder,
            place: member.map { document.place(of: $0) } ?? FilePlace(document.path, line: 1),
            tags: strings(root["tags"]), implicitDependencies: entries(root["implicitDependencies"], document))
    }

    /// A `package.json` makes a project, or adds its `nx` to the one that `project.json` makes.
    private static func add(_ document: Document, folder: String, to projects: inout [String: NxProject]) {
        let nx = document.root["nx"]
        let declared = entries(nx?["implicitDependencies"], document)
        if projects[folder] != nil {
            projects[folder]?.implicitDependencies += declared
            projects[folder]?.tags += strings(nx?["tags"])
            return
        }
        let member = document.root.members.first { $0.key == "name" }
        projects[folder] = NxProject(
            name: nx?["name"]?.string ?? member?.value.string ?? RelativePath.baseName(of: folder), folder: folder,
            place: member.map { document.place(of: $0) } ?? FilePlace(document.path, line: 1),
            tags: strings(nx?["tags"]), implicitDependencies: declared)
    }

    /// `projects` of `workspace.json` or `angular.json`: a folder, or the configuration with its `root`.
    private static func listed(in root: String, _ manifests: ManifestStore) -> [NxProject] {
        for name in ["workspace.json", "angular.json"] {
            guard let document = manifests.lenientDocument(ManifestStore.path(name, in: root)) else { continue }
            return (document.root["projects"]?.members ?? []).compactMap { member in
                guard let written = member.value.string ?? member.value["root"]?.string,
                    let folder = RelativePath.join(root, written), folder == "." || manifests.files.hasFolder(folder)
                else { return nil }
                return NxProject(
                    name: member.key, folder: folder, place: document.place(of: member),
                    tags: strings(member.value["tags"]),
                    implicitDependencies: entries(member.value["implicitDependencies"], document))
            }
        }
        return []
    }

    /// The edges of `implicitDependencies`: names, globs over names, `tag:NAME`, and each of them taken away by `!`.
    static func implicitEdges(of projects: [NxProject]) -> [DependencyClaim] {
        let byName = Dictionary(projects.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        return projects.flatMap { project -> [DependencyClaim] in
            var targets: [String: FilePlace] = [:]
            for entry in project.implicitDependencies {
                let isExclusion = entry.text.hasPrefix("!")
                let text = String(isExclusion ? entry.text.dropFirst() : entry.text[...])
                for match in matches(text, projects, byName) where match.folder != project.folder {
                    targets[match.folder] = isExclusion ? nil : entry.place
                }
            }
            return targets.sorted { $0.key < $1.key }.map {
                DependencyClaim(from: project.folder, to: $0.key, kind: .implicit, place: $0.value)
            }
        }
    }

    private static func matches(
        _ text: String, _ projects: [NxProject], _ byName: [String: NxProject]
    ) -> [NxProject] {
        if let project = byName[text] { return [project] }
        if text.hasPrefix("tag:") {
            let tag = String(text.dropFirst("tag:".count))
            return projects.filter { $0.tags.contains(tag) }
        }
        guard text.contains("*") else { return [] }
        let glob = PathGlob(text)
        return projects.filter { text == "*" || glob.matches($0.name) || glob.matches($0.folder) }
    }

    private static func strings(_ node: DocumentNode?) -> [String] {
        (node?.elements ?? []).compactMap(\.string)
    }

    private static func entries(_ node: DocumentNode?, _ document: Document) -> [(text: String, place: FilePlace)] {
        (node?.elements ?? []).compactMap { element in element.string.map { ($0, document.place(of: element)) } }
    }
}
