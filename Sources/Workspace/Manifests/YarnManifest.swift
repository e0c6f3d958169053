/// Yarn workspaces, classic and berry: `workspaces` of `package.json`, a list or an object with `packages`.
struct YarnManifest: WorkspaceKind {
    let id = "yarn"
    let manifestNames = ["package.json"]

    func read(_ manifests: ManifestStore) -> WorkspaceReading {
        NodeWorkspaces.reading(of: id, in: manifests)
    }

    /// Whether a workspace is installed with Yarn 1: `packageManager` says so, or nothing of a later version is there.
    static func isClassic(in folder: String, _ store: ManifestStore) -> Bool {
        if let version = store.nodeManifest(in: folder)?.packageManagerVersion { return version.hasPrefix("1.") }
        return !store.files.contains(ManifestStore.path(".yarnrc.yml", in: folder))
    }
}
