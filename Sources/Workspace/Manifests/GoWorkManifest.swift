/// Go workspaces: `use` and `replace` of `go.work` (go.dev/ref/mod, "Workspaces").
///
/// A required module that is used by the same workspace is that folder, whatever version is required.
struct GoWorkManifest: WorkspaceKind {
    let id = "go-work"
    let manifestNames = ["go.work", "go.mod"]

    func read(_ manifests: ManifestStore) -> WorkspaceReading {
        var reading = WorkspaceReading()
        for path in manifests.files.named("go.work").sorted() {
            guard let bytes = manifests.files.contents(path) else { continue }
            let folder = RelativePath.folder(of: path)
            let directives = GoDirectives(bytes, path: path)
            reading.declarations.append(WorkspaceDeclaration(kind: id, manifest: path))
            var modules: [GoModule] = []
            for directive in directives.of("use") {
                let member = RelativePath.join(folder, directive.words[0])
                guard let member, let module = GoModule(in: member, manifests.files) else {
                    reading.diagnostics.append(.missingModule(directive))
                    continue
                }
                modules.append(module)
            }
            let replaced = GoModule.folderReplacements(directives).compactMap { entry in
                RelativePath.join(folder, entry.folder).map { (entry.module, $0) }
            }
            let folders = Dictionary(
                modules.map { ($0.path, $0.folder) } + replaced, uniquingKeysWith: { first, _ in first })
            for module in modules {
                reading.packages.append(GoModuleManifest.claim(module, kind: id, isMember: true))
                reading.dependencies += GoModuleManifest.edges(of: module, folders: folders, in: manifests.files)
            }
        }
        return reading
    }
}

extension Diagnostic {
    fileprivate static func missingModule(_ directive: GoDirectives.Directive) -> Diagnostic {
        .warning(
            "go/missing-module", "`use \(directive.words[0])` names a folder without a readable `go.mod`",
            at: directive.place, remedy: "create the module or take the line out")
    }
}
