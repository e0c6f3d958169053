/// Bazel: `MODULE.bazel`, `WORKSPACE.bazel` or `WORKSPACE` at the root (bazel.build, "Repositories, workspaces, packages
/// and targets"). What Bazel calls a package is any folder with a `BUILD` file, so that it only counts as evidence.
struct BazelManifest: WorkspaceKind {
    let id = "bazel"
    let manifestNames = ["MODULE.bazel", "WORKSPACE.bazel", "WORKSPACE"]

    func read(_ manifests: ManifestStore) -> WorkspaceReading {
        Presence.reading(of: id, files: manifestNames, in: manifests)
    }
}

/// Build systems that are only noted.
enum Presence {
    /// One declaration for the first of some files that stands at the root.
    static func reading(of kind: String, files: [String], in manifests: ManifestStore) -> WorkspaceReading {
        var reading = WorkspaceReading()
        if let file = files.first(where: { manifests.files.contains($0) }) {
            reading.declarations = [WorkspaceDeclaration(kind: kind, manifest: file)]
        }
        return reading
    }
}
