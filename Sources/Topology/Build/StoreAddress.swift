/// Where a connection string leads, without user and password.
package struct StoreAddress: Sendable, Hashable {
    /// Scheme in lower case, such as `postgresql+asyncpg`.
    package var scheme: String
    /// Host in lower case; `localhost` for every name of the own machine; empty for a file.
    package var host: String
    /// Port; nil where the scheme's own is meant.
    package var port: Int?
    /// First component of the path: the database's name; nil where there is none.
    package var database: String?

    /// Makes an address of a server that is known by its name.
    init(scheme: String, host: String, database: String?) {
        self.scheme = scheme
        self.host = host
        port = nil
        self.database = database
    }

    /// Reads `scheme://user:password@host:port/database?options`; nil for anything else.
    package init?(_ text: String) {
        var trimmed = text.trimmed.drop { $0 == "\"" || $0 == "'" }
        // JDBC and R2DBC put their own name in front of the scheme.
        let kind = ["jdbc:", "r2dbc:"].first { trimmed.hasPrefix($0) } ?? ""
        trimmed = trimmed.dropFirst(kind.count)
        guard let colon = trimmed.firstIndex(of: ":"), trimmed[colon...].hasPrefix("://") else { return nil }
        let scheme = trimmed[..<colon].lowercased()
        guard !scheme.isEmpty, scheme.allSatisfy({ $0.isLetter || $0.isNumber || "+-.".contains($0) }) else {
            return nil
        }
        var rest = trimmed[colon...].dropFirst(3).prefix { $0 != "?" && $0 != "\"" && $0 != "'" && !$0.isWhitespace }
        let path = rest.firstIndex(of: "/").map { rest[$0...].dropFirst() }
        rest = rest.prefix { $0 != "/" }
        if let at = rest.lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
        // Of several hosts (`a:1,b:2`) the first stands for all.
        rest = rest.prefix { $0 != "," }
        let parts = rest.split(separator: ":", maxSplits: 1)
        self.scheme = kind + scheme
        let name = parts.first.map { $0.lowercased() } ?? ""
        host = ["127.0.0.1", "0.0.0.0", "::1", "host.docker.internal"].contains(name) ? "localhost" : name
        port = parts.count > 1 ? Int(parts[1]) : nil
        database = path.flatMap { $0.isEmpty ? nil : String($0.prefix { $0 != "/" }) }
    }
}
