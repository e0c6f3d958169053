package import Topology

extension CloudflarePlatform {
    /// Cloudflare sets it on what it proxies (developers.cloudflare.com/fundamentals/reference/http-headers).
    static let clientHeader = "CF-Connecting-IP"

    /// Its own header.
    package func clientAddress(of unit: DeployableUnit, in repository: RepositoryView) -> ClientAddress {
        .header(Self.clientHeader)
    }

    /// A Worker runs everywhere.
    package func canRunSeveral(_ unit: DeployableUnit, in repository: RepositoryView) -> Bool { true }

    /// A rate limiting rule of the zone (developers.cloudflare.com/waf/rate-limiting-rules).
    package func edgeRateLimit(of unit: DeployableUnit, in repository: RepositoryView) -> EdgeRateLimit? {
        EdgeRateLimit(
            reason: "Cloudflare limits requests by a rule of the zone, which only its dashboard holds",
            steps: [
                "In Cloudflare dashboard, open Security > WAF > Rate limiting rules and create a rule",
                "If URI Path starts with /, with the same IP, when the rate exceeds 100 requests per 1 minute, then Block "
                    + "for 1 minute (a Free plan counts 10 seconds: 20 requests)",
                "Deploy the rule",
            ])
    }

    /// The OWASP ruleset, in Terraform where the repository has the provider.
    package func firewall(exempt: [String], in repository: RepositoryView) -> Firewall? {
        let steps = [
            "In Cloudflare dashboard, open the domain, then Security > WAF > Managed rules",
            "Deploy \"Cloudflare Managed Ruleset\"",
            "Deploy \"Cloudflare OWASP Core Ruleset\" with paranoia level PL2, score threshold Medium (40) and action Log",
            "After a week, read Security > Events, add skip rules for what was right, and set the action to Block",
        ]
        var firewall = Firewall(provider: name, rules: "OWASP ruleset", steps: steps)
        guard let terraform = CloudflareTerraform(repository.files) else { return firewall }
        if let rule = terraform.owaspRule {
            firewall.inFile = .present(rule)
        } else if let change = terraform.change(exempt: exempt) {
            firewall.inFile = .addable(change)
            firewall.variables = terraform.needsZone ? ["TF_VAR_cloudflare_zone_id"] : []
        }
        return firewall
    }
}
