/// .NET: projects by themselves and in solutions, with their `ProjectReference` items (learn.microsoft.com, "Common
/// MSBuild project items").
///
/// A project needs no solution; one that a solution names is a member. References of `Directory.Build.props` and
/// `Directory.Build.targets` count for every project below, the nearest of each alone, as MSBuild imports them.
struct DotNetManifest: WorkspaceKind {
    let id = "dotnet"
    let manifestNames = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"]

    func read(_ manifests: ManifestStore) -> WorkspaceReading {
        let paths = manifests.dotNetProjectPaths.filter { !ToolFolders.isInstalled($0) }
        guard !paths.isEmpty else { return WorkspaceReading() }
        var reading = WorkspaceReading()
        var members: Set<String> = []
        for path in manifests.files.ending(in: DotNetSolution.endings) where manifests.files.contains(path) {
            do throws(Diagnostic) {
                members.formUnion(try DotNetSolution.projects(of: path, in: manifests))
                reading.declarations.append(WorkspaceDeclaration(kind: id, manifest: path))
            } catch {
                reading.diagnostics.append(error)
            }
        }
        let known = Set(paths)
        for path in paths where members.contains(path) || !ToolFolders.isAside(path) {
            if case .failure(let failure) = manifests.xml(path) { reading.diagnostics.append(failure) }
            guard let project = manifests.dotNetProject(at: path) else { continue }
            reading.packages.append(
                PackageClaim(
                    path: project.folder, name: project.name, kind: id, manifest: FilePlace(path, line: 1),
                    isMember: members.contains(path), language: DotNetProject.language(ofProject: path),
                    packageManager: id))
            reading.dependencies += edges(of: project, known, in: manifests)
        }
        return reading
    }

    private func edges(
        of project: DotNetProject, _ known: Set<String>, in manifests: ManifestStore
    ) -> [DependencyClaim] {
        var references = project.projects.map { ($0, project.folder) }
        for name in ["Directory.Build.props", "Directory.Build.targets"] {
            guard let file = DotNetFiles.nearest(name, above: project.folder, in: manifests.files),
                case .success(let document) = manifests.xml(file)
            else { continue }
            references += DotNetProject.items("ProjectReference", document).map {
                (
                    $0,
                    $0.include.contains("$(MSBuildThisFileDirectory)") ? RelativePath.folder(of: file) : project.folder
                )
            }
        }
        return references.flatMap { reference, base in
            targets(of: reference.include, from: base, known).compactMap { target in
                let folder = RelativePath.folder(of: target)
                return folder == project.folder
                    ? nil
                    : DependencyClaim(
                        from: project.folder, to: folder, kind: reference.kind, place: reference.place)
            }
        }
    }

    /// The projects that a reference includes; properties that stand for folders are put in as far as they are known.
    private func targets(of include: String, from folder: String, _ known: Set<String>) -> [String] {
        var text = include
        for property in ["$(MSBuildThisFileDirectory)", "$(MSBuildProjectDirectory)/", "$(ProjectDir)"]
        where text.hasPrefix(property) {
            text.removeFirst(property.count)
        }
        if text.hasPrefix("$("), let end = text.firstIndex(of: ")") {
            // A folder of the repository that only the build knows: the rest of the path tells which project it is.
            let rest = String(text[text.index(after: end)...].drop { $0 == "/" })
            let matches = known.filter { $0 == rest || $0.hasSuffix("/" + rest) }
            return matches.count == 1 ? Array(matches) : []
        }
        guard let path = RelativePath.join(folder, text) else { return [] }
        guard path.contains("*") else { return known.contains(path) ? [path] : [] }
        let glob = PathGlob(path, matchesHiddenNames: true)
        return known.filter { glob.matches($0) }.sorted()
    }
}

/// Files that MSBuild finds by walking up.
package enum DotNetFiles {
    /// The nearest file of a name in a folder or above it.
    package static func nearest(_ name: String, above folder: String, in files: RepositoryFiles) -> String? {
        var folder = folder
        while true {
            let path = ManifestStore.path(name, in: folder)
            if files.contains(path) { return path }
            if folder == "." { return nil }
            folder = RelativePath.folder(of: folder)
        }
    }
}
