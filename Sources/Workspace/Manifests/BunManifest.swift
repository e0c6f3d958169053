/// Bun workspaces: `workspaces` of `package.json`, a list or an object with `packages` (bun.com, "workspaces").
struct BunManifest: WorkspaceKind {
    let id = "bun"
    let manifestNames = ["package.json"]

    func read(_ manifests: ManifestStore) -> WorkspaceReading {
        NodeWorkspaces.reading(of: id, in: manifests)
    }
}
