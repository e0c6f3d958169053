/// npm workspaces: `workspaces` of `package.json` (docs.npmjs.com, "workspaces").
///
/// A range is resolved to a member whose version satisfies it; `file:` leads to a folder. Also claims each
/// `package.json` that no workspace names and no other manager installs.
struct NpmManifest: WorkspaceKind {
    let id = "npm"
    let manifestNames = ["package.json"]

    func read(_ manifests: ManifestStore) -> WorkspaceReading {
        NodeWorkspaces.reading(of: id, in: manifests)
    }
}
