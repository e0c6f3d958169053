package import Topology

extension VercelPlatform {
    /// Vercel overwrites this header with the address of its peer (vercel.com/docs/headers/request-headers).
    package func clientAddress(of unit: DeployableUnit, in repository: RepositoryView) -> ClientAddress {
        .header("x-real-ip")
    }

    /// Functions run as often as there are requests.
    package func canRunSeveral(_ unit: DeployableUnit, in repository: RepositoryView) -> Bool { true }

    /// A rule of the firewall (vercel.com/docs/vercel-firewall/vercel-waf/rate-limiting). `vercel.json` has no key for
    /// it, and a function has no memory between requests to count in.
    package func edgeRateLimit(of unit: DeployableUnit, in repository: RepositoryView) -> EdgeRateLimit? {
        EdgeRateLimit(
            reason: "Vercel limits requests in its firewall, which only its dashboard holds",
            steps: [
                "In Vercel dashboard, open Firewall > Configure > New Rule",
                "If Request Path starts with /, then Rate Limit: fixed window, 60 seconds, 100 requests, key IP Address, "
                    + "action Default (429)",
                "Review the change and publish it",
            ])
    }

    /// Managed rulesets of the firewall (vercel.com/docs/vercel-firewall/vercel-waf/managed-rulesets).
    package func firewall(exempt: [String], in repository: RepositoryView) -> Firewall? {
        Firewall(
            provider: name, rules: "managed rulesets",
            steps: [
                "In Vercel dashboard, open Firewall > Rules and enable Bot Protection (first Log, then Challenge)",
                "With an Enterprise plan, enable the OWASP Core Ruleset too (first Log, then Deny)",
                "Review the change and publish it",
            ])
    }
}
