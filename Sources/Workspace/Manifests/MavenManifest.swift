/// Maven: `pom.xml` with its `modules` (maven.apache.org, "Guide to Working with Multiple Modules").
///
/// An edge leads to the project of the repository that has the coordinates of a dependency, whatever its version: in one
/// build Maven takes it from the reactor. A parent in the repository is needed to build its children.
struct MavenManifest: WorkspaceKind {
    let id = "maven"
    let manifestNames = ["pom.xml"]

    func read(_ manifests: ManifestStore) -> WorkspaceReading {
        let paths = manifests.files.named("pom.xml").filter { !ToolFolders.isAside($0) }
        guard !paths.isEmpty else { return WorkspaceReading() }
        var reading = WorkspaceReading()
        for path in paths {
            if case .failure(let failure) = manifests.xml(path) { reading.diagnostics.append(failure) }
        }
        let model = manifests.mavenModel
        var members: Set<String> = []
        for project in model.projects.values.sorted(by: { $0.path < $1.path }) where !project.modules.isEmpty {
            guard !ToolFolders.isAside(project.folder) else { continue }
            members.insert(project.path)
            for module in project.modules {
                if let path = MavenModel.file(
                    model.resolved(module.path, for: project), from: project.folder, model.projects)
                {
                    members.insert(path)
                } else {
                    reading.diagnostics.append(.missingModule(module.path, at: module.place))
                }
            }
        }
        reading.declarations = roots(model, members).map { WorkspaceDeclaration(kind: id, manifest: $0) }
        for project in model.projects.values.sorted(by: { $0.path < $1.path }) {
            let isMember = members.contains(project.path)
            guard isMember || !ToolFolders.isAside(project.folder) else { continue }
            reading.packages.append(
                PackageClaim(
                    path: project.folder, name: model.resolved(project.artifact, for: project), kind: id,
                    manifest: project.place, isMember: isMember, language: language(of: project, in: manifests.files),
                    packageManager: id))
            reading.dependencies += edges(of: project, in: model)
        }
        return reading
    }

    /// The poms with modules that are nobody's module.
    private func roots(_ model: MavenModel, _ members: Set<String>) -> [String] {
        let modules = Set(
            model.projects.values.flatMap { project in
                project.modules.compactMap { MavenModel.file($0.path, from: project.folder, model.projects) }
            })
        return model.projects.values.filter { !$0.modules.isEmpty && members.contains($0.path) }.map(\.path).filter {
            !modules.contains($0)
        }.sorted()
    }

    private func edges(of project: MavenProject, in model: MavenModel) -> [DependencyClaim] {
        var edges: [DependencyClaim] = []
        if let parent = model.parent(of: project), let written = project.parent {
            edges.append(
                DependencyClaim(from: project.folder, to: parent.folder, kind: .build, place: written.place))
        }
        // Dependencies and plugins of parents are those of their children too.
        for ancestor in model.lineage(of: project) {
            for entry in ancestor.dependencies + ancestor.imports + ancestor.plugins {
                guard let target = model.project(of: entry, for: project), target.folder != project.folder else {
                    continue
                }
                edges.append(
                    DependencyClaim(from: project.folder, to: target.folder, kind: entry.kind, place: entry.place))
            }
        }
        return edges
    }

    private func language(of project: MavenProject, in files: RepositoryFiles) -> String {
        let has = { files.hasFolder(ManifestStore.path("src/main/" + $0, in: project.folder)) }
        if has("java") { return "java" }
        return ["kotlin", "scala", "groovy"].first(where: has) ?? "java"
    }
}

extension Diagnostic {
    fileprivate static func missingModule(_ module: String, at place: FilePlace) -> Diagnostic {
        .warning(
            "maven/missing-module", "`\(module)` has no `pom.xml`", at: place,
            remedy: "create the module or take it out of the list")
    }
}
