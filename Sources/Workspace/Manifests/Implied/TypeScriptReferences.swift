/// Project references and path aliases of `tsconfig.json` (typescriptlang.org, "Project References", "paths").
///
/// An alias counts where the package's own file has it; in a base file it is only a name that others may use.
struct TypeScriptReferences: ImpliedEdgeReader {
    /// The configurations of a package.
    static let fileNames: [String] = ["tsconfig.json", "tsconfig.build.json", "tsconfig.app.json", "tsconfig.lib.json"]

    func read(_ packages: PackageFolders, _ manifests: ManifestStore) async -> [DependencyClaim] {
        let paths = Self.fileNames.flatMap { manifests.files.named($0) }.filter { !ToolFolders.isInstalled($0) }
        return await ParallelMap.run(over: paths) { path -> [DependencyClaim] in
            let folder = RelativePath.folder(of: path)
            guard let owner = packages.owner(of: folder), let document = manifests.lenientDocument(path) else {
                return []
            }
            return (references(document) + aliases(document)).compactMap { written, node in
                // What a build makes is no source, and what lies in no package but the root is nobody's.
                guard let path = RelativePath.join(folder, written), !ToolFolders.isAside(path),
                    let target = packages.owner(of: path), target != "." || path == "."
                else { return nil }
                return DependencyClaim(from: owner, to: target, kind: .implicit, place: document.place(of: node))
            }
        }.flatMap(\.self)
    }

    private func references(_ document: Document) -> [(String, DocumentNode)] {
        (document.root["references"]?.elements ?? []).compactMap { element in
            element["path"].flatMap { node in node.string.map { ($0, node) } }
        }
    }

    private func aliases(_ document: Document) -> [(String, DocumentNode)] {
        let options = document.root["compilerOptions"]
        let base = options?["baseUrl"]?.string ?? "."
        return (options?["paths"]?.members ?? []).flatMap { member in
            member.value.elements.compactMap { node -> (String, DocumentNode)? in
                guard let text = node.string, !text.contains("node_modules") else { return nil }
                let path = text.prefix { $0 != "*" }
                return (base + "/" + path, node)
            }
        }
    }
}
