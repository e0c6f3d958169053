/// Go modules by themselves: `go.mod` (go.dev/ref/mod).
///
/// Outside a workspace a module of the repository is used from its folder only where `replace` says so; otherwise the
/// version that is required is downloaded, even if its source lies next door.
struct GoModuleManifest: WorkspaceKind {
    let id = "go"
    let manifestNames = ["go.mod"]

    func read(_ manifests: ManifestStore) -> WorkspaceReading {
        var reading = WorkspaceReading()
        for path in manifests.files.named("go.mod").sorted() {
            let folder = RelativePath.folder(of: path)
            let isAside = folder.split(separator: "/").contains {
                $0 == "testdata" || $0 == "vendor" || $0 == "node_modules"
            }
            guard !isAside else { continue }
            guard let module = GoModule(in: folder, manifests.files) else {
                reading.diagnostics.append(.noModule(path))
                continue
            }
            reading.packages.append(Self.claim(module, kind: id, isMember: false))
            reading.dependencies += Self.edges(of: module, folders: [:], in: manifests.files)
        }
        return reading
    }

    /// The claim of one module.
    static func claim(_ module: GoModule, kind: String, isMember: Bool) -> PackageClaim {
        PackageClaim(
            path: module.folder, name: module.shortName, kind: kind, manifest: module.place, isMember: isMember,
            language: "go", packageManager: "go")
    }

    /// The edges of one module: what it requires among `folders` (module path to folder), and what it replaces by a
    /// folder. A replacement that is not required itself serves a dependency's requirement: only the main module's
    /// replacements count.
    static func edges(of module: GoModule, folders: [String: String], in files: RepositoryFiles) -> [DependencyClaim] {
        var edges: [DependencyClaim] = []
        let required = Dictionary(
            module.requirements.map { ($0.path, $0.place) }, uniquingKeysWith: { first, _ in first })
        for replacement in module.replacements {
            guard let target = RelativePath.join(module.folder, replacement.folder), target != module.folder,
                files.contains(ManifestStore.path("go.mod", in: target))
            else { continue }
            let place = required[replacement.module] ?? replacement.place
            edges.append(DependencyClaim(from: module.folder, to: target, kind: .production, place: place))
        }
        for requirement in module.requirements {
            guard let target = folders[requirement.path], target != module.folder,
                !edges.contains(where: { $0.to == target })
            else { continue }
            edges.append(
                DependencyClaim(from: module.folder, to: target, kind: .production, place: requirement.place))
        }
        return edges
    }
}

extension Diagnostic {
    fileprivate static func noModule(_ path: String) -> Diagnostic {
        .warning(
            "go/no-module", "`go.mod` cannot be read or names no module", at: FilePlace(path, line: 1),
            remedy: "start the file with `module PATH`")
    }
}
