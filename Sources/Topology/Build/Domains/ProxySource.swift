import Workspace

/// Names that a Caddyfile or nginx's configuration serves, where the block hands requests to a unit
/// (caddyserver.com/docs/caddyfile, nginx.org, "ngx_http_proxy_module").
struct ProxySource: DomainSource {
    func signs(in view: RepositoryView) -> [DomainSign] {
        let files = TelltalePaths(in: view).proxies
        guard !files.isEmpty else { return [] }
        let targets = ProxyTargets(view)
        return files.filter { !SourceRole.isAside($0) }.flatMap { path in
            signs(path, view.files.text(path) ?? "", isCaddy: !path.hasSuffix(".conf"), targets)
        }
    }

    /// Blocks are told apart by their braces; the names of a block and what it hands requests to belong together.
    private func signs(_ path: String, _ text: String, isCaddy: Bool, _ targets: ProxyTargets) -> [DomainSign] {
        var found: [DomainSign] = []
        var hosts: [(host: String, line: Int)] = []
        var packages: [String] = []
        var depth = 0
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.prefix { $0 != "#" }.split { $0.isWhitespace || $0 == ";" }.map(String.init)
            if !isCaddy, words.first == "server", words.last == "{" {
                (hosts, packages) = ([], [])
            } else if isCaddy, depth == 0, words.last == "{" {
                hosts += words.dropLast().compactMap { PublicHost.of($0) }.map { ($0, index + 1) }
            } else if words.first == "server_name" {
                hosts += words.dropFirst().compactMap { PublicHost.of($0) }.map { ($0, index + 1) }
            } else if let first = words.first, ["reverse_proxy", "proxy_pass"].contains(first) {
                packages += words.dropFirst().compactMap { targets.package(of: $0, in: path) }
            }
            depth += words.filter { $0.hasSuffix("{") }.count - words.filter { $0.hasPrefix("}") }.count
            guard words.contains(where: { $0.hasPrefix("}") }), !isCaddy || depth == 0 else { continue }
            for (host, line) in hosts {
                found += Set(packages).sorted().map {
                    DomainSign(host, package: $0, "domain", at: FilePlace(path, line: line))
                }
            }
            // A server of nginx has several locations.
            packages = []
            if isCaddy { hosts = [] }
        }
        return found
    }
}

/// What the address of an upstream means: a compose service that builds a package, or a package of that name.
struct ProxyTargets: Sendable {
    private let services: [String: String]
    private let named: DeployedPackages

    /// Makes a finder.
    init(_ view: RepositoryView) {
        let named = view.deployedPackages
        let owners = ImageOwners(in: view)
        var services: [String: String] = [:]
        for service in ComposeProjects(in: view).services {
            let built = service.buildFolder.flatMap { named.holder(of: $0, allowingRoot: false) }
            services[service.name] =
                built ?? service.image.flatMap { owners.package(of: $0.text) } ?? services[service.name]
        }
        self.services = services
        self.named = named
    }

    /// The package of `http://api:8000`; for a local address the package that holds the configuration.
    func package(of address: String, in file: String) -> String? {
        var rest = address[...]
        if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
        let host = String(rest.prefix { $0 != ":" && $0 != "/" })
        if ["localhost", "127.0.0.1", "0.0.0.0"].contains(host) { return named.holder(of: file, allowingRoot: false) }
        return services[host] ?? named.package(named: host)
    }
}
