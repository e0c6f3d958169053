/// uv workspaces: `[tool.uv.workspace]` of `pyproject.toml` (docs.astral.sh/uv, "workspaces").
///
/// The root is a member. A member is a folder with a `pyproject.toml` that `members` matches and `exclude` does not.
/// A dependency leads to a member where `tool.uv.sources`, its own or the root's, says `workspace = true`.
struct UvManifest: WorkspaceKind {
    let id = "uv"
    let manifestNames = ["pyproject.toml"]

    func read(_ manifests: ManifestStore) -> WorkspaceReading {
        var reading = WorkspaceReading()
        for workspace in Self.workspaces(in: manifests) {
            reading.append(self.reading(of: workspace, in: manifests))
        }
        return reading
    }

    /// One workspace.
    struct UvWorkspace: Sendable {
        /// The manifest of its root.
        var root: PythonManifest
        /// Folders of its members, the root first, then sorted.
        var members: [String]
    }

    /// Every uv workspace of the repository.
    static func workspaces(in store: ManifestStore) -> [UvWorkspace] {
        let folders = PythonProjectManifest.folders(in: store)
        return folders.compactMap { folder in
            guard let root = store.pythonManifest(in: folder), let patterns = root.workspaceMembers else { return nil }
            let globs = WorkspacePatterns(
                patterns + root.workspaceExclusions.map { "!" + $0 }, in: folder, manifest: "pyproject.toml",
                exclusion: .always)
            return UvWorkspace(
                root: root, members: [folder] + folders.filter { $0 != folder && globs.include($0) })
        }
    }

    private func reading(of workspace: UvWorkspace, in store: ManifestStore) -> WorkspaceReading {
        var reading = WorkspaceReading()
        reading.declarations = [WorkspaceDeclaration(kind: id, manifest: workspace.root.path)]
        let members = workspace.members.compactMap { store.pythonManifest(in: $0) }
        let byName = Dictionary(
            members.compactMap { member in member.name.map { (PythonRequirement.normalName($0), member.folder) } },
            uniquingKeysWith: { first, _ in first })
        for member in members {
            reading.packages.append(
                PackageClaim(
                    path: member.folder, name: member.name, kind: id, manifest: member.place, language: "python",
                    packageManager: id))
            reading.dependencies += PythonEdges.claims(
                of: member, members: byName, inherited: workspace.root.sources,
                inheritedFolder: workspace.root.folder, in: store)
        }
        reading.diagnostics = workspace.members.compactMap {
            store.failure(ManifestStore.path("pyproject.toml", in: $0))
        }
        return reading
    }
}
