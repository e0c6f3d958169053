/// The components that the Infrastructure table of CONVENTIONS.md names, in the order of new rows.
package enum InfrastructureComponent: String, Sendable, Hashable, CaseIterable {
    /// Content delivery and name service.
    case cdn = "CDN/DNS"
    /// Web application firewall.
    case waf = "WAF"
    /// Where units run.
    case hosting = "Hosting"
    /// Databases.
    case database = "Database"
    /// Caches.
    case cache = "Cache"
    /// Queues and brokers.
    case queue = "Queue"
    /// Health endpoint and probe.
    case health = "Health"
    /// Rate limiting.
    case rateLimit = "Rate Limit"
    /// Backup script, storage and schedule.
    case backup = "Backup"
    /// Deploy trigger.
    case deploy = "Deploy"
    /// How everything is started on a developer's machine.
    case localDev = "Local Dev"

    /// The component that a person's words mean, whatever the case of letters and the markup: `rate limiting`,
    /// `**CDN**` and `Backups` are known; absent for words that name none.
    package init?(matching words: String) {
        let name = Self.normalized(words)
        guard let component = Self.allCases.first(where: { $0.names.contains(name) }) else { return nil }
        self = component
    }

    /// Position in the table.
    package var rank: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }

    /// Lower case, one space between words, without markup.
    package static func normalized(_ words: String) -> String {
        MarkdownText.withoutMarkup(words).lowercased().split { $0 == " " || $0 == "\t" }.joined(separator: " ")
            .split(separator: " / ").joined(separator: "/")
    }

    /// What people call it, normalized.
    private var names: [String] {
        switch self {
        case .cdn: ["cdn/dns", "dns/cdn", "cdn", "dns", "cdn & dns", "cdn and dns"]
        case .waf: ["waf", "firewall", "web application firewall"]
        case .hosting: ["hosting", "host", "platform", "hosting platform"]
        case .database: ["database", "databases", "db"]
        case .cache: ["cache", "caching"]
        case .queue: ["queue", "queues", "message queue", "broker"]
        case .health: ["health", "health check", "health checks", "health endpoint", "health probe", "healthcheck"]
        case .rateLimit: ["rate limit", "rate limits", "rate limiting", "rate-limit", "rate-limiting", "ratelimit"]
        case .backup: ["backup", "backups"]
        case .deploy: ["deploy", "deploys", "deployment", "deployments", "cd"]
        case .localDev: ["local dev", "local development", "local", "local-dev", "dev"]
        }
    }
}
