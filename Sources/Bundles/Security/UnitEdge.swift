import Topology
import Workspace

/// What stands between the clients of one unit and its process.
struct UnitEdge: Sendable {
    /// Where the unit finds the address of the client.
    let client: ClientAddress
    /// Who writes it there, such as `Fly.io`; nil where nobody is in between.
    let clientSource: String?
    /// The cache that all runs of the unit share, where it can run more than once and has one.
    let store: SharedComponent?
    /// Rate limiting that the platform does by itself, with the platform's name.
    let elsewhere: (platform: String, limit: EdgeRateLimit)?

    /// Reads the platforms of a unit and the CDN in front of them.
    init(of unit: DeployableUnit, in context: BundleContext) {
        let platforms = unit.package.platforms.compactMap { context.catalogue.platform($0) }
        let repository = context.repository
        if Self.isProxied(unit, in: context) {
            client = .header(CloudflarePlatform.clientHeader)
            clientSource = "Cloudflare, which the domain is proxied by"
        } else {
            let answer = platforms.first?.clientAddress(of: unit, in: repository) ?? .socket
            client = answer
            clientSource = answer == .socket ? nil : platforms.first?.name
        }
        let isScaled =
            platforms.contains { $0.canRunSeveral(unit, in: repository) } || WorkerCount.isAboveOne(of: unit)
        store = isScaled ? unit.components.first { $0.kind == .cache } : nil
        elsewhere =
            platforms.lazy.compactMap { platform in
                platform.edgeRateLimit(of: unit, in: repository).map { (platform.name, $0) }
            }.first
    }

    /// Whether requests come through Cloudflare: the CDN row says `proxied`, or Terraform makes such a record.
    /// `CDN/DNS` alone may mean its name servers, and a header that nobody overwrites is the client's to forge.
    private static func isProxied(_ unit: DeployableUnit, in context: BundleContext) -> Bool {
        let row = CDNRows.row(for: unit, in: context.repository)
        guard let row, row.provider.lowercased().hasPrefix("cloudflare") else { return false }
        let words = row.details.lowercased()
        if words.contains("proxied") { return !words.contains("not proxied") }
        return CloudflareTerraform(context.repository.files)?.proxiedRecord != nil
    }
}

/// The rows of the Infrastructure table about CDN and DNS.
enum CDNRows {
    /// The row of a unit's own domain, else the one that all share.
    static func row(for unit: DeployableUnit, in repository: RepositoryView) -> InfrastructureRow? {
        let rows = repository.conventions.filter { $0.kind == .cdn }
        return rows.first { $0.package == unit.path } ?? rows.first { $0.package == nil }
    }
}

/// How many processes the repository starts for a unit.
enum WorkerCount {
    private static let flags: [String] = ["--workers", "-w", "--processes"]
    private static let files: [String] = ["Procfile", "Dockerfile", "gunicorn.conf.py", "start.sh", "entrypoint.sh"]

    /// Whether a start that is written down asks for more than one.
    static func isAboveOne(of unit: DeployableUnit) -> Bool {
        files.contains { name in
            guard let bytes = unit.contents.contents(name) else { return false }
            return isAboveOne(in: String(decoding: bytes, as: UTF8.self))
        }
    }

    /// Whether a text has `--workers 4`, `-w 4`, `"--workers", "4"`, `WEB_CONCURRENCY=4` or `workers = 4`.
    static func isAboveOne(in text: String) -> Bool {
        text.split(whereSeparator: \.isNewline).contains { line in
            let words = line.split { $0.isWhitespace || "\"',=[]".contains($0) }.map(String.init)
            guard words.first?.hasPrefix("#") != true else { return false }
            return words.indices.dropLast().contains { index in
                (flags.contains(words[index]) || words[index] == "WEB_CONCURRENCY" || words[index] == "workers")
                    && (Int(words[index + 1]).map { $0 > 1 } ?? false)
            }
        }
    }
}
