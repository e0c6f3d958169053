/// Finds every workspace of the Node world, and the packages that are in none.
enum NodeWorkspaces {
    /// Folder names below which a `package.json` that no workspace names is data for tests or a template.
    private static let asideFolders: Set<String> = [
        "fixtures", "__fixtures__", "fixture", "testdata", "test-data", "templates", "template", "__tests__", "vendor",
        "dist", "build", "out", "target", ".next", ".output", "third_party",
    ]

    /// Folders of all `package.json` files outside `node_modules`, sorted.
    static func folders(in store: ManifestStore) -> [String] {
        store.derived("node:folders") {
            store.files.named("package.json").map { RelativePath.folder(of: $0) }.filter { !isInstalled($0) }.sorted()
        }
    }

    /// Every workspace of npm, Yarn, pnpm and Bun. `ManifestStore.nodeWorkspaces` keeps the answer.
    static func find(in store: ManifestStore) -> [NodeWorkspace] {
        let folders = folders(in: store)
        var found = PnpmManifest.workspaces(of: folders, in: store)
        for folder in folders {
            guard let manifest = store.nodeManifest(in: folder), let patterns = manifest.workspaces,
                !found.contains(where: { $0.folder == folder || $0.members.contains(folder) })
            else { continue }
            // pnpm reads `pnpm-workspace.yaml` alone; what declares `workspaces` without it is treated as npm's.
            let declared = NodePackageManager.of(folder, in: store)
            let manager = declared == "pnpm" ? "npm" : declared
            let globs = WorkspacePatterns(
                patterns, in: folder, manifest: "package.json", exclusion: exclusion(of: manager, in: folder, store))
            let members = folders.filter { $0 != folder && globs.include($0) }
            found.append(
                NodeWorkspace(
                    manager: manager, folder: folder, manifest: manifest.path, members: [folder] + members))
        }
        return found
    }

    /// The reading of one manager: its workspaces, and the packages of no workspace that it installs.
    static func reading(of manager: String, in store: ManifestStore) -> WorkspaceReading {
        var reading = WorkspaceReading()
        for workspace in store.nodeWorkspaces where workspace.manager == manager {
            reading.append(workspace.reading(store))
        }
        for folder in outsiders(in: store) {
            guard NodePackageManager.of(folder, in: store) == manager else { continue }
            if let failure = store.failure(ManifestStore.path("package.json", in: folder)) {
                reading.diagnostics.append(failure)
            }
            guard let manifest = store.nodeManifest(in: folder), manifest.isPackage else { continue }
            reading.packages.append(NodeWorkspace.claim(manifest, kind: manager, isMember: false, in: store))
            reading.dependencies += manifest.dependencies.compactMap { dependency in
                NodeWorkspace.pathTarget(of: dependency.requirement, from: folder, in: store).flatMap { target in
                    target == folder
                        ? nil
                        : DependencyClaim(from: folder, to: target, kind: dependency.kind, place: dependency.place)
                }
            }
        }
        return reading
    }

    /// The folders of packages that no workspace has.
    private static func outsiders(in store: ManifestStore) -> [String] {
        store.derived("node:outsiders") {
            let members = Set(store.nodeWorkspaces.flatMap(\.members))
            return folders(in: store).filter { !members.contains($0) && !isAside($0) }
        }
    }

    /// Yarn 1 knows no exclusion (its patterns go to glob one by one), npm goes through them in order
    /// (@npmcli/map-workspaces), Yarn from 2 on and Bun take all exclusions away.
    private static func exclusion(
        of manager: String, in folder: String, _ store: ManifestStore
    ) -> WorkspacePatterns.Exclusion {
        switch manager {
        case "npm": .inOrder
        case "yarn": YarnManifest.isClassic(in: folder, store) ? .none : .always
        default: .always
        }
    }

    private static func isInstalled(_ folder: String) -> Bool {
        RelativePath.hasComponent(folder, among: ["node_modules", "bower_components"])
    }

    private static func isAside(_ folder: String) -> Bool {
        folder.split(separator: "/").contains { asideFolders.contains(String($0)) } || ToolFolders.isTestData(folder)
    }
}
