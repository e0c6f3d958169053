import Workspace

/// Networks of copies and records of names in Terraform (registry.terraform.io: providers cloudflare, aws, google,
/// azurerm, fastly). Which package they lead to, configuration seldom says.
struct TerraformDomainSource: DomainSource {
    private static let networks: [String: String] = [
        "aws_cloudfront_distribution": "cloudfront", "fastly_service_vcl": "fastly",
        "fastly_service_compute": "fastly", "azurerm_cdn_frontdoor_profile": "azure-front-door",
        "azurerm_cdn_profile": "azure-cdn", "google_compute_url_map": "google-cloud-load-balancing",
        "cloudflare_pages_domain": "cloudflare", "cloudflare_workers_custom_domain": "cloudflare",
        "cloudflare_worker_domain": "cloudflare", "bunnynet_pullzone": "bunny",
    ]

    func signs(in view: RepositoryView) -> [DomainSign] {
        TerraformResources(in: view).all.flatMap { resource -> [DomainSign] in
            if let network = Self.networks[resource.type] {
                let own = DomainSign(nil, network: network, package: nil, resource.type, at: resource.place)
                return [own] + hosts(resource).map { DomainSign($0, package: nil, "domain", at: resource.place) }
            }
            guard ["cloudflare_record", "cloudflare_dns_record"].contains(resource.type) else { return [] }
            // Only a proxied record passes through the network; the others are names alone.
            let isProxied = resource.body.attributes.first { $0.name == "proxied" }?.expression.boolean ?? false
            guard isProxied else { return [] }
            let host = resource.body.string("name").flatMap { PublicHost.of($0) }
            return [DomainSign(host, network: "cloudflare", package: nil, resource.type, at: resource.place)]
        }
    }

    private func hosts(_ resource: TerraformResource) -> [String] {
        let aliases = resource.body.attributes.first { $0.name == "aliases" }?.expression.elements ?? []
        let names = aliases.compactMap(\.string) + ["domain", "hostname"].compactMap { resource.body.string($0) }
        return names.compactMap { PublicHost.of($0) }
    }
}
