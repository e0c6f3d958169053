/// Project references and path aliases of `tsconfig.json` (typescriptlang.org, "Project References", "paths").
///
/// An alias counts where the package's own file has it; in a base file it is only a name that others may use.
struct TypeScriptReferences: ImpliedEdgeReader {
    func read(_ packages: PackageFolders, _ manifests: ManifestStore) -> [DependencyClaim] {
        let names = ["tsconfig.json", "tsconfig.build.json", "tsconfig.app.json", "tsconfig.lib.json"]
        let paths = names.flatMap { manifests.files.named($0) }.filter { !ToolFolders.isInstalled($0) }
        return paths.flatMap { path -> [DependencyClaim] in
            let folder = RelativePath.folder(of: path)
            guard let owner = packages.owner(of: folder), let document = manifests.lenientDocument(path) else {
                return []
            }
            return (references(document) + aliases(document)).compactMap { written, node in
                guard let target = RelativePath.join(folder, written).flatMap({ packages.owner(of: $0) }) else {
                    return nil
                }
                return DependencyClaim(from: owner, to: target, kind: .implicit, place: document.place(of: node))
            }
        }
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
