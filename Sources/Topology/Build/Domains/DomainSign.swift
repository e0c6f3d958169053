import Workspace

/// One line of configuration that says under which name something is reached, or what stands in front of it.
struct DomainSign: Sendable {
    /// The name, such as `api.acme.dev`; nil where a line only says that a network of copies is there.
    var host: String?
    /// Id of the network that serves copies, such as `cloudflare`; nil where the line names none.
    var network: String?
    /// Path of the package that is reached; nil where it is not known.
    var package: String?
    /// The line.
    var evidence: Evidence

    /// Makes a sign of a name.
    init(_ host: String?, network: String? = nil, package: String?, _ fact: String, at place: FilePlace) {
        self.host = host
        self.network = network
        self.package = package
        evidence = Evidence(fact, host ?? network ?? "", at: place)
    }
}

/// Reads one kind of configuration: one file for each.
protocol DomainSource: Sendable {
    /// What it says, in the order of files.
    func signs(in view: RepositoryView) -> [DomainSign]
}

/// Names that can be reached from outside.
enum PublicHost {
    /// Endings that no public name has (RFC 2606, RFC 6762, RFC 8375), and those of clusters and templates.
    private static let endings: [String] = [
        ".local", ".localhost", ".internal", ".test", ".invalid", ".example", ".lan", ".svc", ".arpa", ".home",
        ".cluster.local", "example.com", "example.org", "example.net", "your-domain.com", "yourdomain.com",
        "domain.com", "domain.tld", "nip.io", "sslip.io",
    ]

    /// The host of a name, a pattern of a route or an address; nil where it is a placeholder or no public name.
    static func of(_ text: String) -> String? {
        var rest = text[...]
        if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
        rest = rest.prefix { $0 != "/" && $0 != ":" && $0 != "," && !$0.isWhitespace }
        if rest.hasPrefix("*.") { rest = rest.dropFirst(2) }
        if rest.hasSuffix(".") { rest = rest.dropLast() }
        let host = rest.lowercased()
        let isName = host.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x2E
        }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        guard isName, labels.count >= 2, labels.allSatisfy({ !$0.isEmpty }),
            labels.last?.contains(where: \.isLetter) ?? false,
            !endings.contains(where: { host.hasSuffix($0) })
        else { return nil }
        return host
    }
}
