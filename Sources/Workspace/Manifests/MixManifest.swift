/// Mix: projects by themselves and umbrellas (hexdocs.pm, "Mix.Project", "Dependencies and umbrella projects").
///
/// The applications of an umbrella are the folders directly below `apps_path` that have a `mix.exs`; `in_umbrella: true`
/// leads to the folder of the dependency's name, `path:` to any folder.
struct MixManifest: WorkspaceKind {
    let id = "mix"
    let manifestNames = ["mix.exs"]

    func read(_ manifests: ManifestStore) -> WorkspaceReading {
        var reading = WorkspaceReading()
        let folders = manifests.files.named("mix.exs").map { RelativePath.folder(of: $0) }.filter {
            !ToolFolders.isInstalled($0)
        }.sorted()
        let projects = folders.compactMap { manifests.mixProject(in: $0) }
        var umbrellas: [String: String] = [:]
        for root in projects {
            guard let appsPath = root.appsPath, let apps = RelativePath.join(root.folder, appsPath) else { continue }
            reading.declarations.append(WorkspaceDeclaration(kind: id, manifest: root.path))
            umbrellas[root.folder] = apps
            for folder in folders where RelativePath.folder(of: folder) == apps && folder != "." {
                if let names = root.apps, !names.contains(RelativePath.baseName(of: folder)) { continue }
                umbrellas[folder] = apps
            }
        }
        for project in projects {
            let apps = umbrellas[project.folder]
            guard apps != nil || !isAside(project.folder) else { continue }
            reading.packages.append(
                PackageClaim(
                    path: project.folder, name: project.name, kind: id, manifest: project.place, isMember: apps != nil,
                    language: "elixir", packageManager: id))
            reading.dependencies += project.dependencies.compactMap { dependency in
                let target =
                    dependency.isInUmbrella
                    ? RelativePath.join(apps ?? RelativePath.folder(of: project.folder), dependency.name)
                    : dependency.path.flatMap { RelativePath.join(project.folder, $0) }
                guard let target, target != project.folder, manifests.mixProject(in: target) != nil else { return nil }
                return DependencyClaim(
                    from: project.folder, to: target, kind: dependency.kind, place: dependency.place)
            }
        }
        return reading
    }

    /// `deps` holds what Mix downloads.
    private func isAside(_ folder: String) -> Bool {
        ToolFolders.isAside(folder) || folder.split(separator: "/").contains("deps")
    }
}
