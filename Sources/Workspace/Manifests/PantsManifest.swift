/// Pants: `pants.toml` at the root (pantsbuild.org, "Options"). Its targets are finer than packages, so that it only
/// counts as evidence of a workspace.
struct PantsManifest: WorkspaceKind {
    let id = "pants"
    let manifestNames = ["pants.toml"]

    func read(_ manifests: ManifestStore) -> WorkspaceReading {
        Presence.reading(of: id, files: manifestNames, in: manifests)
    }
}
