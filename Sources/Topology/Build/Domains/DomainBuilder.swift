import Workspace

/// Turns signs into shared components: one for each name, one for each network of copies.
struct DomainBuilder: Sendable {
    /// All files and packages.
    let view: RepositoryView
    /// What platforms' files say.
    let platforms: [PlatformCandidate]

    private static let sources: [any DomainSource] = [
        VercelAliasSource(), WranglerRouteSource(), IngressHostSource(), HelmHostSource(), CNAMEFileSource(),
        TerraformDomainSource(), ProxySource(),
    ]

    /// The components, sorted by id; each package's `uses` has them too.
    func build(for nodes: inout [PackageNode]) -> [SharedComponent] {
        let signs = platformSigns + Self.sources.flatMap { $0.signs(in: view) }
        let units = Set(nodes.filter(\.deploysIndependently).map(\.path))
        let components = domains(signs, units) + networks(signs, units)
        for component in components {
            for user in component.usedBy {
                guard let index = nodes.firstIndex(where: { $0.path == user }) else { continue }
                nodes[index].uses = (nodes[index].uses + [component.id]).removingRepetition().sorted()
            }
        }
        return components
    }

    private var platformSigns: [DomainSign] {
        platforms.flatMap { platform in
            platform.match.evidence.filter { $0.fact == "domain" }.compactMap { fact in
                PublicHost.of(fact.value).map {
                    DomainSign($0, package: platform.match.package, "domain", at: fact.place)
                }
            }
        }
    }

    private func domains(_ signs: [DomainSign], _ units: Set<String>) -> [SharedComponent] {
        let named = Dictionary(grouping: signs.filter { $0.host != nil }, by: { $0.host ?? "" })
        return named.sorted { $0.key < $1.key }.map { host, signs in
            SharedComponent(
                id: host, kind: .domain, engine: nil, owner: owner(of: signs, units), usedBy: users(of: signs, units),
                evidence: evidence(of: signs))
        }
    }

    private func networks(_ signs: [DomainSign], _ units: Set<String>) -> [SharedComponent] {
        let named = Dictionary(grouping: signs.filter { $0.network != nil }, by: { $0.network ?? "" })
        return named.sorted { $0.key < $1.key }.map { network, signs in
            SharedComponent(
                id: "cdn-" + network, kind: .cdn, engine: network, owner: owner(of: signs, units),
                usedBy: users(of: signs, units), evidence: evidence(of: signs))
        }
    }

    private func users(of signs: [DomainSign], _ units: Set<String>) -> [String] {
        Set(signs.compactMap(\.package)).intersection(units).sorted()
    }

    private func owner(of signs: [DomainSign], _ units: Set<String>) -> String? {
        let users = users(of: signs, units)
        return users.count == 1 ? users[0] : nil
    }

    private func evidence(of signs: [DomainSign]) -> [Evidence] {
        signs.map(\.evidence).removingRepetition().sorted { ($0.place, $0.fact) < ($1.place, $1.fact) }
    }
}
