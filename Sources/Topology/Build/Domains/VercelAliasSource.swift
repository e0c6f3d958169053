import Workspace

/// `alias` of `vercel.json` (vercel.com/docs/project-configuration).
struct VercelAliasSource: DomainSource {
    func signs(in view: RepositoryView) -> [DomainSign] {
        view.files.named("vercel.json").filter { !SourceRole.isAside($0) }.flatMap { path -> [DomainSign] in
            guard let document = view.manifests.document(path), let alias = document.root["alias"] else { return [] }
            let nodes = alias.string == nil ? alias.elements : [alias]
            return nodes.compactMap { node in
                // A word without a dot is a name below vercel.app.
                guard let text = node.string, let host = PublicHost.of(text.contains(".") ? text : text + ".vercel.app")
                else { return nil }
                return DomainSign(
                    host, package: view.package(holding: path)?.path, "domain", at: document.place(of: node))
            }
        }
    }
}
