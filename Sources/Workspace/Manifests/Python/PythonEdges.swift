/// Edges of Python projects: what their dependencies lead to inside the repository.
enum PythonEdges {
    /// The edges of one project.
    ///
    /// `members` are the folders of its uv workspace by normal name, empty outside one. `inherited` are the sources of
    /// the workspace's root, relative to `inheritedFolder`; the project's own win.
    static func claims(
        of manifest: PythonManifest, members: [String: String] = [:],
        inherited: [String: PythonManifest.Source] = [:], inheritedFolder: String = ".", in store: ManifestStore
    ) -> [DependencyClaim] {
        manifest.dependencies.compactMap { dependency in
            let own = manifest.sources[dependency.name]
            let target: String?
            switch own ?? inherited[dependency.name] {
            case .workspace: target = members[dependency.name]
            case .path(let path):
                target = project(path, from: own == nil ? inheritedFolder : manifest.folder, in: store)
            case nil: target = dependency.path.flatMap { project($0, from: manifest.folder, in: store) }
            }
            guard let target, target != manifest.folder else { return nil }
            return DependencyClaim(
                from: manifest.folder, to: target, kind: dependency.kind, place: dependency.place)
        }
    }

    /// The edges that the requirements files of a folder declare: `-e ../shared`, `./lib`.
    static func claims(ofRequirementsIn folder: String, in store: ManifestStore) -> [DependencyClaim] {
        PythonRequirementsFiles.read(in: folder, store.files).flatMap { kind, file in
            file.paths.compactMap { entry in
                guard let target = project(entry.path, from: folder, in: store), target != folder else { return nil }
                return DependencyClaim(from: folder, to: target, kind: kind, place: entry.place)
            }
        }
    }

    private static func project(_ path: String, from folder: String, in store: ManifestStore) -> String? {
        guard let target = RelativePath.join(folder, path) else { return nil }
        let manifests = ["pyproject.toml", "setup.py", "setup.cfg"]
        return manifests.contains { store.files.contains(ManifestStore.path($0, in: target)) } ? target : nil
    }
}

/// The requirements files that a folder has by custom.
package enum PythonRequirementsFiles {
    /// Paths below a folder and the kind that their names say.
    private static let names: [(String, DependencyKind)] = [
        ("requirements.txt", .production), ("requirements.in", .production), ("requirements/base.txt", .production),
        ("requirements/production.txt", .production), ("requirements/prod.txt", .production),
        ("requirements-prod.txt", .production), ("requirements-dev.txt", .development),
        ("requirements_dev.txt", .development), ("dev-requirements.txt", .development),
        ("requirements-test.txt", .development), ("requirements/dev.txt", .development),
        ("requirements/test.txt", .development),
    ]

    /// The files that a folder has, read; what they include with `-r` has a name of its own in the list.
    package static func read(in folder: String, _ files: RepositoryFiles) -> [(DependencyKind, RequirementsFile)] {
        names.compactMap { name, kind in
            guard files.lists(name, in: folder) else { return nil }
            let path = ManifestStore.path(name, in: folder)
            guard files.contains(path), let bytes = files.contents(path) else { return nil }
            return (kind, RequirementsFile(bytes, path: path, kind: kind))
        }
    }
}
