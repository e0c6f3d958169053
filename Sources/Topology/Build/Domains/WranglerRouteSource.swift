import Workspace

/// `routes` and `route` of wrangler's file: names in a zone of Cloudflare, which proxies them
/// (developers.cloudflare.com/workers/configuration/routing).
struct WranglerRouteSource: DomainSource {
    func signs(in view: RepositoryView) -> [DomainSign] {
        ["wrangler.json", "wrangler.jsonc", "wrangler.toml"].flatMap { view.files.named($0) }
            .filter { !SourceRole.isAside($0) }.flatMap { path -> [DomainSign] in
                guard let document = view.manifests.document(path) else { return [] }
                let production = document.root[path: "env", "production"]
                let nodes = [document.root, production].compactMap(\.self).flatMap { root in
                    (root["routes"]?.elements ?? []) + [root["route"]].compactMap(\.self)
                }
                return nodes.compactMap { node in
                    guard let text = node.string ?? node["pattern"]?.string, let host = PublicHost.of(text) else {
                        return nil
                    }
                    return DomainSign(
                        host, network: "cloudflare", package: view.package(holding: path)?.path, "domain",
                        at: document.place(of: node))
                }
            }
    }
}
