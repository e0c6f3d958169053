/// Rush: `projects` of `rush.json`, JSON with comments (rushjs.io, "rush.json").
///
/// Each project is named with its folder; there are no patterns. A dependency leads to a project of the repository by
/// `workspace:`, or where the project's version satisfies the range, unless `decoupledLocalDependencies` (before
/// Rush 5.76 `cyclicDependencyProjects`) names it: then the published version is installed.
struct RushManifest: WorkspaceKind {
    let id = "rush"
    let manifestNames = ["rush.json", "package.json"]

    func read(_ manifests: ManifestStore) -> WorkspaceReading {
        var reading = WorkspaceReading()
        for path in manifests.files.named("rush.json").sorted()
        where !ToolFolders.isOther(RelativePath.folder(of: path)) {
            if let failure = manifests.lenientFailure(path) { reading.diagnostics.append(failure) }
            guard let document = manifests.lenientDocument(path), document.root["projects"] != nil else { continue }
            reading.append(self.reading(of: document, in: manifests))
        }
        return reading
    }

    private func reading(of document: Document, in manifests: ManifestStore) -> WorkspaceReading {
        let base = RelativePath.folder(of: document.path)
        var folders: [String] = []
        var missing: [Diagnostic] = []
        var decoupled: [String: Set<String>] = [:]
        for project in document.root["projects"]?.elements ?? [] {
            guard let written = project["projectFolder"],
                let folder = written.string.flatMap({
                    RelativePath.join(base, $0)
                })
            else { continue }
            guard manifests.files.contains(ManifestStore.path("package.json", in: folder)) else {
                missing.append(.missingProject(folder, at: document.place(of: written)))
                continue
            }
            folders.append(folder)
            let names = (project["decoupledLocalDependencies"] ?? project["cyclicDependencyProjects"])?.elements ?? []
            decoupled[folder] = Set(names.compactMap(\.string))
        }
        // One below the root that names nothing that is there is the template of a generator.
        if folders.isEmpty, base != "." { return WorkspaceReading() }
        let workspace = NodeWorkspace(manager: id, folder: base, manifest: document.path, members: folders)
        var reading = workspace.reading(manifests)
        let manager = ["pnpm", "npm", "yarn"].first { document.root[$0 + "Version"] != nil } ?? "pnpm"
        for index in reading.packages.indices { reading.packages[index].packageManager = manager }
        let names = Dictionary(
            reading.packages.compactMap { claim in claim.name.map { (claim.path, $0) } },
            uniquingKeysWith: { first, _ in first })
        reading.dependencies.removeAll { edge in
            names[edge.to].map { decoupled[edge.from]?.contains($0) ?? false } ?? false
        }
        reading.diagnostics += missing
        return reading
    }
}

extension Diagnostic {
    fileprivate static func missingProject(_ folder: String, at place: FilePlace) -> Diagnostic {
        .warning(
            "rush/missing-project", "`\(folder)` has no `package.json`", at: place,
            remedy: "create the project or take it out of `rush.json`")
    }
}
